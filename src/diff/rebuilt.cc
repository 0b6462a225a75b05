// SPDX-License-Identifier: Apache-2.0
#include "diff/rebuilt.h"

#include <algorithm>

namespace millrace {
namespace {

bool wanted(const Index& there, const Table& desired) {
  if (!there.valid || there.deferrable || !there.predicate.empty()) {
    return false;
  }
  if (!there.method.empty() && there.method != "btree") return false;
  return std::any_of(
      desired.indexes.begin(), desired.indexes.end(), [&](const Index& one) {
        return one.unique == there.unique && one.columns == there.columns;
      });
}

}  // namespace

bool index_holds(const Index& index, const std::string& column) {
  return std::any_of(index.columns.begin(), index.columns.end(),
                     [&](const IndexColumn& c) { return c.name == column; });
}

void rebuild_around(const Table& desired, const Table& actual,
                    const Dialect& dialect, SchemaChange* change) {
  if (dialect.alters_indexed()) return;
  const std::string& column = change->column.name;
  const std::optional<Index>& key = actual.primary_key;
  if (key && index_holds(*key, column) && desired.primary_key &&
      desired.primary_key->columns == key->columns) {
    change->rebuilt.push_back(*key);
  }
  for (const Index& there : actual.indexes) {
    if (index_holds(there, column) && wanted(there, desired)) {
      change->rebuilt.push_back(there);
    }
  }
  const std::vector<std::string>& by = actual.placement.columns;
  if (std::find(by.begin(), by.end(), column) != by.end()) {
    change->placed = actual.placement;
  }
  if (!change->rebuilt.empty() || change->placed.known()) {
    change->risk = std::max(change->risk, Risk::kRewrites);
  }
}

}  // namespace millrace
