// SPDX-License-Identifier: Apache-2.0
//
// What a database must offer to be a source: an Inspector, a SnapshotReader
// for the copy, a ChangeLog for the stream, a ContentReader for verify.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/stop.h"
#include "engine/content_reader.h"
#include "engine/inspector.h"
#include "engine/ledger.h"
#include "model/cell.h"
#include "model/endpoint.h"
#include "model/position.h"
#include "model/row_change.h"

namespace millrace {

// Takes rows one by one. The cells live until the call returns.
class RowSink {
 public:
  virtual ~RowSink() = default;
  virtual Status row(Row row) = 0;
  // Asked between rows: has the chunk enough of them? A reader that reads in
  // the key's order may then end it there, and says where.
  virtual bool full() const { return false; }
  virtual void cut(const KeyBound& /*upper*/) {}
};

// How busy a source is, for a copy that is to hold back.
struct SourceLoad {
  int64_t threads_running = 0;         // without the one that asks
  std::optional<int64_t> lag_seconds;  // when it is itself a replica
  std::string problem;                 // why the lag cannot be told
};

// Reads committed rows without locking. One session; one thread at a time.
class SnapshotReader {
 public:
  virtual ~SnapshotReader() = default;

  // Where the log stands, such that every transaction up to here is visible
  // to every read that starts after this call returns.
  virtual Result<Position> position() = 0;

  // The upper bound of a chunk of about `rows` rows that begins after
  // `lower`; nullopt when the rest of the table fits into one chunk. `key`
  // are positions in table.columns; empty = the table has one chunk.
  virtual Result<std::optional<KeyBound>> next_bound(
      const Table& table, const std::vector<size_t>& key,
      const std::optional<KeyBound>& lower, uint64_t rows) = 0;

  // Every row of the chunk, all columns of `table` in order, each in its
  // neutral form. Rows arrive in any order.
  virtual Status read(const Table& table, const std::vector<size_t>& key,
                      const Chunk& chunk, RowSink& sink) = 0;

  // Ends a read that another thread is in; that read returns kRetry.
  virtual void interrupt() = 0;

  // Per table: does it hold at most `rows` rows? One question for all of
  // them. False where it cannot be told.
  virtual Result<std::vector<bool>> hold_at_most(
      const std::vector<const Table*>& tables, uint64_t /*rows*/) {
    return std::vector<bool>(tables.size(), false);
  }
  virtual Result<SourceLoad> load() { return SourceLoad(); }
};

struct ChangeLogOptions {
  std::vector<Table> tables;  // selected, as they were at the start position
  // Per table, or empty: transactions that this position already contains
  // are not delivered for that table, nor looked at (rows, statements): its
  // copy began after them. kNone = deliver all.
  std::vector<Position> tables_from;
  // Per table, or empty: by column, whether the log may leave it out. Where it
  // does, rows hold NULL there.
  std::vector<std::vector<bool>> tables_spare;
  size_t part_bytes = 4 << 20;  // bound of one TransactionPart
  std::chrono::milliseconds heartbeat{1000};
  // How long next() may not be called before the source gives us up. Not
  // for ever: MariaDB lets a new reader wait until the one before, whose
  // peer may be lost, is gone.
  std::chrono::seconds stall{60};
};

// Follows a source's log from a Position on. One thread at a time.
class ChangeLog {
 public:
  virtual ~ChangeLog() = default;
  virtual Status open(const Position& start) = 0;
  // The next part; waits for one at most about a heartbeat, then gives one
  // with `idle` set. kRetry: connection lost, open() again from the last
  // committed position. kBroken and kRefused carry a finding code.
  virtual Status next(TransactionPart* part) = 0;
  // Ends a next() that another thread is in; that call returns kRetry.
  virtual void interrupt() = 0;
};

// How a source orders the keys of one table, told outside of the server.
// Thread: const, any.
class KeyOrder {
 public:
  virtual ~KeyOrder() = default;
  // Does the row stand at `bound` or before it? `row`: all columns of the
  // table, with a key that has no NULL. nullopt: these two keys hold what
  // only the server can order.
  virtual std::optional<bool> up_to(Row row, const KeyBound& bound) const = 0;
};

class SourceEngine {
 public:
  virtual ~SourceEngine() = default;
  // In the order of SnapshotReader's chunks; null where the server alone
  // can tell. `key` as in SnapshotReader.
  virtual std::unique_ptr<KeyOrder> key_order(
      const Table& /*table*/, const std::vector<size_t>& /*key*/) const {
    return nullptr;
  }
  virtual Result<std::unique_ptr<Inspector>> inspector(
      const Endpoint& endpoint) const = 0;
  virtual Result<std::unique_ptr<SnapshotReader>> snapshot(
      const Endpoint& endpoint) const = 0;
  virtual Result<std::unique_ptr<ChangeLog>> change_log(
      const Endpoint& endpoint, const ChangeLogOptions& options) const = 0;
  virtual Result<std::unique_ptr<ContentReader>> content_reader(
      const Endpoint& endpoint) const = 0;
};

}  // namespace millrace
