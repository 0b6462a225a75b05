// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "apply/apply_world.h"

namespace millrace {

using test::ApplyWorld;

TEST_CASE("copy phase: starts are recorded before the first chunk is read") {
  ApplyWorld world(1);
  REQUIRE(world.run(Goal::kData).ok());
  CHECK(world.calls.first("record start eu") >= 0);
  CHECK(world.calls.first("record start eu") < world.calls.first("read "));
  CHECK(world.calls.last("record road") < world.calls.first("read "));
}

TEST_CASE("copy phase: a road knows where its copy began and ended") {
  ApplyWorld world(2);
  const Position began = world.source.position();
  world.source.before_read = [&] { world.work.step(); };
  REQUIRE(world.run(Goal::kData).ok());
  for (const RoadRecord& road : world.target.ledger_state().roads) {
    CHECK(road.copied);
    CHECK(road.start == began);
    CHECK(road.copy_end.offset > began.offset);
  }
}

TEST_CASE("copy phase: a table's end waits for a source that went away") {
  ApplyWorld world(6);
  world.plan.limits.readers = 1;
  // Nothing but the end of a copy asks for the source once the chunks of the
  // last table are being read.
  world.source.before_read = [&] { world.source.lose = 3; };
  const auto result = world.run(Goal::kData);
  CHECK(result.status().message() == "");
  CHECK(world.source.lose == 0);
  for (const RoadRecord& road : world.target.ledger_state().roads) {
    CHECK(road.copied);
    CHECK(world.target.content(road.id.to) ==
          world.source.content(road.id.from));
  }
}

// These proposals never learn of it; that does not go on for ever.
TEST_CASE("copy phase: columns that changed since the proposal are seen") {
  ApplyWorld world(3);
  Table changed = world.roads[0].source_table;
  changed.columns.push_back(test::integer_column("late"));
  world.source.alter(changed);
  const Status status = world.run().status();
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("eu.shop.a") != std::string::npos);
  CHECK(world.calls.count("read ") == 0);
}

TEST_CASE("copy phase: a table is cleared before it is copied, not after") {
  ApplyWorld world(4);
  world.more.push_back(
      ApplyWorld::change(Action::kClearTable, "sales.a", "clear sales.a"));
  REQUIRE(world.run(Goal::kData).ok());
  CHECK(world.calls.first("schema clear") < world.calls.first("read "));
  REQUIRE(world.run(Goal::kData).ok());  // the road is recorded
  CHECK(world.calls.count("schema clear") == 1);
}

TEST_CASE("copy phase: a road without data is taken for copied") {
  ApplyWorld world(5);
  world.roads[0].sync.data = false;
  REQUIRE(world.run(Goal::kData).ok());
  CHECK(world.calls.count("read shop.a") == 0);
  CHECK(world.calls.count("read shop.b") > 0);
  CHECK(world.target.ledger_state().roads[0].copied);
}

// Its shape of now would hold for ever, and data could never be asked for.
TEST_CASE("copy phase: a road without data and stream is not recorded") {
  ApplyWorld world(6);
  SyncOptions& sync = world.roads[0].sync;
  sync.data = sync.stream_insert = sync.stream_update = false;
  sync.stream_delete = false;
  REQUIRE(world.run(Goal::kData).ok());
  const LedgerState state = world.target.ledger_state();
  REQUIRE(state.roads.size() == 1);
  CHECK(state.roads[0].id.from.table == "b");
  sync.data = true;
  REQUIRE(world.run(Goal::kData).ok());
  CHECK(world.calls.count("read shop.a") > 0);
}

}  // namespace millrace
