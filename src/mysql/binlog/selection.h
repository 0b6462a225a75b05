// SPDX-License-Identifier: Apache-2.0
//
// Selection: the tables that a log is followed for, found by name the way
// the server compares names, and from which transaction on each of them is
// followed. Thread: const after it is made.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "engine/source.h"
#include "model/gtid_set.h"
#include "mysql/binlog/gtid_event.h"
#include "mysql/binlog/statement.h"

namespace millrace::mysql {

// Where a transaction stands: what of it is known depends on the server.
struct TransactionPlace {
  MysqlGtid mysql;
  MariadbGtid mariadb;
  std::string file;
  uint64_t offset = 0;  // of its first event
};

class Selection {
 public:
  // `options` outlives the selection. Broken when a table's position is of
  // another kind than `kind`.
  static Result<Selection> make(const ChangeLogOptions& options,
                                PositionKind kind, bool folds_names);

  const Table& table(uint32_t index) const { return (*tables_)[index]; }
  // By column: may rows lack it? Empty = none.
  std::vector<bool> spare(uint32_t index) const {
    return index < spare_->size() ? (*spare_)[index] : std::vector<bool>();
  }
  // Index of the table, or -1.
  int find(const QualifiedName& name) const;
  // Everything up to `done` is in the target; the log is read from before it
  // for the sake of what was held there.
  Status pass_over(const Position& done);
  // Is the transaction one of those?
  bool done_already(const TransactionPlace& at) const {
    return contains(done_, at);
  }
  // Was the table copied after this transaction, or is the transaction done
  // already, so that it is to be passed over?
  bool copied_already(uint32_t table, const TransactionPlace& at) const;
  // Tables that `statement` names, in order, without those that were
  // copied after it.
  std::vector<uint32_t> touched(const StatementInfo& statement,
                                const TransactionPlace& at) const;
  // The same, whenever they were copied.
  std::vector<uint32_t> named(const StatementInfo& statement) const;
  // Does the table's engine undo its rows when a transaction is rolled
  // back?
  bool transactional(uint32_t table) const;

 private:
  struct Join {
    PositionKind kind = PositionKind::kNone;
    MysqlGtidSet mysql;
    MariadbGtidSet mariadb;
    std::string file;
    uint64_t offset = 0;
  };

  static Result<Join> make_join(const Position& from);
  static bool contains(const Join& join, const TransactionPlace& at);
  QualifiedName folded(const QualifiedName& name) const;

  const std::vector<Table>* tables_ = nullptr;
  const std::vector<std::vector<bool>>* spare_ = nullptr;
  bool folds_names_ = false;
  std::map<QualifiedName, uint32_t> by_name_;
  std::vector<Join> joins_;
  Join done_;
};

}  // namespace millrace::mysql
