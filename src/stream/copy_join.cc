// SPDX-License-Identifier: Apache-2.0
#include "stream/copy_join.h"

#include <algorithm>
#include <set>

namespace millrace {

CopyJoin::CopyJoin(const CopyFrontier& frontier, std::string source,
                   const std::vector<const Route*>& routes)
    : frontier_(frontier), source_(std::move(source)), cascades_(routes) {
  std::set<QualifiedName> filled;
  for (const Route* route : routes) {
    roads_.push_back(frontier.find(route->id));
    if (roads_.back() >= 0) filled.insert(route->id.to);
  }
  for (const Route* route : routes) {
    filled_.push_back(filled.contains(route->id.to));
  }
}

Result<bool> CopyJoin::ask(const TransactionPart& part, const Position& before,
                           std::vector<ChangeBatch::Rows>* rows) const {
  if (part.changes.empty()) return true;
  const CopyFrontier::Place place{before, part.position};
  if (rows->empty()) {
    MR_ASSIGN_OR_RETURN(const bool visible, frontier_.may_take(source_, place));
    if (!visible) return false;
  }
  while (rows->size() < part.changes.size()) {
    const RowChange& change = part.changes[rows->size()];
    if (cascades_.calls(change)) {
      MR_ASSIGN_OR_RETURN(const bool settled,
                          frontier_.settled(source_, place));
      if (!settled) return false;
    }
    ChangeBatch::Rows which;
    const int road = roads_[change.table];
    for (const bool after : {false, true}) {
      const Row row = after ? change.after : change.before;
      if (road < 0 || row.empty()) continue;
      MR_ASSIGN_OR_RETURN(const auto held, frontier_.held(road, row, place));
      if (held == CopyFrontier::Held::kWait) return false;
      (after ? which.after : which.before) = held == CopyFrontier::Held::kIn;
    }
    rows->push_back(which);
  }
  return true;
}

bool CopyJoin::holds_up(const LoggedStatement& statement) const {
  if (statement.tables.empty() || !statement.problem.empty()) return true;
  return std::any_of(statement.tables.begin(), statement.tables.end(),
                     [&](uint32_t table) { return filled_[table]; });
}

}  // namespace millrace
