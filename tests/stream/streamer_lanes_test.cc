// SPDX-License-Identifier: Apache-2.0
//
// A model of two sessions that apply halves of a batch, with commits that
// fail, that take place although their answer is lost, or that take place
// late, and with runs that end at each failure and leave nothing but the
// ledger to the next.
#include <catch2/catch.hpp>

#include "stream/stream_world.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using namespace test;

StreamSetup in_lanes(World& world, uint64_t batch_changes) {
  StreamSetup setup = world.setup();
  setup.limits.writers = 2;
  setup.limits.retry_seconds = 0;
  setup.batch_changes = batch_changes;
  setup.lanes_behind = -std::chrono::hours(24 * 365 * 100);
  setup.read_start = [&world]() -> Result<StreamStart> {
    const LedgerState state = world.target.ledger_state();
    StreamStart start{*state.stream("eu"), {}};
    for (const RoadRecord& road : state.roads) {
      start.copy_ends.push_back({road.id.to, road.copy_end});
    }
    return start;
  };
  return setup;
}

void begin(World& world, uint32_t seed) {
  world.target.lanes = true;
  // A table of its own lane beside one that is divided, or two of one kind.
  for (size_t i = 0; i < world.roads.size(); ++i) {
    Route& road = world.roads[i];
    if (seed >> i & 1) {
      world.target.add_unique(road.id.to, 2);
    } else {
      road.unique_keys.clear();
    }
    RoadRecord record;
    record.id = road.id;
    world.target.put_road(record);
  }
}

// "" when the target ends in the source's state however often runs ended.
std::string ends_equal(uint32_t seed) {
  World world(seed, 8 + seed % 9, 60);
  begin(world, seed);
  world.source.log_halts = true;
  world.steps(20 + seed % 40);
  const Position goal = world.source.position();
  for (uint32_t runs = 0; runs < 200; ++runs) {
    // Other batches than those that were cut off.
    Streamer streamer(in_lanes(world, 1 + (seed + 5 * runs) % 12),
                      world.observer, world.stop);
    const Status status = streamer.run(goal);
    if (status.ok()) return world.in_step();
    if (status.kind() != StatusKind::kRetry) return status.message();
  }
  return "200 runs did not bring it there";
}

// A value goes from row to row within a batch of which the first half alone
// arrived: the next run's way to its end leads over the value's first owner.
// False when the log came too slowly for a batch of two halves.
bool overtakes_the_first_half() {
  World world(1);
  begin(world, 1);
  const QualifiedName a{"shop", "a"};
  const QualifiedName b{"shop", "b"};
  world.source.commit(
      {{{ChangeKind::kInsert, a, {}, {"1", "1", "A"}}}, "", {}});
  world.source.commit(
      {{{ChangeKind::kUpdate, a, {"1", "1", "A"}, {"1", "1", "B"}},
        {ChangeKind::kInsert, a, {}, {"2", "1", "A"}},
        {ChangeKind::kInsert, b, {}, {"1", "1", "A"}}},
       "",
       {}});
  world.target.lost_commits = 1;
  const Position goal = world.source.position();
  Streamer cut(in_lanes(world, 4), world.observer, world.stop);
  CHECK(cut.run(goal).kind() == StatusKind::kRetry);
  const bool halved =
      world.calls.count("lane at") == 1 && world.calls.count("stream at") == 0;
  Streamer next(in_lanes(world, 1), world.observer, world.stop);
  CHECK(next.run(goal).message() == "");
  CHECK(world.in_step() == "");
  return halved;
}

}  // namespace

TEST_CASE("lanes: what the first half put ahead is overtaken") {
  int tries = 0;
  while (!overtakes_the_first_half() && ++tries < 100) {
  }
  CHECK(tries < 100);
}

TEST_CASE("lanes: the target ends in the source's state, whatever is lost") {
  CHECK(for_seeds(600, ends_equal) == "");
}

TEST_CASE("lanes: the first half is noted before it may be ahead") {
  World world(3);
  begin(world, 0);
  world.steps(30);
  Streamer streamer(in_lanes(world, 5), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  CHECK(world.in_step() == "");
  CHECK(world.calls.count("lane at") > 3);
  CHECK(world.target.ledger_state().roads[0].copy_end.kind !=
        PositionKind::kNone);
}

TEST_CASE("lanes: near the head there is one") {
  World world(3);
  begin(world, 0);
  world.steps(30);
  StreamSetup setup = in_lanes(world, 5);
  setup.lanes_behind = std::chrono::hours(24 * 365 * 100);
  Streamer streamer(std::move(setup), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  CHECK(world.in_step() == "");
  CHECK(world.calls.count("lane at") == 0);
}

}  // namespace millrace
