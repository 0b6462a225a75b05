// SPDX-License-Identifier: Apache-2.0
//
// Cascades: what the source's foreign keys do to child rows without saying
// so in the log. InnoDB carries out ON DELETE / ON UPDATE CASCADE and SET
// NULL itself; before MySQL 9.6, and in MariaDB, only the parent's change
// is logged. The stream does the same to the target's rows, right after the
// parent's change. Where the source logs the child changes too (they come
// before the parent's) there is nothing left to do, and doing it is
// harmless.
//
// CascadeMap is pure: which change of which road calls for which step.
// Thread: const, any.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/target.h"
#include "model/row_change.h"
#include "route/route.h"

namespace millrace {

enum class CascadeAction { kNone, kCascade, kSetNull };

// One foreign key between two selected tables that acts on the child.
struct CascadeEdge {
  size_t child = 0;                    // road
  std::vector<size_t> parent_columns;  // in the parent's source table
  std::vector<size_t> child_source;    // in the child's source table
  std::vector<size_t> child_columns;   // in the child's shape
  CascadeAction on_delete = CascadeAction::kNone;
  CascadeAction on_update = CascadeAction::kNone;
};

class CascadeMap {
 public:
  explicit CascadeMap(const std::vector<const Route*>& routes);

  const std::vector<CascadeEdge>& of(size_t road) const { return edges_[road]; }
  bool empty() const;  // no change does
  // Does this change act on children?
  bool calls(const RowChange& change) const;
  // The action of `edge` that a change calls for; kNone when it touches
  // none of the referenced columns.
  static CascadeAction action(const CascadeEdge& edge, const RowChange& change);

  const std::vector<WriteShape>& shapes() const { return shapes_; }
  // Where a source column of the road stands in its shape, if it is written.
  std::optional<size_t> written(size_t road, size_t column) const;
  size_t source_columns(size_t road) const;

 private:
  void add_edge(const std::vector<const Route*>& routes, size_t child,
                const ForeignKey& key);

  std::vector<std::vector<CascadeEdge>> edges_;  // by the parent's road
  std::vector<const Route*> routes_;
  std::vector<WriteShape> shapes_;  // by road
};

// Carries the steps out through `writer`, children of children included.
// The parent's own change must be in the target already.
Status run_cascades(const CascadeMap& map, const RowChange& change,
                    ChangeWriter& writer);

}  // namespace millrace
