// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_moment.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {

using test::tidy_number;
using test::tidy_text;

TEST_CASE("default moment: times as the catalog shows them") {
  CHECK(tidy_number("time", "3") == "00:00:03");
  CHECK(tidy_text("time", "3") == "00:00:03");
  CHECK(tidy_number("time", "-101112") == "-10:11:12");
  CHECK(tidy_number("time", "8385959") == "838:59:59");
  CHECK(tidy_number("time(2)", "3.5") == "00:00:03.50");
  CHECK(tidy_text("time", "1:2") == "01:02:00");
  CHECK(tidy_text("time", "-838:59:59") == "-838:59:59");
  CHECK(tidy_text("time(3)", "10:11:12") == "10:11:12.000");
  CHECK(tidy_text("time", "1 10:11") == "problem");
  CHECK(tidy_text("time", "") == "problem");
  // Rounded by one server and cut off by another.
  CHECK(tidy_text("time", "10:11:12.5") == "problem");
  CHECK(tidy_number("time(1)", "3.25") == "problem");
}

TEST_CASE("default moment: dates as the catalog shows them") {
  CHECK(tidy_text("date", "2024-01-31") == "2024-01-31");
  CHECK(tidy_text("date", "2024-1-2") == "2024-01-02");
  CHECK(tidy_number("date", "20240131") == "2024-01-31");
  CHECK(tidy_number("date", "0") == "0000-00-00");
  CHECK(tidy_text("date", "0") == "problem");
  CHECK(tidy_text("date", "24-01-31") == "problem");
  CHECK(tidy_text("date", "2024-01") == "problem");
  CHECK(tidy_text("datetime", "2024-02-03 04:05:06") == "2024-02-03 04:05:06");
  CHECK(tidy_text("datetime", "2024-02-03 4:5") == "2024-02-03 04:05:00");
  CHECK(tidy_text("datetime", "2024-02-03") == "2024-02-03 00:00:00");
  CHECK(tidy_text("datetime(6)", "2024-02-03 04:05:06.5") ==
        "2024-02-03 04:05:06.500000");
  CHECK(tidy_number("datetime", "20240203040506") == "2024-02-03 04:05:06");
  CHECK(tidy_number("timestamp", "0") == "0000-00-00 00:00:00");
  CHECK(tidy_text("datetime", "2024-02-03 x") == "problem");
  CHECK(tidy_text("datetime", "2024-02-03 04:05:06.5") == "problem");
}

TEST_CASE("default moment: years of two digits") {
  CHECK(tidy_number("year", "2024") == "2024");
  CHECK(tidy_text("year", "69") == "2069");
  CHECK(tidy_number("year", "70") == "1970");
  CHECK(tidy_number("year", "0") == "0000");
  CHECK(tidy_text("year", "0") == "2000");
  CHECK(tidy_number("year", "202") == "problem");
  CHECK(tidy_text("year", "x") == "problem");
}

}  // namespace millrace::mysql
