// SPDX-License-Identifier: Apache-2.0
#include "mysql/values.h"

#include <bit>
#include <catch2/catch.hpp>
#include <charconv>
#include <cmath>
#include <ctime>
#include <limits>
#include <random>
#include <string>

namespace millrace::mysql {
namespace {

template <typename F, typename... A>
std::string written(F f, A... arguments) {
  char room[128];
  return {room, f(room, arguments...)};
}

TEST_CASE("values: a float's text reads back to the same bits") {
  std::mt19937 random(7);
  for (int i = 0; i < 20000; ++i) {
    auto value = std::bit_cast<float>(static_cast<uint32_t>(random()));
    if (!std::isfinite(value)) continue;
    std::string text = written(write_float, value);
    float back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    REQUIRE(std::bit_cast<uint32_t>(back) == std::bit_cast<uint32_t>(value));
    REQUIRE(text.size() < kValueRoom);
  }
  CHECK(written(write_float, 0.1F) == "0.1");
  CHECK(written(write_float, -0.0F) == "-0");
  CHECK(written(write_float, 1e20F) == "1e+20");
}

TEST_CASE("values: a double's text reads back to the same bits") {
  std::mt19937_64 random(7);
  for (int i = 0; i < 20000; ++i) {
    auto value = std::bit_cast<double>(static_cast<uint64_t>(random()));
    if (!std::isfinite(value)) continue;
    std::string text = written(write_double, value);
    double back = 0;
    std::from_chars(text.data(), text.data() + text.size(), back);
    REQUIRE(std::bit_cast<uint64_t>(back) == std::bit_cast<uint64_t>(value));
    REQUIRE(text.size() < kValueRoom);
  }
}

TEST_CASE("values: bits stand highest first and fill their length") {
  using std::string_view;
  CHECK(written(write_bits, string_view("\x05", 1), size_t{3}) == "101");
  CHECK(written(write_bits, string_view("\x01\x80", 2), size_t{9}) ==
        "110000000");
  CHECK(written(write_bits, string_view("\x01", 1), size_t{10}) ==
        "0000000001");
  CHECK(written(write_bits, string_view("\xff", 1), size_t{3}) == "111");
}

TEST_CASE("values: times and dates keep what the server would print") {
  CHECK(written(write_time, TimeParts{true, 838, 59, 59, 0}, 0) ==
        "-838:59:59");
  CHECK(written(write_time, TimeParts{true, 0, 0, 0, 10}, 6) ==
        "-00:00:00.000010");
  CHECK(written(write_time, TimeParts{false, 1, 2, 3, 120000}, 2) ==
        "01:02:03.12");
  CHECK(written(write_date, DateParts{0, 0, 0}) == "0000-00-00");
  CHECK(written(write_datetime, DateParts{2024, 2, 30}, TimeParts{}, 3) ==
        "2024-02-30 00:00:00.000");
  CHECK(written(write_year, 0U) == "0000");
}

TEST_CASE("values: a timestamp is the calendar's") {
  CHECK(written(write_timestamp, uint64_t{0}, 0U, 0) == "0000-00-00 00:00:00");
  CHECK(written(write_timestamp, uint64_t{0}, 5U, 6) ==
        "1970-01-01 00:00:00.000005");
  std::mt19937 random(3);
  for (int i = 0; i < 20000; ++i) {
    auto seconds = static_cast<std::time_t>(random()) + 1;
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char expected[64];
    std::strftime(expected, sizeof expected, "%Y-%m-%d %H:%M:%S", &parts);
    REQUIRE(written(write_timestamp, static_cast<uint64_t>(seconds), 0U, 0) ==
            expected);
  }
}

TEST_CASE("values: filling zeros go, the value's own stay") {
  CHECK(without_zerofill("00042") == "42");
  CHECK(without_zerofill("0000") == "0");
  CHECK(without_zerofill("0001.50") == "1.50");
  CHECK(without_zerofill("000.00") == "0.00");
  CHECK(without_zerofill("0") == "0");
  CHECK(without_zerofill("100") == "100");
}

}  // namespace
}  // namespace millrace::mysql
