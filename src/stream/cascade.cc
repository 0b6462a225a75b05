// SPDX-License-Identifier: Apache-2.0
#include "stream/cascade.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"

namespace millrace {
namespace {

// InnoDB goes no deeper than 15 levels.
constexpr int kDeepest = 16;

CascadeAction action_of(const std::string& rule) {
  if (iequals(rule, "CASCADE")) return CascadeAction::kCascade;
  if (iequals(rule, "SET NULL")) return CascadeAction::kSetNull;
  return CascadeAction::kNone;
}

// Where the child's source column stands in what is written, if it is.
std::optional<size_t> written_at(const Route& route, size_t source_column) {
  for (size_t i = 0; i < route.columns.size(); ++i) {
    if (route.columns[i].source == source_column) return i;
  }
  return std::nullopt;
}

}  // namespace

CascadeMap::CascadeMap(const std::vector<const Route*>& routes)
    : edges_(routes.size()), routes_(routes) {
  for (const Route* route : routes) shapes_.push_back(route->shape());
  for (size_t child = 0; child < routes.size(); ++child) {
    for (const ForeignKey& key : routes[child]->source_table.foreign_keys) {
      add_edge(routes, child, key);
    }
  }
}

void CascadeMap::add_edge(const std::vector<const Route*>& routes, size_t child,
                          const ForeignKey& key) {
  CascadeEdge edge;
  edge.child = child;
  edge.on_delete = action_of(key.on_delete);
  edge.on_update = action_of(key.on_update);
  if (edge.on_delete == CascadeAction::kNone &&
      edge.on_update == CascadeAction::kNone) {
    return;
  }
  const Route& from = *routes[child];
  // Where several source tables share the target, the rows of one cannot be
  // told from those of another by the foreign key alone.
  for (size_t other = 0; other < routes.size(); ++other) {
    if (other != child && routes[other]->id.to == from.id.to) return;
  }
  for (size_t parent = 0; parent < routes.size(); ++parent) {
    const Route& to = *routes[parent];
    if (to.id.source != from.id.source || to.id.from != key.parent) continue;
    for (size_t i = 0; i < key.columns.size(); ++i) {
      const int there = to.source_table.column_index(key.parent_columns[i]);
      const int here = from.source_table.column_index(key.columns[i]);
      if (there < 0 || here < 0) return;
      const auto written = written_at(from, here);
      if (!written) return;  // a skipped column cannot tell the children
      edge.parent_columns.push_back(there);
      edge.child_source.push_back(here);
      edge.child_columns.push_back(*written);
    }
    edges_[parent].push_back(edge);
    return;
  }
}

CascadeAction CascadeMap::action(const CascadeEdge& edge,
                                 const RowChange& change) {
  if (change.kind == ChangeKind::kInsert) return CascadeAction::kNone;
  for (const size_t column : edge.parent_columns) {
    if (change.before[column].is_null()) return CascadeAction::kNone;
  }
  if (change.kind == ChangeKind::kDelete) return edge.on_delete;
  for (const size_t column : edge.parent_columns) {
    if (!(change.before[column] == change.after[column])) {
      return edge.on_update;
    }
  }
  return CascadeAction::kNone;
}

std::optional<size_t> CascadeMap::written(size_t road, size_t column) const {
  return written_at(*routes_[road], column);
}

size_t CascadeMap::source_columns(size_t road) const {
  return routes_[road]->source_table.columns.size();
}

bool CascadeMap::empty() const {
  return std::all_of(edges_.begin(), edges_.end(),
                     [](const auto& edges) { return edges.empty(); });
}

bool CascadeMap::calls(const RowChange& change) const {
  for (const CascadeEdge& edge : edges_[change.table]) {
    if (action(edge, change) != CascadeAction::kNone) return true;
  }
  return false;
}

namespace {

// Source columns of `road` that its own children refer to.
std::vector<size_t> referenced(const CascadeMap& map, size_t road) {
  std::vector<size_t> columns;
  for (const CascadeEdge& edge : map.of(road)) {
    columns.insert(columns.end(), edge.parent_columns.begin(),
                   edge.parent_columns.end());
  }
  return columns;
}

class Runner {
 public:
  Runner(const CascadeMap& map, ChangeWriter& writer)
      : map_(map), writer_(writer) {}

  Status run(const RowChange& change, int depth) {
    if (depth > kDeepest) {
      return Status::broken("foreign keys cascade more than 16 levels deep");
    }
    for (const CascadeEdge& edge : map_.of(change.table)) {
      const CascadeAction action = CascadeMap::action(edge, change);
      if (action == CascadeAction::kNone) continue;
      MR_RETURN_IF_ERROR(follow(edge, action, change, depth));
    }
    return {};
  }

 private:
  Status follow(const CascadeEdge& edge, CascadeAction action,
                const RowChange& change, int depth);
  Status next_level(const CascadeEdge& edge, const CascadeStep& step,
                    const std::vector<size_t>& columns,
                    const CascadeRow& returned, int depth);

  const CascadeMap& map_;
  ChangeWriter& writer_;
};

Status Runner::follow(const CascadeEdge& edge, CascadeAction action,
                      const RowChange& change, int depth) {
  CascadeStep step;
  step.shape = &map_.shapes()[edge.child];
  step.columns = edge.child_columns;
  step.remove =
      action == CascadeAction::kCascade && change.kind == ChangeKind::kDelete;
  for (const size_t column : edge.parent_columns) {
    step.old_values.push_back(change.before[column]);
    if (step.remove) continue;
    step.new_values.push_back(action == CascadeAction::kSetNull
                                  ? Cell::null()
                                  : change.after[column]);
  }
  // What the children's own children refer to, so that they can follow.
  const std::vector<size_t> columns = referenced(map_, edge.child);
  for (const size_t column : columns) {
    const auto& child = map_.shapes()[edge.child];
    const auto at = map_.written(edge.child, column);
    if (!at) {
      return Status::refused(
          cat("a foreign key cascades through ", child.table.str(),
              ", whose referenced columns are not all written"));
    }
    step.returning.push_back(*at);
  }
  MR_ASSIGN_OR_RETURN(const std::vector<CascadeRow> rows,
                      writer_.cascade(step));
  if (columns.empty()) return {};
  for (const CascadeRow& row : rows) {
    MR_RETURN_IF_ERROR(next_level(edge, step, columns, row, depth));
  }
  return {};
}

Status Runner::next_level(const CascadeEdge& edge, const CascadeStep& step,
                          const std::vector<size_t>& columns,
                          const CascadeRow& returned, int depth) {
  std::vector<Cell> after(map_.source_columns(edge.child));
  for (size_t i = 0; i < columns.size(); ++i) {
    after[columns[i]] = returned[i] ? Cell::of(*returned[i]) : Cell::null();
  }
  // The row before the step: the foreign key's columns as they were.
  std::vector<Cell> before = after;
  for (size_t i = 0; i < edge.child_source.size(); ++i) {
    before[edge.child_source[i]] = step.old_values[i];
  }
  RowChange change;
  change.table = static_cast<uint32_t>(edge.child);
  change.kind = step.remove ? ChangeKind::kDelete : ChangeKind::kUpdate;
  change.before = before;
  change.after = after;
  return run(change, depth + 1);
}

}  // namespace

Status run_cascades(const CascadeMap& map, const RowChange& change,
                    ChangeWriter& writer) {
  return Runner(map, writer).run(change, 0);
}

}  // namespace millrace
