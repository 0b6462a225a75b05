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
    case SchemaChangeKind::kRenameTable:
      return 1;  // a new table may take the old name
    case SchemaChangeKind::kCreateTable:
      return 2;
    case SchemaChangeKind::kCreateIndex:
      return 4;
    case SchemaChangeKind::kClearTable:
      return 5;
    default:
      return 3;
  }
}

}  // namespace

// Stable: the changes of one table keep the order they were found in.
void sort_changes(std::vector<SchemaChange>* changes) {
  std::stable_sort(changes->begin(), changes->end(),
                   [](const SchemaChange& a, const SchemaChange& b) {
                     const int stage_a = stage(a.kind);
                     const int stage_b = stage(b.kind);
                     if (stage_a != stage_b) return stage_a < stage_b;
                     // One rename may free the name that the next one takes.
                     if (a.kind == SchemaChangeKind::kRenameTable) return false;
                     return std::tuple(a.schema, a.table.name) <
                            std::tuple(b.schema, b.table.name);
                   });
}

}  // namespace millrace
