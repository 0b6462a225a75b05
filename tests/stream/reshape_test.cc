// SPDX-License-Identifier: Apache-2.0
#include "stream/reshape.h"

#include <catch2/catch.hpp>

#include "stream/reshape_world.h"

namespace millrace {
namespace {

using test::ReshapeWorld;

ReshapeWorld mapped(const std::string& columns, const std::string& more = "",
                    const Dialect& dialect = test::postgres_dialect()) {
  return ReshapeWorld(R"("mappings": [{"match": "shop.t", "columns": {)" +
                          columns + "}" + more + "}]",
                      {"t"}, dialect);
}

std::string names(const Route& road) {
  std::string out;
  for (const RouteColumn& column : road.columns) {
    append_to(out, column.name, column.source ? cat(*column.source) : "=", " ");
  }
  return out;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("reshape: columns that come, go, and take another name") {
  ReshapeWorld world;
  CHECK(world.of("ADD x INT") ==
        R"(ALTER TABLE "shop"."t" ADD COLUMN "x" integer)");
  CHECK(world.of("DROP s") == R"(ALTER TABLE "shop"."t" DROP COLUMN "s")");
  CHECK(world.of("CHANGE s r VARCHAR(20)") ==
        R"(ALTER TABLE "shop"."t" RENAME COLUMN "s" TO "r")");
  CHECK(has(world.of("MODIFY a BIGINT"), R"(TYPE bigint)"));
  const Reshaped moved = world.alter("ADD x INT FIRST, DROP a");
  REQUIRE(moved.problem == "");
  CHECK(names(moved.roads[0]) == "x0 id1 b2 s3 ");
  CHECK(moved.roads[0].target_key == std::vector<size_t>{1});
  CHECK(moved.applied.desired.columns.size() == 4);
  CHECK(moved.applied.roads[0].shape == moved.roads[0].shape_json());
  CHECK(ReshapeWorld::sql(world.alter("COMMENT='x', FORCE")) ==
        R"(COMMENT ON TABLE "shop"."t" IS 'x')");
}

TEST_CASE("reshape: names that change places keep their values") {
  ReshapeWorld world;
  const std::string swap = world.of("CHANGE a b INT, CHANGE b a INT");
  CHECK(has(swap, R"(RENAME COLUMN "a" TO "millrace_0")"));
  CHECK(has(swap, R"(RENAME COLUMN "millrace_0" TO "b")"));
  // b goes before a takes its name: nothing is dropped that is a's.
  const std::string over = world.of("DROP b, CHANGE a b INT");
  CHECK(over.find(R"(DROP COLUMN "b")") <
        over.find(R"(RENAME COLUMN "a" TO "b")"));
  const std::string anew = world.of("DROP b, ADD b INT DEFAULT 4");
  CHECK(anew.find(R"(DROP COLUMN "b")") < anew.find(R"(ADD COLUMN "b")"));
}

TEST_CASE("reshape: rows that are there get what the source's rows have") {
  ReshapeWorld world;
  CHECK(has(world.of("ADD x INT NOT NULL DEFAULT 7"), "DEFAULT 7"));
  const std::string zero = world.of("ADD x INT NOT NULL");
  CHECK(has(zero, "DEFAULT 0"));
  CHECK(has(zero, "DROP DEFAULT"));
  CHECK(has(world.of("ADD x VARCHAR(9) NOT NULL"), "DEFAULT ''"));
  CHECK(world.refused("ADD x DATETIME DEFAULT NOW()"));
  CHECK(world.refused("ADD x TIMESTAMP NULL DEFAULT '2024-01-01 00:00:00'"));
  CHECK(world.refused("MODIFY a SMALLINT"));
  CHECK(world.refused("ADD x INT AS (a + 1)"));
  // The same server has the same value by itself; for another type not.
  ReshapeWorld family("", {"t"}, test::mysql_dialect());
  CHECK_FALSE(has(family.of("ADD x INT NOT NULL"), "DEFAULT"));
  CHECK(has(family.of("ADD x INT NOT NULL DEFAULT 7"), "DEFAULT"));
  ReshapeWorld text =
      mapped(R"~("s": {"type": "varchar(20)"})~", "", test::mysql_dialect());
  CHECK(text.refused("DROP s, ADD s INT NOT NULL"));
}

TEST_CASE("reshape: what the Plan says of columns goes on under new names") {
  ReshapeWorld world = mapped(R"("a": {"to": "alpha"}, "s": {"skip": true})");
  CHECK(world.of("CHANGE a z BIGINT, DROP b") ==
        R"(ALTER TABLE "shop"."t" DROP COLUMN "b"; )"
        R"(ALTER TABLE "shop"."t" ALTER COLUMN "alpha" TYPE bigint; )"
        R"(CREATE INDEX "t_i" ON "shop"."t" ("alpha"))");
  const Reshaped renamed = world.carry_out("RENAME COLUMN a TO z");
  CHECK(renamed.statements.empty());
  REQUIRE(renamed.mapping);
  CHECK(names(world.roads[0]) == "id0 alpha1 b2 ");
  // What the Plan names is not dropped behind its back.
  CHECK(world.refused("DROP z"));
  CHECK(world.refused("DROP s"));
  CHECK(world.of("RENAME COLUMN s TO q") == "");  // it stays skipped
  ReshapeWorld clash = mapped(R"("a": {"to": "x"})");
  CHECK(clash.refused("ADD x INT"));
}

TEST_CASE("reshape: doubts count where the column is written") {
  ReshapeWorld world = mapped(R"("s": {"skip": true})");
  CHECK(world.of("MODIFY s VARCHAR(5)") == "");
  ReshapeWorld asks = mapped(R"("s": {"skip": true}, "b": {"skip": true})",
                             R"(, "where": "s <> 'x' and a > 0")");
  CHECK(asks.of("MODIFY b SMALLINT") == "");
  CHECK(asks.refused("MODIFY s VARCHAR(5)"));
  CHECK(asks.refused("DROP s"));
  CHECK(asks.refused("RENAME COLUMN s TO r"));
  CHECK(asks.refused("DROP s, ADD s VARCHAR(20)"));
}

TEST_CASE("reshape: the key of the rows does not change") {
  ReshapeWorld world;
  CHECK(world.refused("DROP PRIMARY KEY"));
  CHECK(world.refused("DROP PRIMARY KEY, ADD PRIMARY KEY (id, a)"));
  CHECK(world.refused(
      "DROP PRIMARY KEY, DROP id, ADD id INT NOT NULL PRIMARY KEY"));
  CHECK(world.refused("DROP PRIMARY KEY, DROP id, ADD PRIMARY KEY (a)"));
  const Reshaped renamed = world.alter("CHANGE id nr INT NOT NULL");
  CHECK(ReshapeWorld::sql(renamed) ==
        R"(ALTER TABLE "shop"."t" RENAME COLUMN "id" TO "nr")");
  CHECK(renamed.roads[0].columns[renamed.roads[0].target_key[0]].name == "nr");
}

TEST_CASE("reshape: several sources into one table") {
  ReshapeWorld world(test::many_to_one(), {"t", "u"});
  REQUIRE(world.roads.size() == 2);
  // The first brings the column, the second finds it there.
  CHECK(has(world.carry_out("ADD x INT DEFAULT 5", 0).statements.at(0).sql,
            R"(ADD COLUMN "x")"));
  CHECK(world.of("ADD x INT DEFAULT 6", 1).starts_with("problem"));
  CHECK(world.of("ADD x INT DEFAULT 5", 1) == "");
  world.carry_out("ADD x INT DEFAULT 5", 1);
  // What another one writes stays, under its name; only the rows of this one
  // forget what they held.
  CHECK(has(world.of("DROP x", 0),
            R"(UPDATE "sales"."all" SET "x" = DEFAULT WHERE "shard" = 't')"));
  CHECK(world.refused("RENAME COLUMN x TO y", 0));
  CHECK(world.refused("DROP x, ADD x INT", 0));
  world.carry_out("DROP x", 0);
  CHECK(has(world.of("DROP x", 1), R"(DROP COLUMN "x")"));
}

TEST_CASE("reshape: what the target has besides is not touched") {
  ReshapeWorld world;
  world.actual.columns.push_back(
      test::column("own", TypeKind::kInteger, "integer"));
  CHECK(world.refused("CHANGE a own INT"));
  CHECK(world.refused("ADD own INT DEFAULT 3"));
  const Reshaped made = world.alter("ADD x INT");
  CHECK(made.roads[0].unwritten_columns);
  ReshapeWorld gone;
  gone.actual.columns.pop_back();  // s was dropped by hand
  CHECK(gone.of("ADD x INT") ==
        R"(ALTER TABLE "shop"."t" ADD COLUMN "x" integer)");
}

TEST_CASE("reshape: indexes, and unique ones while rows are ahead") {
  ReshapeWorld world;
  CHECK(has(world.of("ADD KEY (s)"), "CREATE INDEX"));
  CHECK(has(world.of("DROP INDEX i"), "DROP INDEX"));
  CHECK(has(world.of("ADD UNIQUE (s)"), "CREATE UNIQUE INDEX"));
  const Reshaped later = world.alter("ADD UNIQUE (s)", 0, true);
  CHECK(later.problem == "");
  CHECK(later.statements.empty());
  CHECK(later.applied.desired.indexes.size() == 1);
}

TEST_CASE("reshape: TRUNCATE, and where deletes are not replayed") {
  ReshapeWorld world;
  CHECK(ReshapeWorld::sql(world.empty()) == R"(TRUNCATE TABLE "shop"."t")");
  world.roads[0].sync.stream_delete = false;
  CHECK(ReshapeWorld::sql(world.empty()) == "");
}

}  // namespace millrace
