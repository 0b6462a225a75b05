// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "stream/stream_world.h"
#include "stream/streamer.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using namespace test;

// A step of the schema takes place once, between the rows before and after
// it, whatever becomes of its commit.
std::string empties(uint32_t seed) {
  World world(seed, 3u << seed % 4, seed % 5);
  world.source.part_changes = 1 + seed % 5;
  int statements = 0;
  for (uint32_t i = 0; i < 1 + seed % 5; ++i) {
    world.steps(static_cast<int>(seed % 7));
    world.source.commit({{}, "TRUNCATE", {"shop", i % 2 ? "a" : "b"}});
    ++statements;
  }
  world.steps(static_cast<int>(seed % 3));
  Streamer streamer(world.setup(), world.observer, world.stop);
  const Status status = streamer.run(world.source.position());
  if (!status.ok()) return status.message();
  if (!streamer.totals().findings.empty()) {
    return streamer.totals().findings[0].message;
  }
  if (world.replay.count() != statements) return "a step was not adopted";
  if (static_cast<int>(world.calls.count("altered at")) < statements) {
    return "a step was not carried out";
  }
  return world.in_step();
}

}  // namespace

TEST_CASE("streamer: statements are replayed in their place, failures or not") {
  CHECK(for_seeds(400, empties) == "");
}

TEST_CASE("streamer: without \"alter\" it stops before what it could replay") {
  World world(11);
  world.steps(3);
  world.roads[0].sync.stream_alter = false;
  world.source.commit({{}, "TRUNCATE", {"shop", "a"}});
  Streamer streamer(world.setup(), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  REQUIRE(streamer.totals().findings.size() == 1);
  CHECK(streamer.totals().findings[0].message.find("\"alter\"") !=
        std::string::npos);
}

TEST_CASE("streamer: rows of one table are ahead, not those of another") {
  World world(7);
  const auto empty = [&](const char* table) {
    world.source.commit({{}, "TRUNCATE", {"shop", table}});
    world.steps(2);
  };
  empty("a");
  empty("b");
  world.copied = {"sales", "a"};
  world.copy_end = world.source.position();
  world.steps(2);
  empty("a");
  Streamer streamer(world.setup(), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  CHECK(world.in_step() == "");
  CHECK(world.replay.ahead() == std::vector<bool>{true, false, false});
}

TEST_CASE("streamer: it stops before a statement, with all before it applied") {
  World world(6);
  world.steps(7);
  const auto before = world.source.content({"shop", "a"});
  const Position last = world.source.position();
  world.source.commit({{}, "ALTER TABLE shop.a", {"shop", "a"}});
  world.steps(3);
  Streamer streamer(world.setup(), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  REQUIRE(streamer.totals().findings.size() == 1);
  CHECK(streamer.totals().findings[0].code == "S201");
  CHECK(streamer.totals().findings[0].object == "eu.shop.a");
  CHECK(world.target.content({"sales", "a"}) == before);
  CHECK(world.at() == last);
}

}  // namespace millrace
