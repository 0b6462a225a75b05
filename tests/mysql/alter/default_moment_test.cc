// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_moment.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

std::string tidy(Written written, const std::string& native,
                 std::string value) {
  const std::string problem =
      tidy_moment(written, parse_native(native), &value);
  return problem.empty() ? value : "problem";
}
std::string text(const std::string& native, const std::string& value) {
  return tidy(Written::kText, native, value);
}
std::string number(const std::string& native, const std::string& value) {
  return tidy(Written::kNumber, native, value);
}

}  // namespace

TEST_CASE("default moment: times as the catalog shows them") {
  CHECK(number("time", "3") == "00:00:03");
  CHECK(text("time", "3") == "00:00:03");
  CHECK(number("time", "-101112") == "-10:11:12");
  CHECK(number("time", "8385959") == "838:59:59");
  CHECK(number("time(2)", "3.5") == "00:00:03.50");
  CHECK(text("time", "1:2") == "01:02:00");
  CHECK(text("time", "-838:59:59") == "-838:59:59");
  CHECK(text("time(3)", "10:11:12") == "10:11:12.000");
  CHECK(text("time", "1 10:11") == "problem");
  CHECK(text("time", "") == "problem");
  // Rounded by one server and cut off by another.
  CHECK(text("time", "10:11:12.5") == "problem");
  CHECK(number("time(1)", "3.25") == "problem");
}

TEST_CASE("default moment: dates as the catalog shows them") {
  CHECK(text("date", "2024-01-31") == "2024-01-31");
  CHECK(text("date", "2024-1-2") == "2024-01-02");
  CHECK(number("date", "20240131") == "2024-01-31");
  CHECK(number("date", "0") == "0000-00-00");
  CHECK(text("date", "0") == "problem");
  CHECK(text("date", "24-01-31") == "problem");
  CHECK(text("date", "2024-01") == "problem");
  CHECK(text("datetime", "2024-02-03 04:05:06") == "2024-02-03 04:05:06");
  CHECK(text("datetime", "2024-02-03 4:5") == "2024-02-03 04:05:00");
  CHECK(text("datetime", "2024-02-03") == "2024-02-03 00:00:00");
  CHECK(text("datetime(6)", "2024-02-03 04:05:06.5") ==
        "2024-02-03 04:05:06.500000");
  CHECK(number("datetime", "20240203040506") == "2024-02-03 04:05:06");
  CHECK(number("timestamp", "0") == "0000-00-00 00:00:00");
  CHECK(text("datetime", "2024-02-03 x") == "problem");
  CHECK(text("datetime", "2024-02-03 04:05:06.5") == "problem");
}

TEST_CASE("default moment: years of two digits") {
  CHECK(number("year", "2024") == "2024");
  CHECK(text("year", "69") == "2069");
  CHECK(number("year", "70") == "1970");
  CHECK(number("year", "0") == "0000");
  CHECK(text("year", "0") == "2000");
  CHECK(number("year", "202") == "problem");
  CHECK(text("year", "x") == "problem");
}

}  // namespace millrace::mysql
