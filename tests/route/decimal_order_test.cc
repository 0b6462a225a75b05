// SPDX-License-Identifier: Apache-2.0
#include "route/decimal_order.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace millrace {

TEST_CASE("decimal order: what a number looks like") {
  for (const char* good : {"0", "-1", "+1", "1.5", ".5", "5.", "1e5", "-1E-3"})
    CHECK(is_decimal(good));
  for (const char* bad : {"", "-", ".", "e5", "1e", "1x", "1 ", "--1"})
    CHECK_FALSE(is_decimal(bad));
}

TEST_CASE("decimal order: digits beyond a double still count") {
  CHECK(compare_decimals("9007199254740993", "9007199254740992") > 0);
  CHECK(compare_decimals("0.10000000000000000001", "0.1") > 0);
  CHECK(compare_decimals("-18446744073709551615", "-18446744073709551614") < 0);
}

TEST_CASE("decimal order: one number in many spellings is one number") {
  for (const char* spelling :
       {"1500", "1500.000", "+1500", "1.5e3", "15e2", "0001500", "150000e-2"}) {
    CAPTURE(spelling);
    CHECK(compare_decimals(spelling, "1500") == 0);
  }
  CHECK(compare_decimals("-0", "0.00") == 0);
}

TEST_CASE("decimal order: agrees with integers, whatever the scale") {
  std::mt19937_64 random(7);
  const auto text = [&](int64_t n) {
    const std::string digits = std::to_string(n < 0 ? -n : n);
    const int shift = static_cast<int>(random() % 4);
    return (n < 0 ? "-" : "") + digits + std::string(shift, '0') + "e-" +
           std::to_string(shift);
  };
  for (int i = 0; i < 2000; ++i) {
    const int64_t a = static_cast<int64_t>(random() % 2001) - 1000;
    const int64_t b = static_cast<int64_t>(random() % 2001) - 1000;
    const int order = compare_decimals(text(a), text(b));
    REQUIRE((order < 0) == (a < b));
    REQUIRE((order > 0) == (a > b));
  }
}

}  // namespace millrace
