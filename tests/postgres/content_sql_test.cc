// SPDX-License-Identifier: Apache-2.0
#include "postgres/content_sql.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

std::string canonical(TypeKind kind, const std::string& native,
                      const std::string& printed) {
  ContentColumn column;
  column.type.kind = kind;
  column.native = native;
  return canonical_form(column)(printed);
}

}  // namespace

TEST_CASE("content sql: the same value in a chosen type is the same text") {
  CHECK(canonical(TypeKind::kDecimal, "text", "1.50") == "1.5");
  CHECK(canonical(TypeKind::kInteger, "double precision", "1e+15") ==
        "1000000000000000");
  CHECK(canonical(TypeKind::kDate, "timestamp without time zone",
                  "2026-01-02 00:00:00.000000") == "2026-01-02");
  CHECK(canonical(TypeKind::kDatetime, "text", "2026-01-02 03:04:05.5") ==
        "2026-01-02 03:04:05.500000");
  CHECK(canonical(TypeKind::kTime, "text", "-00:00:01") == "-00:00:01.000000");
  CHECK(canonical(TypeKind::kBinary, "uuid",
                  "00112233-4455-6677-8899-aabbccddeeff") ==
        "00112233445566778899aabbccddeeff");
  CHECK(canonical(TypeKind::kFloat, "double precision",
                  "0.10000000149011612") == "0.1");
}

TEST_CASE("content sql: values travel as parameters alone") {
  ContentRequest request;
  request.table = {"s", "t"};
  request.columns.resize(1);
  request.columns[0].name = "i\"d";
  request.columns[0].native = "text";
  request.key = {0};
  request.keys = {{"it's \\ \"x\""}};
  request.equals_column = "shard";
  request.equals_value = "'; DROP";
  ContentQuery query = content_query(request);
  CHECK(query.sql.find("DROP") == std::string::npos);
  CHECK(query.sql.find("\"i\"\"d\"") != std::string::npos);
  REQUIRE(query.params.size() == 2);
  CHECK(*query.params[0] == "{\"it's \\\\ \\\"x\\\"\"}");
  CHECK(*query.params[1] == "'; DROP");
}
