// SPDX-License-Identifier: Apache-2.0
#include "stream/streamer.h"

#include <catch2/catch.hpp>
#include <deque>
#include <thread>

#include "support/memory_source.h"
#include "support/memory_target.h"
#include "support/memory_workload.h"
#include "support/seeds.h"

namespace millrace {
namespace {

using namespace test;

// Empties the target table of a table that was emptied.
class Emptying : public SchemaReplay {
 public:
  Result<Prepared> prepare(const std::vector<const Route*>& roads,
                           const LoggedStatement& statement, bool) override {
    Prepared out;
    out.turn = std::unique_lock(turn_);
    const Route& road = *roads[statement.alterations[0].table];
    out.step.statements.push_back({"clear " + road.id.to.str(), false});
    return out;
  }
  void done(const Prepared&) override { ++done_; }
  int count() const { return done_; }

 private:
  std::mutex turn_;
  int done_ = 0;
};

// Two tables that are in step at the log's beginning, and what a Streamer
// needs to keep them so.
struct World {
  explicit World(uint32_t seed, uint32_t one_in = 1, int failures = 0)
      : dice(seed, one_in, failures),
        source(dice, calls),
        target(dice, calls),
        work(seed, source) {
    for (const char* name : {"a", "b"}) {
      roads.push_back(memory_road(name));
      source.create(roads.back().source_table);
      target.create(roads.back().id.to);
      work.add(roads.back().id.from);
    }
    StreamRecord record;
    record.source = "eu";
    record.start = record.position = source.position();
    target.put_record(record);
  }

  StreamSetup setup() {
    StreamSetup made;
    made.plan = "shop";
    made.source_name = "eu";
    made.limits.memory_mb = 1;
    made.source = &source;
    made.target = &target;
    for (const Route& road : roads) made.roads.push_back({&road, {}});
    made.read_start = [this]() -> Result<StreamStart> {
      MR_ASSIGN_OR_RETURN(const StreamRecord record,
                          target.stream_record("eu"));
      return StreamStart{record, {copy_end}};
    };
    made.ensure_lock = [this] { return lock; };
    made.replay = &replay;
    return made;
  }

  void steps(int count, size_t most = 8) {
    for (int i = 0; i < count; ++i) work.step(most);
  }

  Position at() const { return target.stream_record("eu")->position; }

  // Target and source are one; "" when it is true.
  std::string in_step() {
    for (const Route& road : roads) {
      if (target.content(road.id.to) != source.content(road.id.from)) {
        return "rows of " + road.id.to.str() + " differ";
      }
    }
    return target.ledger_state().streams[0].position == source.position()
               ? ""
               : "the position is not the last";
  }

  Dice dice;
  CallLog calls;
  MemorySource source;
  MemoryTarget target;
  MemoryWorkload work;
  std::deque<Route> roads;
  Position copy_end;
  Emptying replay;
  Status lock;
  Observer observer;
  Stop stop;
};

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
