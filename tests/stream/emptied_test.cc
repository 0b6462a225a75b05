// SPDX-License-Identifier: Apache-2.0
#include "stream/emptied.h"

#include <catch2/catch.hpp>

#include "stream/reshape_world.h"

namespace millrace {
namespace {

using test::ReshapeWorld;

std::string emptied(const std::vector<Route>& roads, size_t at,
                    const Dialect& dialect = test::postgres_dialect()) {
  std::vector<Statement> statements;
  const std::string problem = empty_statements(roads, at, dialect, &statements);
  if (!problem.empty()) return "problem";
  REQUIRE(statements.size() == 1);
  return statements[0].sql;
}

}  // namespace

TEST_CASE("emptied: a table of one source is emptied whole") {
  ReshapeWorld world;
  CHECK(emptied(world.roads, 0) == R"(TRUNCATE TABLE "shop"."t")");
  // It holds rows that were there before.
  world.roads[0].sync.on_existing = OnExisting::kIgnore;
  CHECK(emptied(world.roads, 0) == "problem");
}

TEST_CASE("emptied: a column that others still write is left by its rows") {
  ReshapeWorld world(test::many_to_one(), {"t", "u"});
  std::vector<Statement> statements;
  CHECK(leave_column(world.roads, 1, "a", test::postgres_dialect(),
                     &statements) == "");
  REQUIRE(statements.size() == 1);
  CHECK(statements[0].sql.starts_with(
      R"(UPDATE "sales"."all" SET "a" = DEFAULT WHERE "shard" = 'u')"));
  ReshapeWorld alike;  // no constant says whose the rows are
  alike.roads.push_back(alike.roads[0]);
  CHECK(leave_column(alike.roads, 0, "a", test::postgres_dialect(),
                     &statements) != "");
}

TEST_CASE("emptied: of several sources' rows, those with its constants") {
  ReshapeWorld world(test::many_to_one(), {"t", "u"});
  CHECK(emptied(world.roads, 0) ==
        R"(DELETE FROM "sales"."all" WHERE "shard" = 't'::character varying)");
  CHECK(emptied(world.roads, 1).find("'u'") != std::string::npos);
  std::vector<Route> alone = {world.roads[1]};
  alone[0].sync.on_existing = OnExisting::kIgnore;
  CHECK(emptied(alone, 0).starts_with("DELETE"));
}

TEST_CASE("emptied: on MySQL, with quotes in the constant") {
  ReshapeWorld world(test::many_to_one(), {"t", "u"}, test::mysql_dialect());
  for (RouteColumn& column : world.roads[0].columns) {
    if (!column.source) column.constant = "it's";
  }
  CHECK(emptied(world.roads, 0, test::mysql_dialect()) ==
        "DELETE FROM `sales`.`all` WHERE `shard` = 'it''s'");
}

TEST_CASE("emptied: where the constants do not tell the rows apart") {
  ReshapeWorld world(test::many_to_one(), {"t", "u"});
  std::vector<Route> same = world.roads;
  for (Route& road : same) {
    for (RouteColumn& column : road.columns) {
      if (!column.source) column.constant = "both";
    }
  }
  CHECK(emptied(same, 0) == "problem");
  // Another source may write any value into the column.
  std::vector<Route> any = world.roads;
  for (RouteColumn& column : any[1].columns) {
    if (!column.source) column.source = 0;
  }
  CHECK(emptied(any, 0) == "problem");
  // A constant beside the key may be of others as well.
  std::vector<Route> beside = world.roads;
  for (Route& road : beside) std::erase(road.target_key, road.target_key[0]);
  CHECK(emptied(beside, 0) == "problem");
}

}  // namespace millrace
