// SPDX-License-Identifier: Apache-2.0
#include "diff/order.h"

#include <algorithm>
#include <numeric>
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

// Stable: the changes of one table keep the order they were found in. Their
// places are sorted, not they: each is large, and there may be many.
void sort_changes(std::vector<SchemaChange>* changes) {
  std::vector<size_t> order(changes->size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](size_t x, size_t y) {
    const SchemaChange& a = (*changes)[x];
    const SchemaChange& b = (*changes)[y];
    const int stage_a = stage(a.kind);
    const int stage_b = stage(b.kind);
    if (stage_a != stage_b) return stage_a < stage_b;
    // One rename may free the name that the next one takes.
    if (a.kind == SchemaChangeKind::kRenameTable) return false;
    return std::tie(a.schema, a.table.name) < std::tie(b.schema, b.table.name);
  });
  for (size_t start = 0; start < order.size(); ++start) {
    if (order[start] == start) continue;
    SchemaChange carried = std::move((*changes)[start]);
    size_t at = start;
    while (order[at] != start) {  // round the circle that it is in
      const size_t from = order[at];
      (*changes)[at] = std::move((*changes)[from]);
      order[at] = at;
      at = from;
    }
    (*changes)[at] = std::move(carried);
    order[at] = at;
  }
}

}  // namespace millrace
