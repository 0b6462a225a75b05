// SPDX-License-Identifier: Apache-2.0
//
// RowChange and TransactionPart: what a source's log says happened to rows.
// Rows hold every column of the source table in ordinal order.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/arena.h"
#include "model/catalog.h"
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

// What a statement in the log makes of one followed table.
struct TableAlteration {
  enum class Kind { kShape, kEmpty };  // kEmpty: TRUNCATE
  Kind kind = Kind::kShape;
  uint32_t table = 0;
  Table after;  // kShape: as it is from here on; `name` may be another one
  // Per column of `after`: which column it was, -1 = it is new ...
  std::vector<int> origin;
  // ... why the values of rows that were there are not known, "" = they are:
  // as they were, or of a new column ...
  std::vector<std::string> doubts;
  // ... this; nullopt = NULL.
  std::vector<std::optional<std::string>> values;
};

// A statement in the log that touches a selected table and is not row data.
struct LoggedStatement {
  std::string sql;               // without literals' secrets
  std::string database;          // current database when it ran
  std::vector<uint32_t> tables;  // selected tables it touches
  std::string what;              // "ALTER TABLE shop.orders"
  // What it makes of them, as far as it is understood; when it is not,
  // `problem` says why.
  std::vector<TableAlteration> alterations;
  std::string problem;
};

// Some changes of one source transaction, in order. A transaction comes as
// one or more parts; the last has `ends` set. A part is never larger than
// the log's part bound, save for a single row that is. A part with no
// changes and `ends` only moves the position on (nothing selected changed).
struct TransactionPart {
  Arena arena;  // owns the cells of `changes`
  std::vector<RowChange> changes;
  size_t bytes = 0;   // of the cells
  bool ends = false;  // COMMIT: the stream stands at `position` then
  // Behind the transaction; kNone when that is not known before it `ends`,
  // which positions by file alone leave open.
  Position position;
  std::string gtid;            // of this transaction, "" without GTIDs
  int64_t commit_time_us = 0;  // source clock, microseconds since 1970
  bool idle = false;           // nothing new: a heartbeat, to look around
  // What a statement did, in its place: no row of another part of this or a
  // later transaction can be read before it is dealt with.
  std::vector<LoggedStatement> statements;
};

}  // namespace millrace
