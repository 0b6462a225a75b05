// SPDX-License-Identifier: Apache-2.0
#include "route/fit.h"

#include <algorithm>
#include <optional>

namespace millrace {
namespace {

std::optional<std::vector<size_t>> positions(const Route& route,
                                             const Index& index) {
  std::vector<size_t> out;
  for (const IndexColumn& column : index.columns) {
    const auto at = std::find_if(
        route.columns.begin(), route.columns.end(),
        [&](const RouteColumn& c) { return c.name == column.name; });
    if (at == route.columns.end()) return std::nullopt;
    out.push_back(static_cast<size_t>(at - route.columns.begin()));
  }
  return out;
}

// The columns of the route's key, whole, in any order, over all rows.
bool is_key(const Route& route, const Index& index) {
  std::vector<std::string> names;
  for (const IndexColumn& column : index.columns) {
    if (column.name.empty() || column.prefix_length != 0) return false;
    names.push_back(column.name);
  }
  std::vector<std::string> key;
  for (const size_t at : route.target_key) {
    key.push_back(route.columns[at].name);
  }
  std::sort(names.begin(), names.end());
  std::sort(key.begin(), key.end());
  return names == key && index.predicate.empty();
}

}  // namespace

bool has_other_unique(const Table& table, const Route& route) {
  if (table.primary_key && !is_key(route, *table.primary_key)) return true;
  return std::any_of(table.indexes.begin(), table.indexes.end(),
                     [&](const Index& index) {
                       return index.unique && !is_key(route, index);
                     });
}

void fit_to_target(const Table& actual, Route* route) {
  for (RouteColumn& column : route->columns) {
    const Column* there = actual.column(column.name);
    if (there == nullptr) continue;
    column.native = there->native;
    column.computed = column.computed && there->generated != Generated::kNo;
  }
  for (const Column& there : actual.columns) {
    const bool written =
        std::any_of(route->columns.begin(), route->columns.end(),
                    [&](const RouteColumn& c) { return c.name == there.name; });
    if (!written) route->unwritten_columns = true;
  }
  route->other_unique = has_other_unique(actual, *route);
  for (const Index& index : actual.indexes) {
    if (!index.unique || !index.valid || !index.predicate.empty()) continue;
    const auto at = positions(*route, index);
    if (!at || *at == route->target_key) continue;
    auto& keys = route->unique_keys;
    if (std::find(keys.begin(), keys.end(), *at) == keys.end()) {
      keys.push_back(*at);
    }
  }
}

}  // namespace millrace
