// SPDX-License-Identifier: Apache-2.0
//
// MemoryTarget: a target in memory: tables and ledger that are committed
// together, the plan's lock, and writer sessions that need it to be held.
// Any call may fail on the dice; a commit may also take place and its
// answer be lost, or take place only after its session was given up. It is
// as strict as a server: a key or a unique value that comes twice, and a
// chunk's line that is there already, are refused.
//
// Its SQL: "table s.t", "unique s.t COLUMN", "clear s.t".
// Thread: any; outlives its sessions.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/target.h"
#include "support/call_log.h"
#include "support/dice.h"
#include "support/memory_row.h"

namespace millrace::test {

struct MemoryTable {
  std::map<MemoryRow, MemoryRow> rows;  // by key; without a key by number
  std::vector<size_t> unique;           // columns with a unique index
};

struct MemoryLedgerContent {
  LedgerState state;
  std::map<RoadId, std::map<uint32_t, ChunkRecord>> chunks;
};

class MemoryTarget : public TargetWriting {
 public:
  MemoryTarget(Dice& dice, CallLog& calls) : dice_(dice), calls_(calls) {}

  // What is there, late commits included.
  bool has(const QualifiedName& table) const;
  bool has_unique(const QualifiedName& table) const;
  std::vector<QualifiedName> names() const {  // of its tables
    std::lock_guard lock(mutex_);
    std::vector<QualifiedName> names;
    for (const auto& [name, table] : tables_) names.push_back(name);
    return names;
  }
  MemoryRows content(const QualifiedName& table) const;
  LedgerState ledger_state() const;
  std::vector<ChunkRecord> chunk_records(const RoadId& road) const;
  Result<StreamRecord> stream_record(const std::string& source) const;

  void create(const QualifiedName& table);
  void add_unique(const QualifiedName& table, size_t column);
  void put_record(const StreamRecord& record);
  void put_road(const RoadRecord& record);
  // Another run takes the lock; "" lets it go.
  void lock_by_another(const std::string& holder);
  // Every session ends, as when the server restarts.
  void cut_sessions();
  // So many commits of a position to come do not take place.
  mutable std::atomic<int> lost_commits{0};
  // So many sessions for the schema to come are not had.
  mutable std::atomic<int> lost_schema_writers{0};
  bool lanes = false;  // its writers may work side by side
  // So many commits of rows to come take place late, whatever the dice say.
  mutable std::atomic<int> late_commits{0};
  std::string refuse_writes;  // commits of rows are refused with this

  Result<std::unique_ptr<Ledger>> ledger(const Endpoint&) const override;
  Result<std::unique_ptr<SchemaWriter>> schema_writer(
      const Endpoint&) const override;
  Result<std::unique_ptr<BulkWriter>> bulk_writer(
      const Endpoint&, const std::string& plan) const override;
  Result<std::unique_ptr<ChangeWriter>> change_writer(
      const Endpoint&, const std::string& plan) const override;
  std::unique_ptr<RowEncoder> row_encoder(const WriteShape&) const override;

 private:
  friend class MemoryLedger;
  class Bulk;
  class Changes;
  class Schema;

  Status writer_may_open() const;
  void finish_late() const;  // with mutex_ held
  // A commit as the dice will have it; `take_place` says what it changes.
  Status commit(const std::function<Status()>& take_place) const;
  Status run_statement(const std::string& sql) const;

  Dice& dice_;
  CallLog& calls_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::map<QualifiedName, MemoryTable> tables_;
  mutable MemoryLedgerContent ledger_;
  mutable std::vector<std::function<Status()>> late_;
  mutable uint64_t sessions_ = 0;
  mutable uint64_t first_living_ = 1;  // sessions before it were cut
  mutable uint64_t holder_ = 0;        // session with the plan's lock
  mutable bool locked_once_ = false;
  mutable uint64_t row_number_ = 0;
  std::string another_;
};

}  // namespace millrace::test
