// SPDX-License-Identifier: Apache-2.0
#include "stream/streamer.h"

#include <catch2/catch.hpp>
#include <thread>

#include "stream/stream_world.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using namespace test;

std::string follows(uint32_t seed) {
  World world(seed, 5u << seed % 4, seed % 4);
  world.source.part_changes = 1 + seed % 5;
  world.source.log_halts = true;
  for (const Route& road : world.roads) world.target.add_unique(road.id.to, 2);
  if (seed % 3 == 0) world.copy_end = memory_position(1 + seed % 20);
  world.steps(1 + seed % 40);
  Streamer streamer(world.setup(), world.observer, world.stop);
  Status status = streamer.run(world.source.position());
  if (!status.ok()) return status.message();
  const std::string first = world.in_step();
  if (!first.empty()) return first;
  world.steps(1 + seed % 10);
  status = streamer.run(world.source.position());
  if (!status.ok()) return "on its way again: " + status.message();
  return world.in_step();
}

// Rows that the copy read later than the log says: the stream's way there
// leads over values that are in other rows still.
std::string evicts(uint32_t seed) {
  World world(seed, 30, seed % 3);
  world.steps(20);
  world.copy_end = world.source.position();
  for (const Route& road : world.roads) {
    auto writer = world.target.bulk_writer({}, "shop");
    while (!writer.ok()) writer = world.target.bulk_writer({}, "shop");
    std::string rows;
    const auto encoder = world.target.row_encoder(road.shape());
    uint64_t count = 0;
    for (const MemoryRow& row : world.source.content(road.id.from)) {
      static_cast<void>(encoder->encode(cells_of(row), rows));
      ++count;
    }
    Status in = Status::retry("");
    while (in.kind() == StatusKind::kRetry) {
      in = (*writer)->begin(road.shape());
      if (in.ok()) in = (*writer)->write(rows);
      if (in.ok()) in = (*writer)->commit("shop", road.id, {{}, count, 0});
    }
  }
  for (const Route& road : world.roads) {
    world.target.add_unique(road.id.to, 2);
  }
  world.steps(5);
  Streamer streamer(world.setup(), world.observer, world.stop);
  const Status status = streamer.run(world.source.position());
  if (!status.ok()) return status.message();
  return world.in_step();
}

// Of two transactions that hand a unique value on, both may be in the target
// although the ledger, when it was read, said none; and then only the first
// comes again.
std::string overtakes_a_late_commit(uint32_t seed) {
  World world(seed);
  world.source.log_halts = true;
  world.target.add_unique({"sales", "a"}, 2);
  world.target.late_commits = 1;
  const QualifiedName a{"shop", "a"};
  world.source.commit(
      {{{ChangeKind::kInsert, a, {}, {"1", "1", "A"}}}, "", {}});
  world.source.commit(
      {{{ChangeKind::kUpdate, a, {"1", "1", "A"}, {"1", "1", "B"}},
        {ChangeKind::kInsert, a, {}, {"2", "1", "A"}}},
       "",
       {}});
  Streamer streamer(world.setup(), world.observer, world.stop);
  const Status status = streamer.run(world.source.position());
  return status.ok() ? world.in_step() : status.message();
}

// A log whose reader is given up once by the source: while nobody took what
// it had read, or just so.
class ImpatientSource : public MemorySource {
 public:
  using MemorySource::MemorySource;
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions& options) const override {
    stalls.push_back(options.stall);
    return std::unique_ptr<ChangeLog>(std::make_unique<Ending>());
  }
  mutable std::vector<std::chrono::seconds> stalls;

 private:
  class Ending : public ChangeLog {
   public:
    Status open(const Position& start) override {
      at_ = start.offset;
      return {};
    }
    Status next(TransactionPart* part) override {
      if (++read_ > 3) return Status::retry("the source gave us up");
      part->arena.allocate(4 << 20);  // more than the queue holds of others
      part->ends = true;
      part->position = memory_position(++at_);
      return {};
    }
    void interrupt() override {}

   private:
    uint64_t at_ = 0;
    int read_ = 0;
  };
};

// Lets time pass before it lets the stream go on; ends it at the last.
class Slow : public Observer {
 public:
  Slow(Stop& stop, const std::vector<std::chrono::seconds>& opened)
      : stop_(stop), opened_(opened) {}
  void note(const std::string&) override {
    if (opened_.size() == 3) stop_.request(StopReason::kSignal);
  }
  void stream_progress(const StreamProgress&) override {
    if (opened_.size() == 1) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1100));
    }
  }

 private:
  Stop& stop_;
  const std::vector<std::chrono::seconds>& opened_;
};

}  // namespace

TEST_CASE("streamer: a source that gave it up waits longer the next time") {
  World world(11);
  ImpatientSource source(world.dice, world.calls);
  StreamSetup setup = world.setup();
  setup.source = &source;
  setup.source_stall = std::chrono::seconds(1);
  Slow observer(world.stop, source.stalls);
  Streamer streamer(std::move(setup), observer, world.stop);
  REQUIRE(streamer.run(std::nullopt).ok());
  // It was the target's doing the first time alone.
  using std::chrono::seconds;
  CHECK(source.stalls ==
        std::vector<seconds>{seconds(1), seconds(2), seconds(2)});
}

TEST_CASE("streamer: what a late commit put ahead is overtaken") {
  CHECK(for_seeds(200, overtakes_a_late_commit) == "");
}

TEST_CASE("streamer: the target ends in the source's state, failures or not") {
  CHECK(for_seeds(400, follows) == "");
}

TEST_CASE("streamer: rows that a copy read ahead of the log are overtaken") {
  CHECK(for_seeds(120, evicts) == "");
}

TEST_CASE("streamer: a transaction beyond memory is one commit all the same") {
  World world(5);
  MemoryTransaction large;
  for (int i = 0; i < 30; ++i) {
    large.changes.push_back({ChangeKind::kInsert,
                             {"shop", "a"},
                             {},
                             {std::to_string(i), "1",
                              std::to_string(i) + std::string(90'000, 'x')}});
  }
  world.source.commit(large);
  Streamer streamer(world.setup(), world.observer, world.stop);
  REQUIRE(streamer.run(world.source.position()).ok());
  CHECK(world.calls.count("apply") > 1);
  CHECK(world.calls.count("stream at") == 1);
  CHECK(world.in_step() == "");
  CHECK(streamer.totals().transactions == 1);
  CHECK(streamer.totals().rows == 30);
}

TEST_CASE("streamer: what the log refuses ends it with the log's words") {
  World world(7);
  world.steps(2);
  world.source.refuse_log = "the log was purged";
  Streamer streamer(world.setup(), world.observer, world.stop);
  const Status status = streamer.run(world.source.position());
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message() == "stream of eu: the log was purged");
}

TEST_CASE("streamer: what the target refuses ends it, nothing moved") {
  World world(8);
  world.steps(2);
  world.target.refuse_writes = "the disk is full";
  Streamer streamer(world.setup(), world.observer, world.stop);
  const Status status = streamer.run(world.source.position());
  CHECK(status.message().find("the disk is full") != std::string::npos);
  CHECK(world.at() == memory_position(0));
  CHECK(world.target.content({"sales", "a"}).empty());
}

TEST_CASE("streamer: a lock that another run has ends it") {
  World world(9);
  world.steps(1);
  world.lock = Status::refused("another run").with_code("S105");
  Streamer streamer(world.setup(), world.observer, world.stop);
  CHECK(streamer.run(world.source.position()).code() == "S105");
  CHECK(world.calls.count("apply") == 0);
}

TEST_CASE("streamer: without a goal it follows until it is stopped") {
  World world(10);
  world.steps(5);
  Streamer streamer(world.setup(), world.observer, world.stop);
  Status status = Status::broken("did not end");
  std::thread thread([&] { status = streamer.run(std::nullopt); });
  for (int i = 0; i < 2000 && world.at() != memory_position(5); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  world.stop.request(StopReason::kSignal);
  thread.join();
  CHECK(status.ok());
  CHECK(world.in_step() == "");
}

}  // namespace millrace
