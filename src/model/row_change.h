// SPDX-License-Identifier: Apache-2.0
//
// RowChange and TransactionPart: what a source's log says happened to rows.
// Rows hold every column of the source table in ordinal order.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/arena.h"
#include "model/cell.h"
#include "model/position.h"

namespace millrace {

enum class ChangeKind { kInsert, kUpdate, kDelete };

struct RowChange {
  ChangeKind kind = ChangeKind::kInsert;
  uint32_t table = 0;  // index into the tables the log was opened with
  Row before;          // empty for an insert
  Row after;           // empty for a delete
};

// A statement in the log that touches a selected table and is not row data.
struct LoggedStatement {
  std::string sql;               // without literals' secrets
  std::string database;          // current database when it ran
  std::vector<uint32_t> tables;  // selected tables it touches
  std::string what;              // "ALTER TABLE shop.orders"
};

// Some changes of one source transaction, in order. A transaction comes as
// one or more parts; the last has `ends` set. A part is never larger than
// the log's part bound, save for a single row that is. A part with no
// changes and `ends` only moves the position on (nothing selected changed).
struct TransactionPart {
  Arena arena;  // owns the cells of `changes`
  std::vector<RowChange> changes;
  size_t bytes = 0;            // of the cells
  bool ends = false;           // COMMIT: `position` is the place after it
  Position position;           // valid when `ends`
  std::string gtid;            // of this transaction, "" without GTIDs
  int64_t commit_time_us = 0;  // source clock, microseconds since 1970
  bool idle = false;           // nothing new: a heartbeat, to look around
  std::vector<LoggedStatement> statements;  // the stream must stop before it
};

}  // namespace millrace
