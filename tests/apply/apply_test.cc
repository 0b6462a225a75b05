// SPDX-License-Identifier: Apache-2.0
#include "apply/apply.h"

#include <catch2/catch.hpp>
#include <functional>

#include "apply/apply_world.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using test::ApplyWorld;

// The source changes while it is copied; any call may fail.
std::string converges(uint32_t seed) {
  ApplyWorld world(seed, 20u << seed % 6, seed % 4);
  world.source.before_read = [&] { world.work.step(); };
  std::string wrong = world.run_to_the_end();
  if (!wrong.empty()) return wrong;
  wrong = world.in_step();
  if (!wrong.empty()) return wrong;
  if (world.calls.first("record start eu") > world.calls.first("read ")) {
    return "a chunk was read before the start position was recorded";
  }
  if (world.calls.last("apply evicting") > world.calls.first("schema unique")) {
    return "a unique index was made before the stream passed the copy's end";
  }
  world.source.before_read = nullptr;
  world.calls.clear();
  wrong = world.run_to_the_end();
  if (!wrong.empty()) return "again: " + wrong;
  if (world.calls.count("schema ") + world.calls.count("read ") +
          world.calls.count("apply") !=
      0) {
    return "a second apply did something";
  }
  return world.in_step();
}

void drop_last_column(ApplyWorld& world) {
  Table altered = world.roads[0].source_table;
  altered.columns.edit().pop_back();
  world.source.alter(altered);
}

// Does a run ask for another proposal after the first?
bool proposes_twice(ApplyWorld& world, const std::function<Proposal()>& first) {
  int proposals = 0;
  Apply apply(world.source, world.reading, world.target, world.observer,
              world.stop);
  const auto result = apply.run(world.plan, {Goal::kCaughtUp, false},
                                [&]() -> Result<Proposal> {
                                  if (++proposals == 2)
                                    return Status::refused("that is enough");
                                  return first();
                                });
  return proposals == 2 && result.status().message() == "that is enough";
}

}  // namespace

TEST_CASE("apply: source and target become one, whatever fails on the way") {
  CHECK(test::for_seeds(200, converges) == "");
}

TEST_CASE("apply: the lock is taken before the proposal is made") {
  ApplyWorld world(1);
  Apply apply(world.source, world.reading, world.target, world.observer,
              world.stop);
  int locks = 0;
  const auto result = apply.run(world.plan, {}, [&]() -> Result<Proposal> {
    locks = world.calls.count("lock");
    return Status::refused("not confirmed");
  });
  CHECK(locks == 1);
  CHECK(result.status().message() == "not confirmed");
  CHECK(world.calls.count("record ") == 0);
}

TEST_CASE("apply: a plan that another run has is left alone") {
  ApplyWorld world(2);
  world.target.lock_by_another("pid 4711");
  CHECK(world.run().status().code() == "S105");
  CHECK(world.calls.count("schema ") == 0);
}

// A source that was altered on the way makes one run of several.
TEST_CASE("apply: figures of a run that began anew are sums") {
  ApplyResult first;
  first.chunks_repeated = 2;
  first.values.zero_dates = 3;
  first.longest_read = std::chrono::milliseconds(70);
  ApplyResult second;
  second.chunks_repeated = 1;
  second.values.nul_bytes = 4;
  second.longest_read = std::chrono::milliseconds(50);
  ApplyResult sum;
  sum.add(first);
  sum.add(second);
  CHECK(sum.chunks_repeated == 3);
  CHECK(sum.values.zero_dates == 3);
  CHECK(sum.values.nul_bytes == 4);
  CHECK(sum.longest_read.count() == 70);
}

// What is in no log that will be read is seen by the next proposal.
TEST_CASE("apply: a table that is altered before its copy is proposed anew") {
  ApplyWorld world(8);
  CHECK(proposes_twice(world, [&] {
    Proposal made = world.propose();
    drop_last_column(world);
    return made;
  }));
  CHECK(world.calls.count("read ") == 0);
  CHECK(world.calls.count("record road") == 0);
}

// A commit whose answer was lost may be in flight when the next proposal is
// made: the lock is taken anew, which waits for it.
TEST_CASE("apply: before it proposes anew it takes the lock anew") {
  ApplyWorld world(7);
  world.target.refuse_writes = "no room";
  REQUIRE_FALSE(world.run().ok());  // the roads are recorded
  drop_last_column(world);
  const auto locks = world.calls.count("lock");
  CHECK(proposes_twice(world, [&] { return world.propose(); }));
  CHECK(world.calls.count("lock") == locks + 2);
}

}  // namespace millrace
