// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "verify/row_filter.h"

namespace millrace {
namespace {

std::string neutral(Type type, const char* canonical) {
  std::string scratch;
  return std::string(neutral_cell(type, Cell::of(canonical), &scratch).text());
}

Type type_of(TypeKind kind, int scale = 0, int fsp = 0) {
  Type type;
  type.kind = kind;
  type.scale = scale;
  type.fsp = fsp;
  return type;
}

TEST_CASE("neutral: each kind gets back the digits that its type has") {
  CHECK(neutral(type_of(TypeKind::kDecimal, 2), "1.5") == "1.50");
  CHECK(neutral(type_of(TypeKind::kDecimal, 2), "-3") == "-3.00");
  CHECK(neutral(type_of(TypeKind::kDecimal, 0), "7") == "7");
  CHECK(neutral(type_of(TypeKind::kDatetime, 0, 3),
                "2024-01-02 03:04:05.678000") == "2024-01-02 03:04:05.678");
  CHECK(neutral(type_of(TypeKind::kTimestamp), "2024-01-02 03:04:05.000000") ==
        "2024-01-02 03:04:05");
  CHECK(neutral(type_of(TypeKind::kTime, 0, 1), "-7:05:00.500000") ==
        "-07:05:00.5");
  CHECK(neutral(type_of(TypeKind::kTime), "838:59:59.000000") == "838:59:59");
  CHECK(neutral(type_of(TypeKind::kYear), "0") == "0000");
  CHECK(neutral(type_of(TypeKind::kBlob), "00ff") == std::string("\0\xff", 2));
  CHECK(neutral(type_of(TypeKind::kVarchar), "1.5") == "1.5");
}

TEST_CASE("neutral: NULL is NULL") {
  std::string scratch;
  CHECK(neutral_cell(type_of(TypeKind::kDecimal, 2), Cell::null(), &scratch)
            .is_null());
}

}  // namespace
}  // namespace millrace
