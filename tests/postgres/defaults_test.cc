// SPDX-License-Identifier: Apache-2.0
#include "postgres/defaults.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

std::string said(TypeKind kind, const std::string& native,
                 const std::string& value, bool expression = false) {
  Column column;
  column.type.kind = kind;
  column.default_value = value;
  column.default_is_expression = expression;
  std::string problem;
  auto text = default_for(column, parse_native(native), &problem);
  return text ? *text : "problem: " + problem;
}

bool cannot(const std::string& text) { return text.starts_with("problem: "); }

}  // namespace

TEST_CASE("defaults: a number's constant depends on its size alone") {
  CHECK(said(TypeKind::kInteger, "bigint", "5") == "5");
  CHECK(said(TypeKind::kInteger, "bigint", "-5") == "'-5'::integer");
  CHECK(said(TypeKind::kInteger, "bigint", "2147483648") ==
        "'2147483648'::bigint");
  CHECK(said(TypeKind::kInteger, "numeric(20,0)", "18446744073709551615") ==
        "'18446744073709551615'::numeric");
  CHECK(said(TypeKind::kDecimal, "numeric(10,2)", "-0.00") == "0.00");
  CHECK(cannot(said(TypeKind::kInteger, "integer", "5; DROP TABLE x")));
}

TEST_CASE("defaults: a quote in a text stays inside it") {
  CHECK(said(TypeKind::kText, "text", "'; DROP TABLE x; --") ==
        "'''; DROP TABLE x; --'::text");
  CHECK(cannot(said(TypeKind::kText, "text", std::string("a\0b", 3))));
}

TEST_CASE("defaults: moments that are none have no counterpart") {
  for (const char* zero : {"0000-00-00", "2026-00-01", "2026-01-00", ""}) {
    INFO(zero);
    CHECK(cannot(said(TypeKind::kDate, "date", zero)));
  }
}

TEST_CASE("defaults: now is a moment or a wall clock, as the type says") {
  CHECK(said(TypeKind::kTimestamp, "timestamp(0) with time zone",
             "current_timestamp()", true) == "CURRENT_TIMESTAMP");
  CHECK(said(TypeKind::kDatetime, "timestamp(0) without time zone",
             "CURRENT_TIMESTAMP", true) == "LOCALTIMESTAMP");
  CHECK(cannot(said(TypeKind::kText, "text", "CURRENT_TIMESTAMP", true)));
  // As a text it is only a word.
  CHECK(said(TypeKind::kText, "text", "CURRENT_TIMESTAMP") ==
        "'CURRENT_TIMESTAMP'::text");
}
