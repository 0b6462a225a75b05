// SPDX-License-Identifier: Apache-2.0
//
// CopyWorld: a memory source with filled tables, a memory target without,
// and what a Copier needs to go from one to the other. Thread: one.
#pragma once

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "copy/copier.h"
#include "support/memory_source.h"
#include "support/memory_target.h"
#include "support/memory_workload.h"

namespace millrace::test {

// Adds up what an Observer is told of rows on their way.
class RowCounter : public Observer {
 public:
  void rows_copied(const RoadId&, uint64_t rows, uint64_t) override {
    net += static_cast<int64_t>(rows);
  }
  void rows_taken_back(const RoadId&, uint64_t rows, uint64_t) override {
    net -= static_cast<int64_t>(rows);
  }
  std::atomic<int64_t> net{0};
};

struct CopyWorld {
  explicit CopyWorld(uint32_t seed, uint32_t one_in = 1, int failures = 0)
      : dice(seed, one_in, failures), source(dice, calls), target(dice, calls) {
    setup.plan = "shop";
    setup.limits.readers = 1 + seed % 3;
    setup.limits.writers = 1 + seed / 3 % 3;
    setup.source = &source;
    setup.sources["eu"] = {};
    setup.target = &target;
    setup.table_done = [this](size_t item, uint64_t rows, uint64_t) -> Status {
      ++done[item];
      rows_done[item] += rows;
      return {};
    };
    setup.chunk_recorded =
        [this](size_t item,
               uint32_t number) -> Result<std::optional<ChunkRecord>> {
      if (lost_answers > 0 && lost_answers-- > 0) {
        return Status::retry("the connection was lost");
      }
      MR_ASSIGN_OR_RETURN(auto ledger, target.ledger({}));
      MR_ASSIGN_OR_RETURN(const auto records,
                          ledger->chunks("shop", roads[item].id));
      for (const ChunkRecord& record : records) {
        if (record.chunk.number == number) return std::optional(record);
      }
      return std::optional<ChunkRecord>();
    };
    setup.ensure_lock = [] { return Status(); };
  }

  // A table of `rows` rows; without a key it is copied in one chunk.
  void add(const std::string& name, int rows, bool keyed = true) {
    roads.push_back(memory_road(name, keyed));
    source.create(roads.back().source_table);
    target.create(roads.back().id.to);
    MemoryTransaction fill;
    for (int i = 0; i < rows; ++i) {
      const std::string n = std::to_string(i);
      fill.changes.push_back({ChangeKind::kInsert,
                              {"shop", name},
                              {},
                              {n, std::nullopt, "c" + n}});
    }
    source.commit(fill);
  }

  std::vector<CopyItem> items() const {
    std::vector<CopyItem> made;
    for (const Route& road : roads) {
      made.push_back({&road, target.chunk_records(road.id)});
    }
    return made;
  }

  Status run() {
    done.clear();
    rows_done.clear();
    return Copier(setup, counter, stop).run(items(), &totals);
  }

  // Every row and every chunk once, and told so; "" when it is true.
  std::string all_in() const {
    for (size_t i = 0; i < roads.size(); ++i) {
      const auto rows = source.content(roads[i].id.from);
      if (target.content(roads[i].id.to) != rows) return "rows differ";
      uint64_t recorded = 0;
      std::optional<KeyBound> lower;
      uint32_t number = 0;
      for (const auto& record : target.chunk_records(roads[i].id)) {
        if (record.chunk.lower != lower) return "chunks do not meet";
        ++number;  // chunks that were never in may be one later
        lower = record.chunk.upper;
        recorded += record.rows;
      }
      if (number == 0 || lower) return "the last chunk is missing";
      if (recorded != rows.size()) return "the records' rows differ";
    }
    return "";
  }

  Dice dice;
  CallLog calls;
  MemorySource source;
  MemoryTarget target;
  std::deque<Route> roads;
  CopySetup setup;
  CopyTotals totals;
  RowCounter counter;
  Stop stop;
  std::atomic<int> lost_answers{0};  // so often the ledger cannot be asked
  std::map<size_t, int> done;        // by item, calls of table_done
  std::map<size_t, uint64_t> rows_done;
};

}  // namespace millrace::test
