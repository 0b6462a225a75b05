// SPDX-License-Identifier: Apache-2.0
//
// StatementInfo: what a statement in the log does, as far as the stream must
// know: where transactions begin and end, and which tables it changes in
// another way than by row events. Not a parser of SQL: it reads first words
// and table names, and says "unknown" where it is not sure. Thread: pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/identifier.h"
#include "mysql/binlog/sql_token.h"

namespace millrace::mysql {

enum class StatementKind {
  kHarmless,  // changes neither rows nor the shape of a base table
  kBegin,     // BEGIN, START TRANSACTION
  kCommit,
  kRollback,
  kRollbackTo,  // a savepoint
  kSavepoint,   // SAVEPOINT, RELEASE SAVEPOINT
  kXaStart,
  kXaEnd,
  kXaCommit,
  kXaRollback,
  kRows,     // INSERT, UPDATE, LOAD DATA …: `tables` may be changed
  kDdl,      // `tables` and all of `schemas` change shape or lose rows
  kUnknown,  // `tables`: every name that may be a table's
};

struct StatementInfo {
  StatementKind kind = StatementKind::kHarmless;
  std::vector<QualifiedName> tables;
  std::vector<std::string> schemas;  // dropped whole
  std::string what;                  // "ALTER TABLE": without names
  std::string xid;                   // XA: the identifier as written
};

StatementInfo classify_statement(const SqlText& text,
                                 const std::string& database);

}  // namespace millrace::mysql
