// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "postgres/cell_form.h"
#include "postgres/types.h"

using namespace millrace;

namespace {

Type type_of(int kind) {
  Type type;
  type.kind = static_cast<TypeKind>(kind);
  type.bits = 32;
  type.length = 16;
  type.precision = 10;
  return type;
}

}  // namespace

TEST_CASE("conversions: the type we choose ourselves takes the values") {
  for (int kind = 0; kind < static_cast<int>(TypeKind::kOther); ++kind) {
    Type type = type_of(kind);
    INFO(kind_name(type.kind));
    CHECK(conversion_problem(type, parse_native(native_for(type))) == "");
  }
  CHECK(conversion_problem(Type{}, parse_native("text")) != "");
}

TEST_CASE("conversions: nothing zoneless becomes a moment") {
  CHECK(conversion_problem(type_of(static_cast<int>(TypeKind::kDatetime)),
                           parse_native("timestamp with time zone"))
            .find("guess") != std::string::npos);
}

TEST_CASE("conversions: lossy pairs are not offered") {
  auto problem = [](TypeKind from, const char* to) {
    return conversion_problem(type_of(static_cast<int>(from)),
                              parse_native(to));
  };
  CHECK(problem(TypeKind::kDouble, "real") != "");
  CHECK(problem(TypeKind::kBlob, "text") != "");
  CHECK(problem(TypeKind::kText, "bytea") != "");
  CHECK(problem(TypeKind::kText, "integer") != "");
  CHECK(problem(TypeKind::kBit, "boolean") != "");
  Type cents = type_of(static_cast<int>(TypeKind::kDecimal));
  cents.scale = 2;
  CHECK(conversion_problem(cents, parse_native("bigint")) != "");
  CHECK(conversion_problem(cents, parse_native("numeric(12,4)")) == "");
}
