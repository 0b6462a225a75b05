// SPDX-License-Identifier: Apache-2.0
#include "copy/copier.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "copy/copy_world.h"

namespace millrace {

using test::CopyWorld;

TEST_CASE("copier: without tables there is nothing to do") {
  CopyWorld world(1);
  world.totals.rows = 7;
  CHECK(world.run().ok());
  CHECK(world.totals.rows == 0);
  CHECK(world.calls.count("") == 0);
}

TEST_CASE("copier: tables whose chunks are all in are only told of") {
  CopyWorld world(2);
  world.add("a", 30);
  REQUIRE(world.run().ok());
  const int reads = world.calls.count("read ");
  REQUIRE(world.run().ok());
  CHECK(world.done[0] == 1);
  CHECK(world.totals.tables == 1);
  CHECK(world.totals.rows == 0);
  CHECK(world.calls.count("read ") == reads);
}

TEST_CASE("copier: a stop ends it early and is no failure") {
  CopyWorld world(3);
  world.add("a", 2000);
  world.source.chunk_rows = 1;
  world.source.before_read = [] {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  };
  world.stop.request(StopReason::kSignal);
  CHECK(world.run().ok());
  CHECK(world.calls.count("read ") < 1000);
  CHECK(world.done.empty());
}

TEST_CASE("copier: two sources are copied, each from its own tables") {
  CopyWorld world(4);
  world.add("a", 30);
  world.add("b", 20);
  world.roads[1].id.source = "us";
  world.setup.sources["us"] = {};
  CHECK(world.run().ok());
  CHECK(world.totals.tables == 2);
  CHECK(world.all_in() == "");
}

}  // namespace millrace
