// SPDX-License-Identifier: Apache-2.0
//
// World: a source and a target in memory that are in step, and what a
// Streamer needs to keep them so. Thread: one.
#pragma once

#include <deque>
#include <string>

#include "stream/streamer.h"
#include "support/memory_source.h"
#include "support/memory_target.h"
#include "support/memory_workload.h"

namespace millrace::test {

// Empties the target table of a table that was emptied.
class Emptying : public SchemaReplay {
 public:
  Result<Prepared> prepare(const std::vector<const Route*>& roads,
                           const LoggedStatement& statement,
                           bool ahead) override {
    ahead_.push_back(ahead);
    Prepared out;
    out.turn = std::unique_lock(turn_);
    const Route& road = *roads[statement.alterations[0].table];
    out.step.statements.push_back({"clear " + road.id.to.str(), false});
    return out;
  }
  void done(const Prepared&) override { ++done_; }
  int count() const { return done_; }
  // Of every statement: might rows of its table be ahead of the stream?
  const std::vector<bool>& ahead() const { return ahead_; }

 private:
  std::mutex turn_;
  int done_ = 0;
  std::vector<bool> ahead_;
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
      return StreamStart{record, {{copied, copy_end}}};
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
  QualifiedName copied;  // rows up to copy_end are in; nameless = of any
  Position copy_end;
  Emptying replay;
  Status lock;
  Observer observer;
  Stop stop;
};

}  // namespace millrace::test
