// SPDX-License-Identifier: Apache-2.0
#include "route/spare_columns.h"

#include <algorithm>
#include <set>
#include <string>

#include "route/filter.h"

namespace millrace {
namespace {

bool has(const std::vector<size_t>& positions, size_t at) {
  return std::find(positions.begin(), positions.end(), at) != positions.end();
}

// Is the column, computed by the target, part of what finds a row?
bool finds_rows(const Route& route, size_t column) {
  return has(route.target_key, column) ||
         std::any_of(
             route.unique_keys.begin(), route.unique_keys.end(),
             [&](const std::vector<size_t>& key) { return has(key, column); });
}

std::set<std::string> in_foreign_keys(const Route& route,
                                      const std::vector<const Route*>& roads) {
  std::set<std::string> names;
  for (const ForeignKey& key : route.source_table.foreign_keys) {
    names.insert(key.columns.begin(), key.columns.end());
  }
  for (const Route* road : roads) {
    if (road->id.source != route.id.source) continue;
    for (const ForeignKey& key : road->source_table.foreign_keys) {
      if (key.parent != route.id.from) continue;
      names.insert(key.parent_columns.begin(), key.parent_columns.end());
    }
  }
  return names;
}

}  // namespace

std::vector<bool> spare_columns(const Route& route,
                                const std::vector<const Route*>& roads) {
  const std::vector<Column>& columns = route.source_table.columns;
  std::vector<bool> spare(columns.size(), false);
  bool any = false;
  for (size_t i = 0; i < columns.size(); ++i) {
    spare[i] = columns[i].generated != Generated::kNo;
    any = any || spare[i];
  }
  if (!any) return spare;
  const auto filter = Filter::parse(route.where, route.source_table);
  if (!filter.ok()) return std::vector<bool>(columns.size(), false);
  for (const size_t at : filter->columns()) spare[at] = false;
  for (const size_t at : route.source_key) spare[at] = false;
  for (size_t i = 0; i < route.columns.size(); ++i) {
    const RouteColumn& column = route.columns[i];
    if (!column.source) continue;
    if (!column.computed || finds_rows(route, i)) spare[*column.source] = false;
  }
  const std::set<std::string> linked = in_foreign_keys(route, roads);
  for (size_t i = 0; i < columns.size(); ++i) {
    if (linked.contains(columns[i].name)) spare[i] = false;
  }
  return spare;
}

}  // namespace millrace
