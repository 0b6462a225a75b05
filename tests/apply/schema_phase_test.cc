// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "apply/apply_world.h"

namespace millrace {

using test::ApplyWorld;

TEST_CASE("schema phase: statements run in order, before any data") {
  ApplyWorld world(1);
  world.more.push_back(
      ApplyWorld::change(Action::kCreateSchema, "sales", "schema sales"));
  REQUIRE(world.run().ok());
  CHECK(world.calls.first("schema schema") == world.calls.first("schema "));
  CHECK(world.calls.first("schema table sales.a") <
        world.calls.first("schema table sales.b"));
  CHECK(world.calls.last("schema table") < world.calls.first("read "));
}

TEST_CASE("schema phase: what the target refuses ends the run, naming it") {
  ApplyWorld world(2);
  world.target.create({"sales", "a"});
  world.more.push_back(
      ApplyWorld::change(Action::kCreateTable, "sales.a", "table sales.a"));
  const Status status = world.run().status();
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message() == "sales.a: sales.a is there already");
  CHECK(world.calls.count("read ") == 0);
}

TEST_CASE("schema phase: a forgotten table and a stopped stream lose records") {
  ApplyWorld world(3);
  REQUIRE(world.run().ok());
  auto forget = ApplyWorld::change(Action::kForgetTable, "sales.b", "");
  forget.road = world.roads[1].id;
  world.more = {forget, ApplyWorld::change(Action::kStopStream, "eu", "")};
  world.roads.pop_back();
  REQUIRE(world.run(Goal::kSchema).ok());
  const LedgerState state = world.target.ledger_state();
  REQUIRE(state.roads.size() == 1);
  CHECK(state.roads[0].id.to.table == "a");
  CHECK(state.streams.empty());
  CHECK_FALSE(world.target.content({"sales", "b"}).empty());
}

TEST_CASE("schema phase: other indexes come after the data, before streams") {
  ApplyWorld world(4);
  world.more.push_back(
      ApplyWorld::change(Action::kCreateIndex, "sales.a", "index sales.a"));
  REQUIRE(world.run().ok());
  CHECK(world.calls.first("schema index") > world.calls.last("chunk "));
  CHECK(world.calls.first("schema index") < world.calls.first("log from"));
}

// "plan, apply schema, plan again is empty", but for unique indexes, which a
// copy beside writers could not do with.
TEST_CASE("schema phase: the goal schema makes indexes without the data") {
  ApplyWorld world(5);
  world.more.push_back(
      ApplyWorld::change(Action::kCreateIndex, "sales.a", "index sales.a"));
  REQUIRE(world.run(Goal::kSchema).ok());
  CHECK(world.calls.count("schema index") == 1);
  CHECK(world.calls.count("schema unique") == 0);
  CHECK(world.calls.count("read ") == 0);
}

TEST_CASE("schema phase: a session that is not had is tried again") {
  ApplyWorld world(6);
  world.target.lost_schema_writers = 2;
  REQUIRE(world.run().ok());
  CHECK(world.target.lost_schema_writers < 0);
  // Where nothing is made, none is asked for.
  world.target.lost_schema_writers = 1;
  REQUIRE(world.run().ok());
  CHECK(world.target.lost_schema_writers == 1);
}

}  // namespace millrace
