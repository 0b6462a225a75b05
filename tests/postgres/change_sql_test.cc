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

TEST_CASE("change sql: before 9.4 arrays are walked side by side") {
  Flavor old;
  old.kind = FlavorKind::kGreenplum;
  old.major = 9;
  old.minor = 1;
  const SqlForm form = sql_form(old);
  CHECK(delete_sql(shape_of({1, 0}), form) ==
        "DELETE FROM \"s\".\"t\"\"\" AS t USING (SELECT "
        "unnest($1::text[]) AS c0, unnest($2::integer[]) AS c1) AS u WHERE "
        "t.\"v\" = u.c0 AND t.\"id\" = u.c1");
  const std::string back =
      put_back_sql(shape_of({0}), "pg_temp.kept", {"extra"}, form);
  CHECK(back.find("OVERRIDING") == std::string::npos);
  CHECK(make_kept_sql(shape_of({0}), "kept", {"extra"}, form)
            .ends_with("DISTRIBUTED RANDOMLY"));
  CHECK(keep_sql(shape_of({0}), "kept", {"extra"}, form)
            .find("INSERT INTO kept SELECT t.\"id\", t.\"extra\"") == 0);
  old.major = 12;
  CHECK(sql_form(old).several_arrays);
  CHECK(sql_form(old).overriding);
}
