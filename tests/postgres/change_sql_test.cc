// SPDX-License-Identifier: Apache-2.0
#include "postgres/change_sql.h"

#include <catch2/catch.hpp>

#include "postgres/writer_fixture.h"

using namespace millrace;
using test::column_of;

namespace {

WriteShape shape_of(std::vector<size_t> key) {
  WriteShape shape;
  shape.table = {"s", "t\""};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer"),
                   column_of("v", TypeKind::kVarchar, "character varying(3)")};
  shape.key = std::move(key);
  return shape;
}

}  // namespace

TEST_CASE("change sql: rows are found by the key's columns in its order") {
  CHECK(delete_sql(shape_of({1, 0})) ==
        "DELETE FROM \"s\".\"t\"\"\" AS t USING unnest($1::text[], "
        "$2::integer[]) AS u(c0, c1) WHERE t.\"v\" = u.c0 AND t.\"id\" = "
        "u.c1");
}

TEST_CASE("change sql: a table that is all key has nothing to update") {
  CHECK(upsert_sql(shape_of({0, 1})).ends_with("DO NOTHING"));
  CHECK(upsert_sql(shape_of({0}))
            .ends_with(
                "ON CONFLICT (\"id\") DO UPDATE SET \"v\" = EXCLUDED.\"v\""));
}
