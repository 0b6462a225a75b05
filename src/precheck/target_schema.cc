// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

std::set<QualifiedName> made_by_us(const PrecheckInput& input) {
  std::set<QualifiedName> tables;
  for (const Route& route : input.resolution.routes) {
    if (route.sync.schema) tables.insert(route.id.to);
  }
  return tables;
}

}  // namespace

// With "schema": false the target must be as needed already; an index that
// is missing only costs time and is named as such.
void check_target_schema(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const std::set<QualifiedName> ours = made_by_us(input);
  for (const SchemaChange& change : input.difference.changes) {
    if (change.kind == SchemaChangeKind::kCreateSchema) continue;
    const QualifiedName& table = change.table.name;
    if (ours.contains(table)) continue;
    const bool mild = change.kind == SchemaChangeKind::kCreateIndex ||
                      change.kind == SchemaChangeKind::kSetTableComment ||
                      change.kind == SchemaChangeKind::kSetColumnComment ||
                      change.kind == SchemaChangeKind::kAlterColumnDefault;
    std::vector<std::string> sql;
    for (const Statement& statement : input.dialect->statements(change)) {
      sql.push_back(statement.sql);
    }
    findings->push_back(make_finding(
        "P214", mild ? Severity::kInfo : Severity::kError,
        target_object(table, change.column.name.empty() ? change.index.name
                                                        : change.column.name),
        cat(table.str(), " is not as the Plan needs it (", change.reason,
            "), and \"sync.schema\" is false"),
        "run the statement yourself, or write \"sync\": {\"schema\": true}",
        join(sql, "; ")));
  }
}

}  // namespace millrace
