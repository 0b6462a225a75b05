// SPDX-License-Identifier: Apache-2.0
//
// MemorySource: a source in memory: tables whose first column is an integer
// key, and a log of the transactions that made them what they are. Any call
// of its sessions may fail on the dice, before it did anything or in mid
// chunk. Thread: any; outlives its sessions.
#pragma once

#include <atomic>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "engine/source.h"
#include "support/call_log.h"
#include "support/dice.h"
#include "support/memory_row.h"

namespace millrace::test {

struct MemoryChange {
  ChangeKind kind = ChangeKind::kInsert;
  QualifiedName table;
  MemoryRow before;
  MemoryRow after;
};

struct MemoryTransaction {
  std::vector<MemoryChange> changes;
  // Not row data, on `statement_table`: "TRUNCATE", or one that is not
  // replayed.
  std::string statement;
  QualifiedName statement_table;
};

class MemorySource : public SourceEngine {
 public:
  using Rows = std::map<int64_t, MemoryRow>;

  MemorySource(Dice& dice, CallLog& calls) : dice_(dice), calls_(calls) {}

  void create(const Table& table);
  void alter(const Table& table);  // the columns; the rows stay
  void commit(const MemoryTransaction& transaction);
  Rows rows(const QualifiedName& table) const;
  MemoryRows content(const QualifiedName& table) const;
  Position position() const;

  // Called before each read, outside of every lock.
  std::function<void()> before_read;
  // So many calls for a session or a position are lost, whatever the dice.
  mutable std::atomic<int> lose{0};
  std::string refuse_reads;  // a chunk's read is refused with this
  std::string refuse_log;    // the log is refused with this
  uint64_t chunk_rows = 7;
  size_t part_changes = 3;  // bound of a TransactionPart
  bool log_halts = false;   // now and then for a moment, so batches end there
  // So many transactions may be in the log before reads see them.
  size_t most_unseen = 0;
  // Of chunks: none, some keys cannot be told, all can.
  enum class Order { kNone, kSome, kAll };
  Order order = Order::kAll;

  Result<std::unique_ptr<Inspector>> inspector(const Endpoint&) const override;
  Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint&) const override;
  Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint&, const ChangeLogOptions& options) const override;
  Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint&) const override;
  std::unique_ptr<KeyOrder> key_order(
      const Table&, const std::vector<size_t>&) const override;

 private:
  class Reader;
  class Log;
  class Looker;

  bool loses() const;
  static void make(const MemoryTransaction& transaction,
                   std::map<QualifiedName, Rows>* rows);
  // What reads see by now: more than the last time, or as much.
  void see() const;  // with mutex_ held
  Rows seen_rows(const QualifiedName& table) const;

  Dice& dice_;
  CallLog& calls_;
  mutable std::mutex mutex_;  // guards what follows
  mutable std::condition_variable logged_;
  std::map<QualifiedName, Table> tables_;
  std::map<QualifiedName, Rows> rows_;
  std::vector<MemoryTransaction> log_;
  mutable std::map<QualifiedName, Rows> seen_rows_;
  mutable uint64_t seen_ = 0;  // transactions
};

// The place in the log after `transactions` of them.
Position memory_position(uint64_t transactions);

}  // namespace millrace::test
