// SPDX-License-Identifier: Apache-2.0
#include "postgres/types.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("types: a native name is put together as it was taken apart") {
  for (const char* name :
       {"integer", "numeric(20,0)", "character varying(200)",
        "timestamp(3) without time zone", "timestamp with time zone",
        "time(6) without time zone", "interval(0)", "bit(3)", "bit varying(9)",
        "double precision", "public.citext", "\"we(ird\"", "text[]",
        "geometry(Point,4326)"}) {
    INFO(name);
    CHECK(parse_native(name).str() == name);
  }
}

TEST_CASE("types: array elements carry no length that would cut") {
  CHECK(parse_native("character varying(3)").element() == "text");
  CHECK(parse_native("character(3)").element() == "bpchar");
  CHECK(parse_native("bit(3)").element() == "bit varying");
  CHECK(parse_native("numeric(10,2)").element() == "numeric");
  CHECK(parse_native("timestamp(3) with time zone").element() ==
        "timestamp with time zone");
}

TEST_CASE("types: unsigned integers get room") {
  Type type;
  type.kind = TypeKind::kInteger;
  type.is_unsigned = true;
  const char* expected[][2] = {{"8", "smallint"},
                               {"16", "integer"},
                               {"24", "integer"},
                               {"32", "bigint"},
                               {"64", "numeric(20,0)"}};
  for (auto& [bits, native] : expected) {
    type.bits = std::stoi(bits);
    INFO(bits);
    CHECK(native_for(type) == native);
  }
}

TEST_CASE("types: inspected columns speak in neutral words") {
  CHECK(neutral_for(parse_native("bigint")).bits == 64);
  CHECK(neutral_for(parse_native("numeric(10,2)")).scale == 2);
  CHECK(neutral_for(parse_native("character varying(9)")).length == 9);
  CHECK(neutral_for(parse_native("timestamp(3) with time zone")).fsp == 3);
  CHECK(neutral_for(parse_native("timestamp with time zone")).kind ==
        TypeKind::kTimestamp);
  CHECK(neutral_for(parse_native("public.geometry")).kind == TypeKind::kOther);
}
