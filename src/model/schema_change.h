// SPDX-License-Identifier: Apache-2.0
//
// SchemaChange: one difference between the desired and the actual target.
// Data, not SQL: a Dialect words it. Statement: the SQL of one change.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"

namespace millrace {

enum class SchemaChangeKind {
  kCreateSchema,
  kCreateTable,  // columns, primary key, comments; no other index
  kAddColumn,
  kAlterColumnType,
  kAlterColumnNull,  // to column.nullable
  kAlterColumnDefault,
  kAddPrimaryKey,
  kCreateIndex,
  kSetTableComment,
  kSetColumnComment,
  kClearTable,
};

// Smaller is milder; a proposal's change takes the worst of its parts.
enum class Risk { kSafe, kLocks, kRewrites, kDestroys };

struct SchemaChange {
  SchemaChangeKind kind = SchemaChangeKind::kCreateTable;
  std::string schema;  // kCreateSchema
  Table table;         // desired table (all kinds but kCreateSchema)
  Column column;       // desired column (column kinds)
  Column old_column;   // as it is now
  Index index;         // kCreateIndex, kAddPrimaryKey
  Risk risk = Risk::kSafe;
  std::string reason;  // why, in one sentence
};

struct Statement {
  std::string sql;  // without a closing semicolon
  // Must run outside a transaction (CREATE INDEX CONCURRENTLY).
  bool outside_transaction = false;
};

const char* risk_name(Risk risk);  // "safe" "locks" "rewrites" "destroys"

}  // namespace millrace
