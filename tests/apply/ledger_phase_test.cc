// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "apply/apply_world.h"

namespace millrace {

using test::ApplyWorld;

TEST_CASE("ledger phase: a road goes on under its new name, chunks and all") {
  ApplyWorld world(5);
  REQUIRE(world.run(Goal::kData).ok());
  const RoadId from = world.roads[0].id;
  RoadId to = from;
  to.to.table = "renamed";
  world.update.moves = {{from, to}};
  world.update.digests = {{to, "sha256:new"}};
  AppliedTable table;
  table.desired.name = to.to;
  world.update.tables = {table};
  world.update.gone = {from.to};
  world.more.push_back(
      ApplyWorld::change(Action::kAlterTable, "sales.renamed", ""));
  REQUIRE(world.run(Goal::kSchema).ok());
  const LedgerState state = world.target.ledger_state();
  CHECK(state.road(from) == nullptr);
  REQUIRE(state.road(to) != nullptr);
  CHECK(state.road(to)->copied);
  CHECK(state.road(to)->road_digest == "sha256:new");
  CHECK_FALSE(world.target.chunk_records(to).empty());
  CHECK(state.table(to.to) != nullptr);
  CHECK(state.table(from.to) == nullptr);
}

TEST_CASE("ledger phase: an index that is not made yet is not written down") {
  ApplyWorld world(6);
  AppliedTable table;
  table.desired.name = {"sales", "a"};
  table.desired.indexes.resize(2);
  table.desired.indexes[0].name = "late";
  table.desired.indexes[1].name = "there";
  world.update.tables = {table};
  auto late = ApplyWorld::change(Action::kCreateIndex, "sales.late", "index x");
  late.after_copy_end = true;
  late.table = {"sales", "a"};
  late.index = "late";
  world.more.push_back(late);
  const auto indexes = [&] {
    return world.target.ledger_state().tables.at(0).desired.indexes.size();
  };
  REQUIRE(world.run(Goal::kSchema).ok());
  CHECK(indexes() == 1);
  REQUIRE(world.run().ok());
  CHECK(indexes() == 2);
}

}  // namespace millrace
