// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("ledger: a road is found by all of its names") {
  LedgerState state;
  RoadRecord road;
  road.id = {"eu", {"shop", "orders"}, {"sales", "orders"}};
  state.roads = {road};
  CHECK(state.road(road.id) == &state.roads[0]);
  RoadId other = road.id;
  other.to.schema = "shop";
  CHECK(state.road(other) == nullptr);
}

TEST_CASE("ledger: a stream is found by its source") {
  LedgerState state;
  StreamRecord stream;
  stream.source = "eu";
  state.streams = {stream};
  CHECK(state.stream("eu") == &state.streams[0]);
  CHECK(state.stream("us") == nullptr);
}

TEST_CASE("ledger: an applied table comes back from its JSON as it was") {
  AppliedTable table;
  table.desired.name = {"sales", "or\"ders"};
  table.desired.comment = "it's";
  table.desired.columns.resize(1);
  table.desired.columns[0].name = "id";
  table.desired.columns[0].native = "bigint";
  AppliedRoad road;
  road.source = "eu";
  road.from = {"shop", "orders"};
  road.source_table.name = road.from;
  road.shape = R"({"where": "a = 'b'"})";
  table.roads = {road};
  const auto back = applied_table_from_json(applied_table_to_json(table));
  REQUIRE(back.ok());
  CHECK(*back == table);
  CHECK(back->road({"eu", {"shop", "orders"}, {"any", "name"}}) != nullptr);
  CHECK(back->road({"us", {"shop", "orders"}, {"any", "name"}}) == nullptr);
  CHECK_FALSE(applied_table_from_json("{}").ok());
  LedgerState state;
  state.tables = {table};
  CHECK(state.table(table.desired.name) == &state.tables[0]);
  CHECK(state.table({"sales", "other"}) == nullptr);
}

TEST_CASE("ledger: a source table and the names its columns had") {
  RoadRecord road;
  road.source_table.columns = {Column(), Column()};
  for (const AskedNames& names :
       {AskedNames(), AskedNames{{"id", ""}, {"a \"b\"", "id"}}}) {
    road.asked_names = names;
    RoadRecord back;
    CHECK(road_table_from_json(
              road_table_to_json(road.source_table, road.asked_names), &back)
              .ok());
    CHECK(back == road);
  }
  // Of a release that did not note them.
  RoadRecord plain;
  CHECK(road_table_from_json(table_to_json(road.source_table), &plain).ok());
  CHECK(plain.asked_names.empty());
  RoadRecord damaged;
  CHECK_FALSE(road_table_from_json(
                  road_table_to_json(road.source_table, {{"id"}}), &damaged)
                  .ok());
}

TEST_CASE("ledger: what roads and tables know of a source table is one") {
  LedgerState state;
  RoadRecord road;
  road.id = {"eu", {"shop", "orders"}, {"sales", "orders"}};
  road.source_table.columns = {Column(), Column()};
  state.roads = {road};
  AppliedTable table;
  table.desired.name = road.id.to;
  AppliedRoad& applied = table.roads.emplace_back();
  applied.source = "eu";
  applied.from = road.id.from;
  applied.source_table.columns = {Column(), Column()};
  state.add_table(table);
  const Table& kept = state.tables.at(0).roads.at(0).source_table;
  CHECK(kept.columns.shares_with(state.roads[0].source_table.columns));
}

TEST_CASE("ledger: the pace of a road is found by its names") {
  CopyPace pace;
  const RoadId orders{"eu", {"shop", "orders"}, {"sales", "orders"}};
  CHECK(pace.road(orders) == nullptr);
  pace.roads.push_back({orders, 5, 50, 0});
  CHECK(pace.road(orders)->rows == 5);
}
