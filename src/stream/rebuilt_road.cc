// SPDX-License-Identifier: Apache-2.0
#include "stream/rebuilt_road.h"

#include "base/text.h"
#include "route/route_builder.h"

namespace millrace {
namespace {

std::string name_now(const std::string& name, const Table& before,
                     const TableAlteration& made) {
  for (size_t i = 0; i < made.origin.size(); ++i) {
    if (made.origin[i] < 0) continue;
    const auto was = static_cast<size_t>(made.origin[i]);
    if (iequals(before.columns[was].name, name)) {
      return made.after.columns[i].name;
    }
  }
  return name;
}

}  // namespace

std::optional<SelectedTable> selected_now(const Plan& plan,
                                          const std::string& source,
                                          const QualifiedName& table) {
  Catalog listed;
  listed.schemas = {table.schema};
  listed.tables.emplace_back().name = table;
  const Selection selection = select_tables(plan, source, listed);
  if (selection.tables.empty()) return std::nullopt;
  return selection.tables[0];
}

Route rebuilt_road(const Plan& plan, const Dialect& dialect,
                   const std::string& source, const Table& source_table,
                   const Mapping* mapping, std::vector<Finding>* findings) {
  auto selected = selected_now(plan, source, source_table.name);
  if (!selected) selected = SelectedTable{source, source_table.name, {}, {}};
  selected->mapping = mapping;
  Route now;
  build_route(plan, *selected, source_table, dialect, &now, findings);
  return now;
}

std::shared_ptr<const Mapping> following(const Mapping& written,
                                         const Table& before,
                                         const TableAlteration& alteration) {
  auto mapping = std::make_shared<Mapping>(written);
  bool changed = false;
  for (ColumnMapping& column : mapping->columns) {
    const std::string now = name_now(column.column, before, alteration);
    if (now == column.column) continue;
    column.column = now;
    changed = true;
  }
  return changed ? mapping : nullptr;
}

}  // namespace millrace
