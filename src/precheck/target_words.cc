// SPDX-License-Identifier: Apache-2.0
#include "precheck/target_words.h"

#include "base/text.h"

namespace millrace {

bool is_family(const ServerFacts& target) {
  return target.flavor.kind == FlavorKind::kMysql ||
         target.flavor.kind == FlavorKind::kMariadb ||
         target.flavor.kind == FlavorKind::kDrds;
}

const Column* TargetWords::actual(const QualifiedName& table,
                                  const std::string& column) const {
  const Table* there = input_.actual.table(table);
  return there == nullptr ? nullptr : there->column(column);
}

std::string TargetWords::modify(const QualifiedName& table,
                                const Column& column, const Column& now) const {
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.table.name = table;
  change.column = column;
  change.old_column = now;
  const auto statements = input_.dialect->statements(change);
  return statements.empty() ? "" : statements[0].sql;
}

std::string TargetWords::retype(const QualifiedName& table,
                                const std::string& column,
                                const std::string& native) const {
  const Table* wanted = input_.resolution.desired.table(table);
  const Column* desired = wanted == nullptr ? nullptr : wanted->column(column);
  const Column* now = actual(table, column);
  if (family() && desired != nullptr && now != nullptr) {
    return modify(table, *desired, *now);
  }
  return cat("ALTER TABLE ", input_.dialect->quote(table), " ALTER COLUMN ",
             input_.dialect->quote(column), " TYPE ", native, " USING ",
             input_.dialect->quote(column), "::", native);
}

std::string TargetWords::allow_null(const QualifiedName& table,
                                    const std::string& column) const {
  const Column* now = actual(table, column);
  if (family() && now != nullptr) {
    Column loose = *now;
    loose.nullable = true;
    return modify(table, loose, loose);
  }
  return cat("ALTER TABLE ", input_.dialect->quote(table), " ALTER COLUMN ",
             input_.dialect->quote(column), " DROP NOT NULL");
}

// A virtual column has no values that an ordinary one could take over.
std::string TargetWords::stop_computing(const QualifiedName& table,
                                        const std::string& column) const {
  const Table* wanted = input_.resolution.desired.table(table);
  const Column* desired = wanted == nullptr ? nullptr : wanted->column(column);
  const Column* now = actual(table, column);
  if (!family() || desired == nullptr || now == nullptr) {
    return "drop the expression in the target";
  }
  if (now->generated == Generated::kStored) {
    return modify(table, *desired, *desired);
  }
  return cat("ALTER TABLE ", input_.dialect->quote(table), " DROP COLUMN ",
             input_.dialect->quote(column),
             ", and have millrace make and copy it anew");
}

std::string TargetWords::drop_index(const QualifiedName& table,
                                    const std::string& index) const {
  if (family()) {
    return cat("DROP INDEX ", input_.dialect->quote(index), " ON ",
               input_.dialect->quote(table));
  }
  return cat("DROP INDEX ",
             input_.dialect->quote(QualifiedName{table.schema, index}));
}

std::string TargetWords::drop_foreign_key(const QualifiedName& table,
                                          const std::string& key) const {
  if (family()) {
    return cat("ALTER TABLE ", input_.dialect->quote(table),
               " DROP FOREIGN KEY ", input_.dialect->quote(key));
  }
  return cat("ALTER TABLE ", input_.dialect->quote(table), " DROP CONSTRAINT ",
             input_.dialect->quote(key));
}

// The family has no switch for triggers.
std::string TargetWords::silence(
    const QualifiedName& table,
    const std::vector<std::string>& triggers) const {
  if (!family()) {
    return cat("ALTER TABLE ", input_.dialect->quote(table),
               " DISABLE TRIGGER USER");
  }
  std::vector<std::string> drops;
  for (const std::string& trigger : triggers) {
    drops.push_back(cat("DROP TRIGGER ", input_.dialect->quote(QualifiedName{
                                             table.schema, trigger})));
  }
  return join(drops, "; ");
}

}  // namespace millrace
