// SPDX-License-Identifier: Apache-2.0
#include "route/target_name.h"

#include "plan/variables.h"

namespace millrace {

Result<std::string> expand_names(std::string_view text,
                                 const SelectedTable& table) {
  return expand_variables(text, {table.source, table.name.schema,
                                 table.name.table, table.captures});
}

Result<QualifiedName> target_name(const Plan& plan,
                                  const SelectedTable& table) {
  QualifiedName name = table.name;
  if (plan.engine == TargetEngineKind::kDrds) {
    name.schema = plan.target.database;
  }
  if (table.mapping == nullptr) return name;
  if (!table.mapping->to_schema.empty()) {
    MR_ASSIGN_OR_RETURN(name.schema,
                        expand_names(table.mapping->to_schema, table));
  }
  if (!table.mapping->to_table.empty()) {
    MR_ASSIGN_OR_RETURN(name.table,
                        expand_names(table.mapping->to_table, table));
  }
  return name;
}

}  // namespace millrace
