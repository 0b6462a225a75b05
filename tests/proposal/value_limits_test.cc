// SPDX-License-Identifier: Apache-2.0
#include "proposal/value_limits.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

Type integer(int bits, bool is_unsigned = false) {
  Type type;
  type.kind = TypeKind::kInteger;
  type.bits = bits;
  type.is_unsigned = is_unsigned;
  return type;
}
Type decimal(int precision, int scale) {
  Type type;
  type.kind = TypeKind::kDecimal;
  type.precision = precision;
  type.scale = scale;
  return type;
}
Type varchar(uint64_t length) {
  Type type;
  type.kind = TypeKind::kVarchar;
  type.length = length;
  return type;
}

}  // namespace

TEST_CASE("value limits: bounds of numbers as the servers spell them") {
  CHECK(number_limits("smallint")->first == "-32768");
  CHECK(number_limits("bigint unsigned")->second == "18446744073709551615");
  CHECK(number_limits("int(10) unsigned")->second == "4294967295");
  CHECK(number_limits("numeric(4,2)")->second == "99.99");
  CHECK(number_limits("numeric(4,2)")->first == "-99.99");
  CHECK(number_limits("decimal(3,0)")->second == "999");
  CHECK(number_limits("numeric(2,2)")->second == "0.99");
  CHECK_FALSE(number_limits("numeric"));
  CHECK_FALSE(number_limits("text"));
  CHECK_FALSE(number_limits("double precision"));
}

TEST_CASE("value limits: what always fits is not asked about") {
  CHECK(number_fits(integer(32), "integer"));
  CHECK_FALSE(number_fits(integer(32, true), "integer"));
  CHECK(number_fits(integer(32, true), "bigint"));
  CHECK_FALSE(number_fits(integer(64), "integer"));
  CHECK_FALSE(number_fits(integer(32), "int unsigned"));
  CHECK(number_fits(integer(64, true), "numeric(20,0)"));
  CHECK_FALSE(number_fits(integer(64, true), "numeric(19,0)"));
  CHECK(number_fits(integer(8), "numeric(3,0)"));
  CHECK(number_fits(decimal(9, 0), "integer"));
  CHECK_FALSE(number_fits(decimal(10, 0), "integer"));
  CHECK(number_fits(decimal(18, 0), "bigint"));
  CHECK(number_fits(decimal(10, 2), "numeric(12,4)"));
  CHECK_FALSE(number_fits(decimal(10, 2), "numeric(10,4)"));
  CHECK(number_fits(integer(64), "double precision"));
}

TEST_CASE("value limits: characters, not bytes") {
  CHECK(*text_limit("character varying(20)") == 20);
  CHECK(*text_limit("char(3)") == 3);
  CHECK_FALSE(text_limit("text"));
  CHECK_FALSE(text_limit("timestamp(3) without time zone"));
  CHECK(text_fits(varchar(20), "character varying(20)"));
  CHECK_FALSE(text_fits(varchar(21), "character varying(20)"));
  Type text;
  text.kind = TypeKind::kText;
  CHECK_FALSE(text_fits(text, "varchar(20)"));
  CHECK(text_fits(text, "text"));
}

}  // namespace millrace
