// SPDX-License-Identifier: Apache-2.0
#include "apply/apply_run.h"

#include <catch2/catch.hpp>

#include "apply/apply_world.h"

namespace millrace {

using test::ApplyWorld;

TEST_CASE("apply run: the goal schema makes tables and copies nothing") {
  ApplyWorld world(1);
  const auto result = world.run(Goal::kSchema);
  REQUIRE(result.ok());
  CHECK(result->reached);
  CHECK(result->statements == 2);
  CHECK(world.target.has({"sales", "a"}));
  CHECK(world.calls.count("read ") == 0);
  CHECK(world.target.ledger_state().plan_digest == world.plan.digest);
}

TEST_CASE("apply run: the goal data copies and does not stream") {
  ApplyWorld world(2);
  const auto result = world.run(Goal::kData);
  REQUIRE(result.ok());
  CHECK(result->reached);
  CHECK(result->tables_copied == 2);
  CHECK(world.calls.count("log from") == 0);
  CHECK(world.target.content({"sales", "a"}) ==
        world.source.content({"shop", "a"}));
}

TEST_CASE("apply run: a stop from the start reaches nothing") {
  ApplyWorld world(3);
  world.stop.request(StopReason::kSignal);
  const auto result = world.run();
  REQUIRE(result.ok());
  CHECK_FALSE(result->reached);
  CHECK(world.calls.count("schema ") == 0);
}

TEST_CASE("apply run: what the plan did goes on after each goal") {
  ApplyWorld world(4);
  REQUIRE(world.run(Goal::kSchema).ok());
  REQUIRE(world.run(Goal::kData).ok());
  world.work.step();
  REQUIRE(world.run(Goal::kCaughtUp).ok());
  CHECK(world.calls.count("schema table") == 2);
  CHECK(world.calls.count("schema unique") == 2);
  CHECK(world.in_step() == "");
}

}  // namespace millrace
