// SPDX-License-Identifier: Apache-2.0
#include "route/moved.h"

#include <algorithm>

#include "base/text.h"
#include "route/findings.h"
#include "route/target_name.h"

namespace millrace {
namespace {

Result<QualifiedName> expanded(const std::string& schema,
                               const std::string& table,
                               const SelectedTable& selected,
                               const QualifiedName& to) {
  QualifiedName name;
  name.schema = to.schema;
  if (!schema.empty()) {
    MR_ASSIGN_OR_RETURN(name.schema, expand_names(schema, selected));
  }
  MR_ASSIGN_OR_RETURN(name.table, expand_names(table, selected));
  return name;
}

}  // namespace

std::vector<std::string> earlier_columns(const Mapping* mapping,
                                         const std::string& column) {
  std::vector<std::string> out;
  if (mapping == nullptr) return out;
  std::string name = column;
  for (size_t steps = 0; steps < mapping->moved.size(); ++steps) {
    const auto at = std::find_if(
        mapping->moved.begin(), mapping->moved.end(),
        [&](const MovedName& m) { return !m.is_table && m.to == name; });
    if (at == mapping->moved.end()) break;
    name = at->from;
    out.push_back(name);
  }
  return out;
}

void find_earlier_tables(const SelectedTable& selected, Route* route,
                         std::vector<Finding>* findings) {
  if (selected.mapping == nullptr) return;
  std::vector<std::pair<QualifiedName, QualifiedName>> moves;
  for (const MovedName& moved : selected.mapping->moved) {
    if (!moved.is_table) continue;
    const auto from =
        expanded(moved.from_schema, moved.from, selected, route->id.to);
    const auto to = expanded(moved.to_schema, moved.to, selected, route->id.to);
    if (!from.ok() || !to.ok()) continue;  // the document's check says so
    moves.emplace_back(*from, *to);
  }
  QualifiedName name = route->id.to;
  for (size_t steps = 0; steps < moves.size(); ++steps) {
    const auto at =
        std::find_if(moves.begin(), moves.end(),
                     [&](const auto& m) { return m.second == name; });
    if (at == moves.end()) break;
    name = at->first;
    route->earlier.push_back(name);
  }
  if (moves.empty() || !route->earlier.empty()) return;
  findings->push_back(warning_finding(
      "P286", selected.object(),
      cat("\"moved\" says what became ", moves.back().second.str(),
          ", and the mapping leads to ", route->id.to.str()),
      cat("write the table that \"to\" leads to: \"moved\": [{\"from\": …, "
          "\"to\": {\"schema\": \"",
          route->id.to.schema, "\", \"table\": \"", route->id.to.table,
          "\"}}]")));
}

}  // namespace millrace
