// SPDX-License-Identifier: Apache-2.0
//
// The model of docs/consistency.md: a source that changes and whose log runs
// ahead of what its reads see, a copy of several readers and writers, a
// stream beside it, calls that fail, commits whose outcome is not known, and
// runs that are ended anywhere, all in memory.
#include "apply/copy_follower.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "apply/apply_world.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using test::ApplyWorld;
using Order = test::MemorySource::Order;

// Seen by the stream's own commits while a table was being copied.
class Beside : public Observer {
 public:
  void stream_progress(const StreamProgress& progress) override {
    if (copying_ && progress.rows > 0) seen = true;
  }
  void phase(const std::string& name) override { copying_ = name == "copy"; }
  std::atomic<bool> seen{false};

 private:
  std::atomic<bool> copying_{false};
};

struct World : ApplyWorld {
  World(uint32_t seed, uint32_t one_in, int failures)
      : ApplyWorld(seed, one_in, failures) {
    plan.limits.copy_alone_mb = 0;
    source.order = static_cast<Order>(seed % 3);
    source.most_unseen = seed % 4;
    source.log_halts = true;
    source.before_read = [this] {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
      for (int i = 0; i < 3; ++i) work.step();
      if (deadly && --reads_left == 0) kill.request(StopReason::kSignal);
    };
  }

  // Runs until it is there; each run may be ended at any read.
  std::string end(uint32_t seed) {
    for (int run = 0; run < 30; ++run) {
      std::destroy_at(&kill);
      std::construct_at(&kill);
      deadly = run < static_cast<int>(seed % 5);
      reads_left = 1 + (seed + run * 7) % 9;
      Apply apply(source, reading, target, beside, kill);
      const auto result =
          apply.run(plan, {Goal::kCaughtUp, false},
                    [&]() -> Result<Proposal> { return propose(); });
      if (result.ok() && result->reached) return "";
      if (!result.ok() && result.status().kind() != StatusKind::kRetry) {
        return result.status().message();
      }
    }
    return "it does not come to an end";
  }

  Stop kill;
  Beside beside;
  bool deadly = false;
  std::atomic<int> reads_left{0};
};

std::string converges(uint32_t seed) {
  World world(seed, 20u << seed % 6, seed % 3);
  world.source.chunk_rows = 2 + seed % 5;
  std::string wrong = world.end(seed);
  if (!wrong.empty()) return wrong;
  world.source.before_read = nullptr;
  world.source.most_unseen = 0;
  wrong = world.run_to_the_end();
  return wrong.empty() ? world.in_step() : wrong;
}

}  // namespace

TEST_CASE("copy follower: copy and stream make one, whatever interleaves") {
  CHECK(test::for_seeds(400, converges) == "");
}

TEST_CASE("copy follower: changes arrive while the copy goes on") {
  World world(5, 1, 0);  // all keys can be told, nothing fails
  world.source.order = Order::kAll;
  world.source.chunk_rows = 1;
  world.source.before_read = [&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    world.work.step();
  };
  CHECK(world.end(0) == "");
  CHECK(world.beside.seen);
}

TEST_CASE("copy follower: without the limit the copy comes first") {
  World world(5, 1, 0);
  world.plan.limits.copy_alone_mb = 1;
  world.source.chunk_rows = 1;
  CHECK(world.end(0) == "");
  CHECK_FALSE(world.beside.seen);
}

}  // namespace millrace
