// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "postgres/types.h"

using namespace millrace;

TEST_CASE("type words: a canonical name stands for itself") {
  for (const char* name :
       {"smallint", "numeric(10,2)", "character varying(20)",
        "timestamp(3) without time zone", "timestamp with time zone", "bit(8)",
        "interval(6)", "bytea"}) {
    auto type = parse_written(name);
    INFO(name);
    REQUIRE(type.ok());
    CHECK(type->str() == name);
  }
}

TEST_CASE("type words: a wrong number in parentheses says what is right") {
  auto type = parse_written("varchar(0)");
  CHECK(type.status().message().find("from 1 to") != std::string::npos);
  type = parse_written("timestamp(9)");
  CHECK(type.status().message().find("0 to 6") != std::string::npos);
  type = parse_written("varcar(9)");
  CHECK(type.status().message().find("\"varchar\"") != std::string::npos);
}
