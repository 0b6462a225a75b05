// SPDX-License-Identifier: Apache-2.0
#include "postgres/cell_form.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

std::string formed(TypeKind kind, const std::string& native,
                   const std::string& cell) {
  WriteColumn column;
  column.type.kind = kind;
  column.type.length = 16;
  column.native = native;
  std::string out;
  const char* why = cell_form<Escape::kArray>(column)(cell, out);
  return why == nullptr ? out : "refused";
}

}  // namespace

TEST_CASE("cell form: array elements that need quotes have them") {
  CHECK(formed(TypeKind::kInteger, "integer", "5") == "5");
  CHECK(formed(TypeKind::kBlob, "bytea", "\x01") == "\"\\\\x01\"");
  CHECK(formed(TypeKind::kDatetime, "timestamp without time zone",
               "2026-01-02 03:04:05") == "\"2026-01-02 03:04:05\"");
  CHECK(formed(TypeKind::kDate, "timestamp without time zone", "2026-01-02") ==
        "\"2026-01-02 00:00:00\"");
  CHECK(formed(TypeKind::kTimestamp, "text", "0000-00-00 00:00:00") ==
        "\"0000-00-00 00:00:00\"");
}

TEST_CASE("cell form: a pair without conversion writes nothing") {
  CHECK(formed(TypeKind::kBlob, "integer", "5") == "refused");
  CHECK(formed(TypeKind::kOther, "text", "5") == "refused");
}

TEST_CASE("cell form: a problem shows the value's head, in hex if need be") {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns.resize(1);
  shape.columns[0].name = "note";
  std::string text = cell_problem(shape, 0, std::string(1000, 'x'), "why");
  CHECK(text.size() < 200);
  CHECK(text.find("note") != std::string::npos);
  CHECK(cell_problem(shape, 0, std::string("a\0", 2), "why").find("0x6100") !=
        std::string::npos);
}
