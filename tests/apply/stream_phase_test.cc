// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <thread>

#include "apply/apply_world.h"

namespace millrace {

using test::ApplyWorld;

TEST_CASE("stream phase: unique indexes wait for the end of the copy") {
  ApplyWorld world(1);
  world.source.before_read = [&] { world.work.step(); };
  REQUIRE(world.run().ok());
  CHECK(world.calls.last("apply evicting") >= 0);
  CHECK(world.calls.last("apply evicting") <
        world.calls.first("schema unique"));
  CHECK(world.in_step() == "");
}

TEST_CASE("stream phase: a statement ends it, and the ledger says why") {
  ApplyWorld world(2);
  REQUIRE(world.run().ok());
  world.source.commit({{}, "ALTER TABLE shop.a", {"shop", "a"}});
  const auto result = world.run();
  REQUIRE(result.ok());
  CHECK_FALSE(result->reached);
  REQUIRE(result->findings.size() == 1);
  CHECK(result->findings[0].code == "S201");
  CHECK(world.target.ledger_state().streams[0].error.starts_with("S201: "));
}

TEST_CASE("stream phase: what ends a stream for good is in the ledger") {
  ApplyWorld world(3);
  REQUIRE(world.run().ok());
  world.work.step();
  world.source.refuse_log = "the log was purged";
  CHECK(world.run().status().message() == "stream of eu: the log was purged");
  CHECK(world.target.ledger_state().streams[0].error ==
        "stream of eu: the log was purged");
  world.source.refuse_log.clear();
  REQUIRE(world.run().ok());
  CHECK(world.target.ledger_state().streams[0].error == "");
}

TEST_CASE("stream phase: it follows until it is stopped") {
  ApplyWorld world(4);
  Result<ApplyResult> result = Status::broken("did not end");
  std::thread thread([&] { result = world.run(Goal::kCaughtUp, true); });
  for (int i = 0; i < 1000 && world.calls.count("schema unique") < 2; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  world.work.step();
  const std::string last = "stream at " + world.source.position().str();
  for (int i = 0; i < 1000 && world.calls.count(last) == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  world.stop.request(StopReason::kSignal);
  thread.join();
  REQUIRE(result.ok());
  CHECK(world.in_step() == "");
}

}  // namespace millrace
