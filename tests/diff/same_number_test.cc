// SPDX-License-Identifier: Apache-2.0
#include "diff/same_number.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("same number: however it is spelt") {
  CHECK(same_number("0", "0.00"));
  CHECK(same_number("'-1.50'::numeric", "-1.5"));
  CHECK(same_number("'0.00'", "0"));
  CHECK(same_number("-0", "0.0"));
  CHECK(same_number("007", "7."));
  CHECK(same_number("100", "100.0"));
}

TEST_CASE("same number: other numbers, and what is none") {
  CHECK_FALSE(same_number("1", "10"));
  CHECK_FALSE(same_number("1.5", "-1.5"));
  CHECK_FALSE(same_number("", ""));
  CHECK_FALSE(same_number("now()", "now()"));
  CHECK_FALSE(same_number("1e3", "1e3"));
  CHECK_FALSE(same_number("'a'::text", "'a'::text"));
  CHECK(keeps_decimals("numeric(10,2)"));
  CHECK(keeps_decimals("decimal(10,2)"));
  CHECK_FALSE(keeps_decimals("text"));
  CHECK_FALSE(keeps_decimals("double precision"));
}

}  // namespace millrace
