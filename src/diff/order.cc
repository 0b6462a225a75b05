// SPDX-License-Identifier: Apache-2.0
#include "diff/order.h"

#include <algorithm>
#include <tuple>

namespace millrace {
namespace {

int stage(SchemaChangeKind kind) {
  switch (kind) {
    case SchemaChangeKind::kCreateSchema:
      return 0;
    case SchemaChangeKind::kCreateTable:
      return 1;
    case SchemaChangeKind::kCreateIndex:
      return 3;
    case SchemaChangeKind::kClearTable:
      return 4;
    default:
      return 2;
  }
}

}  // namespace

// Stable: the changes of one table keep the order they were found in.
void sort_changes(std::vector<SchemaChange>* changes) {
  std::stable_sort(changes->begin(), changes->end(),
                   [](const SchemaChange& a, const SchemaChange& b) {
                     return std::tuple(stage(a.kind), a.schema, a.table.name) <
                            std::tuple(stage(b.kind), b.schema, b.table.name);
                   });
}

}  // namespace millrace
