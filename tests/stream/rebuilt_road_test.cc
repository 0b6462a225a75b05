// SPDX-License-Identifier: Apache-2.0
#include "stream/rebuilt_road.h"

#include <catch2/catch.hpp>

#include "stream/reshape_world.h"

namespace millrace {
namespace {

constexpr const char* kMapping = R"("mappings": [{"match": "shop.t",
  "columns": {"a": {"to": "alpha"}, "s": {"skip": true}}}])";

}  // namespace

TEST_CASE("rebuilt road: as the Plan has it, on the table as it is now") {
  const Plan plan = test::shop_plan(kMapping);
  test::ReshapeWorld world(kMapping);
  Table table = world.roads[0].source_table;
  table.columns.push_back(mysql::test::column("x", "bigint"));
  std::vector<Finding> findings;
  const Route road =
      rebuilt_road(plan, test::postgres_dialect(), world.roads[0].id.source,
                   table, &plan.mappings[0], &findings);
  CHECK(road.id == world.roads[0].id);
  REQUIRE(road.columns.size() == 4);
  CHECK(road.columns[1].name == "alpha");
  CHECK(road.columns[3].name == "x");
  CHECK(road.columns[3].native == "bigint");
  CHECK(findings.empty());
}

TEST_CASE("rebuilt road: unaltered it is the road that it was") {
  const Plan plan = test::shop_plan(test::many_to_one());
  test::ReshapeWorld world(test::many_to_one(), {"t", "u"});
  std::vector<Finding> findings;
  for (const Route& was : world.roads) {
    const Route road =
        rebuilt_road(plan, test::postgres_dialect(), was.id.source,
                     was.source_table, &plan.mappings[0], &findings);
    CHECK(road.digest() == was.digest());
  }
}

TEST_CASE("rebuilt road: what is wrong now is found") {
  const Plan plan = test::shop_plan(kMapping);
  test::ReshapeWorld world(kMapping);
  Table table = world.roads[0].source_table;
  table.columns[2].name = "alpha";
  std::vector<Finding> findings;
  rebuilt_road(plan, test::postgres_dialect(), world.roads[0].id.source, table,
               &plan.mappings[0], &findings);
  CHECK_FALSE(findings.empty());
}

TEST_CASE("rebuilt road: a mapping follows its columns, or stays") {
  const Plan plan = test::shop_plan(kMapping);
  const Table before = test::shop_table("t");
  TableAlteration made;
  made.after = before;
  made.origin = {0, 1, 2, 3};
  CHECK(following(plan.mappings[0], before, made) == nullptr);
  made.after.columns[1].name = "z";
  made.after.columns[3].name = "a";
  const auto mapping = following(plan.mappings[0], before, made);
  REQUIRE(mapping);
  std::string names;
  for (const ColumnMapping& c : mapping->columns) names += c.column + " ";
  CHECK(names == "z a ");
  // One that was dropped keeps its place in the Plan, for nothing.
  made.origin = {0, -1, 2, 3};
  const auto gone = following(plan.mappings[0], before, made);
  REQUIRE(gone);
  CHECK(gone->columns[0].column == "a");
}

}  // namespace millrace
