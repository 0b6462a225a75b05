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
  kRenameTable,   // old_table -> table.name
  kRenameColumn,  // old_column.name -> column.name
  kRenameIndex,   // old_index -> index.name
  kDropColumn,    // old_column; only where the Plan or the source asks for it
  kDropIndex,     // index; only where the source dropped it
};

// Who made the difference that a change mends.
enum class ChangeCause {
  kUnknown,  // the ledger does not know what was applied last
  kNew,      // nothing was there, nothing was applied yet
  kPlan,     // the Plan was edited
  kSource,   // the source table is another one than at the last apply
  kTarget,   // someone altered the target since the last apply
};

// Smaller is milder; a proposal's change takes the worst of its parts.
enum class Risk { kSafe, kLocks, kRewrites, kDestroys };

struct SchemaChange {
  SchemaChangeKind kind = SchemaChangeKind::kCreateTable;
  std::string schema;  // kCreateSchema
  Table table;         // desired table (all kinds but kCreateSchema)
  Column column;       // desired column (column kinds)
  Column old_column;   // as it is now
  Index index;         // kCreateIndex, kAddPrimaryKey, kRenameIndex
  // kAlterColumnType, on servers that alter no column under an index: what
  // goes before and comes back, as it is in the target, the key first; and how
  // its rows lie, when by that column.
  std::vector<Index> rebuilt;
  Placement placed;
  QualifiedName old_table;  // kRenameTable
  std::string old_index;    // kRenameIndex
  Risk risk = Risk::kSafe;
  std::string reason;  // why, in one sentence
  ChangeCause cause = ChangeCause::kUnknown;
};

struct Statement {
  std::string sql;  // without a closing semicolon
  // Must run outside a transaction (CREATE INDEX CONCURRENTLY).
  bool outside_transaction = false;
};

const char* risk_name(Risk risk);  // "safe" "locks" "rewrites" "destroys"
// False, and `risk` as before, when there is no risk of that name.
bool risk_from_name(const std::string& name, Risk* risk);
// "new" "plan" "source" "target"; "" when unknown.
const char* cause_name(ChangeCause cause);

}  // namespace millrace
