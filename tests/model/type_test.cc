// SPDX-License-Identifier: Apache-2.0
#include "model/type.h"

#include <catch2/catch.hpp>
#include <set>
#include <string>

using namespace millrace;

TEST_CASE("type: every kind has its own name and is found by it") {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(TypeKind::kOther); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    TypeKind back = TypeKind::kInteger;
    REQUIRE(kind_from_name(kind_name(kind), &back));
    CHECK(back == kind);
    CHECK(names.insert(kind_name(kind)).second);
  }
  TypeKind kept = TypeKind::kYear;
  CHECK_FALSE(kind_from_name("varchar2", &kept));
  CHECK(kept == TypeKind::kYear);
}

TEST_CASE("type: no kind is of two families") {
  for (int i = 0; i <= static_cast<int>(TypeKind::kOther); ++i) {
    const auto kind = static_cast<TypeKind>(i);
    INFO(kind_name(kind));
    CHECK(is_character(kind) + is_binary(kind) + is_temporal(kind) <= 1);
  }
  CHECK(std::string(kind_name(TypeKind::kVarchar)) == "varchar");
  CHECK(is_character(TypeKind::kEnum));
  CHECK(is_binary(TypeKind::kVector));
  CHECK(is_temporal(TypeKind::kTimestamp));
  CHECK_FALSE(is_temporal(TypeKind::kYear));
  CHECK_FALSE(is_character(TypeKind::kJson));
}
