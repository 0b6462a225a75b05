// SPDX-License-Identifier: Apache-2.0
#include "stream/rebuilt_road.h"

#include <algorithm>

#include "base/text.h"
#include "route/filter.h"
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

AppliedTable applied_table(const Table& desired,
                           const std::vector<Route>& roads) {
  AppliedTable out;
  out.desired = lasting(desired);
  for (const Route& road : roads) {
    AppliedRoad applied;
    applied.source = road.id.source;
    applied.from = road.id.from;
    applied.source_table = lasting(road.source_table);
    applied.shape = road.shape_json();
    out.roads.push_back(std::move(applied));
  }
  return out;
}

std::string new_name_problem(const Route& then, const Route& now) {
  if (now.where != then.where) {
    return cat("under the name ", now.id.from.str(),
               " it has another \"where\"");
  }
  for (const RouteColumn& column : now.columns) {
    if (column.source) continue;
    const bool same = std::any_of(then.columns.begin(), then.columns.end(),
                                  [&](const RouteColumn& c) {
                                    return c.name == column.name && !c.source &&
                                           c.constant == column.constant;
                                  });
    if (same) continue;
    return cat("under the name ", now.id.from.str(), " its rows have \"",
               column.constant, "\" as ", column.name);
  }
  return "";
}

std::string filter_problem(const Route& now,
                           const TableAlteration& alteration) {
  if (now.where.empty()) return "";
  const auto filter = Filter::parse(now.where, now.source_table);
  if (!filter.ok()) return filter.status().message();
  for (const size_t column : filter->columns()) {
    const bool is_new = alteration.origin[column] < 0;
    if (!is_new && alteration.doubts[column].empty()) continue;
    return cat("\"where\" names column ", now.source_table.columns[column].name,
               ", whose values change in rows that are there");
  }
  return "";
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
