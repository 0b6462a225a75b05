// SPDX-License-Identifier: Apache-2.0
#include "engine/canonical.h"

#include <catch2/catch.hpp>
#include <random>

namespace millrace {
namespace {

TEST_CASE("canonical: equal numbers share one text") {
  for (auto [text, expected] :
       std::initializer_list<std::pair<const char*, const char*>>{
           {"0", "0"},
           {"-0.00", "0"},
           {"007.500", "7.5"},
           {"-007.500", "-7.5"},
           {"1.5E3", "1500"},
           {"1e-3", "0.001"},
           {"+5", "5"},
           {".5", "0.5"},
           {"100", "100"},
           {"1.50e1", "15"},
           {"0.000", "0"}}) {
    CHECK(canonical_number(text) == expected);
  }
  CHECK(canonical_number("1e2000") == canonical_number("10e1999"));
}

TEST_CASE("canonical: what is no number stays as it is") {
  for (const char* text : {"", "-", "abc", "1x", "1e", "--1", "."}) {
    CHECK(canonical_number(text) == text);
  }
}

TEST_CASE("canonical: a number is the same however it is shifted") {
  std::mt19937 random(11);
  for (int i = 0; i < 2000; ++i) {
    std::string digits = std::to_string(random());
    int shift = static_cast<int>(random() % 9);
    std::string pointed = digits.substr(0, 1) + "." + digits.substr(1) +
                          std::string(random() % 3, '0') + "e" +
                          std::to_string(digits.size() - 1);
    REQUIRE(canonical_number(pointed) == canonical_number(digits));
    REQUIRE(canonical_number(std::string(shift, '0') + digits) ==
            canonical_number(digits));
  }
}

TEST_CASE("canonical: floats and doubles take their shortest text") {
  CHECK(canonical_float("0.10000000149011612") == "0.1");
  CHECK(canonical_double("0.1000000000000000055") == "0.1");
  CHECK(canonical_double("100000000000000000000") == "1e+20");
  CHECK(canonical_double("1e20") == "1e+20");
  CHECK(canonical_double("-0") == "0");
  CHECK(canonical_double("x") == "x");
}

TEST_CASE("canonical: addresses of one host are one text") {
  CHECK(canonical_inet("2001:DB8:0:0:0:0:0:1") == "2001:db8::1");
  CHECK(canonical_inet("2001:db8::1/128") == "2001:db8::1");
  CHECK(canonical_inet("10.0.0.1/32") == "10.0.0.1");
  CHECK(canonical_inet("::ffff:10.0.0.1") == "::ffff:10.0.0.1");
  CHECK(canonical_inet("host") == "host");
}

}  // namespace
}  // namespace millrace
