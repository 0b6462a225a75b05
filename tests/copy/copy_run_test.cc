// SPDX-License-Identifier: Apache-2.0
#include "copy/copy_run.h"

#include <catch2/catch.hpp>

#include "copy/copy_world.h"
#include "support/seeds.h"

namespace millrace {

using test::CopyWorld;
using test::for_seeds;

namespace {

std::string copies_once(uint32_t seed) {
  CopyWorld world(seed, 40, seed % 4);
  world.source.chunk_rows = 1 + seed % 11;
  world.lost_answers = seed % 5;
  if (seed % 3 == 0) world.setup.chunk_bytes = 1;  // cut wherever it may be
  world.add("a", seed % 60);
  world.add("b", seed * 7 % 90, seed % 2 == 0);
  world.add("empty", 0);
  const Status status = world.run();
  if (!status.ok()) return status.message();
  uint64_t rows = 0;
  for (size_t i = 0; i < world.roads.size(); ++i) {
    const size_t has = world.source.content(world.roads[i].id.from).size();
    rows += has;
    if (world.done[i] != 1) return "table_done was not called once";
    if (world.rows_done[i] != has) return "table_done was told other rows";
  }
  if (world.totals.rows != rows) return "the totals' rows differ";
  if (world.totals.tables != 3) return "the totals' tables differ";
  if (world.counter.net != static_cast<int64_t>(rows)) {
    return "the observer was told of other rows";
  }
  return world.all_in();
}

// Ended early again and again, then let through.
std::string goes_on(uint32_t seed) {
  CopyWorld world(seed, 60, 2);
  world.source.chunk_rows = seed % 2 == 0 ? 3 : 30;
  if (seed % 3 == 0) world.setup.chunk_bytes = 1;
  world.add("a", 80);
  world.add("b", 40);
  const uint32_t end_at = 1 + world.dice.below(30);
  std::atomic<uint32_t> reads{0};
  Stop early;
  world.source.before_read = [&] {
    if (++reads == end_at) early.request(StopReason::kSignal);
  };
  CopyTotals first;
  const auto items = world.items();
  Status status = Copier(world.setup, world.counter, early).run(items, &first);
  if (!status.ok()) return status.message();
  const auto told = world.done;
  status = world.run();
  if (!status.ok()) return "the second run: " + status.message();
  // A chunk whose commit's answer was lost as the run ended is in neither.
  if (first.rows + world.totals.rows > 120) return "rows were copied twice";
  for (const auto& [item, times] : told) {
    if (times > 1) return "table_done was called twice";
  }
  return world.all_in();
}

}  // namespace

TEST_CASE("copy run: every row and every chunk is in once, failures or not") {
  CHECK(for_seeds(200, copies_once) == "");
}

TEST_CASE("copy run: a copy that was ended goes on from the chunks in") {
  CHECK(for_seeds(150, goes_on) == "");
}

TEST_CASE("copy run: small tables share questions and commits") {
  CopyWorld world(6);
  world.source.chunk_rows = 100;
  world.setup.limits.readers = world.setup.limits.writers = 1;
  for (int i = 0; i < 200; ++i) world.add("t" + std::to_string(i), i % 3);
  REQUIRE(world.run().ok());
  CHECK(world.totals.tables == 200);
  CHECK(world.all_in() == "");
  CHECK(world.calls.count("hold at most") == 4);
}

TEST_CASE("copy run: a failure among small tables names the one") {
  CopyWorld world(7);
  world.source.chunk_rows = 100;
  world.setup.limits.readers = world.setup.limits.writers = 1;
  for (int i = 0; i < 20; ++i) world.add("t" + std::to_string(i), 1);
  world.roads[7].columns[2].type.kind = TypeKind::kText;
  world.source.commit(
      {{{ChangeKind::kInsert, {"shop", "t7"}, {}, {"9", "1", "\xff"}}},
       "",
       {}});
  const Status status = world.run();
  CHECK(status.code() == "S303");
  CHECK(status.message().find("shop.t7") != std::string::npos);
  CHECK(world.target.chunk_records(world.roads[3].id).empty());
}

TEST_CASE("copy run: what the source refuses ends the copy, none half in") {
  CopyWorld world(1);
  world.add("a", 50);
  world.source.refuse_reads = "SELECT is not granted on shop.a";
  const Status status = world.run();
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("SELECT is not granted") != std::string::npos);
  CHECK(world.target.content(world.roads[0].id.to).empty());
  CHECK(world.target.chunk_records(world.roads[0].id).empty());
  CHECK(world.done.empty());
}

TEST_CASE("copy run: what the target refuses ends the copy and says where") {
  CopyWorld world(2);
  world.add("a", 50);
  world.target.refuse_writes = "the disk is full";
  const Status status = world.run();
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("the disk is full") != std::string::npos);
  CHECK(status.message().find("sales.a from eu.shop.a, chunk ") !=
        std::string::npos);
  CHECK(world.target.chunk_records(world.roads[0].id).empty());
}

TEST_CASE("copy run: a lock that another run has ends the copy") {
  CopyWorld world(3);
  world.add("a", 50);
  world.setup.ensure_lock = [] {
    return Status::refused("another run").with_code("S105");
  };
  const Status status = world.run();
  CHECK(status.code() == "S105");
  CHECK(world.target.content(world.roads[0].id.to).empty());
}

TEST_CASE("copy run: a table_done that fails ends the copy with its words") {
  CopyWorld world(4);
  world.add("a", 5);
  world.setup.table_done = [](size_t, uint64_t, uint64_t) {
    return Status::refused("the record was not written");
  };
  CHECK(world.run().message() == "the record was not written");
}

}  // namespace millrace
