// SPDX-License-Identifier: Apache-2.0
#include "route/spare_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

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

// Columns that foreign keys name, by source and table.
using Linked =
    std::map<std::pair<std::string, QualifiedName>, std::set<std::string>>;

Linked linked_columns(const std::vector<const Route*>& roads) {
  Linked linked;
  for (const Route* road : roads) {
    for (const ForeignKey& key : road->source_table.foreign_keys) {
      linked[{road->id.source, road->id.from}].insert(key.columns.begin(),
                                                      key.columns.end());
      linked[{road->id.source, key.parent}].insert(key.parent_columns.begin(),
                                                   key.parent_columns.end());
    }
  }
  return linked;
}

std::vector<bool> spare_of(const Route& route, const Linked& linked) {
  const auto& columns = route.source_table.columns;
  std::vector<bool> spare;
  for (const Column& column : columns) {
    spare.push_back(column.generated != Generated::kNo);
  }
  if (std::find(spare.begin(), spare.end(), true) == spare.end()) return spare;
  const auto filter = Filter::parse(route.where, route.source_table);
  if (!filter.ok()) return std::vector<bool>(columns.size(), false);
  for (const size_t at : filter->columns()) spare[at] = false;
  for (const size_t at : route.source_key) spare[at] = false;
  for (size_t i = 0; i < route.columns.size(); ++i) {
    const RouteColumn& column = route.columns[i];
    if (!column.source) continue;
    if (!column.computed || finds_rows(route, i)) spare[*column.source] = false;
  }
  const auto keys = linked.find({route.id.source, route.id.from});
  for (size_t i = 0; keys != linked.end() && i < columns.size(); ++i) {
    if (keys->second.contains(columns[i].name)) spare[i] = false;
  }
  return spare;
}

}  // namespace

std::vector<std::vector<bool>> spare_columns(
    const std::vector<const Route*>& roads) {
  const Linked linked = linked_columns(roads);
  std::vector<std::vector<bool>> spare;
  for (const Route* road : roads) spare.push_back(spare_of(*road, linked));
  return spare;
}

}  // namespace millrace
