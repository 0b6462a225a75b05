// SPDX-License-Identifier: Apache-2.0
#include "precheck/questions.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace millrace {

bool streams_from(const PrecheckInput& input, const std::string& source) {
  return std::any_of(input.resolution.routes.begin(),
                     input.resolution.routes.end(), [&](const Route& route) {
                       return route.id.source == source && route.sync.streams();
                     });
}

PlacementFacts placement_facts(const PrecheckInput& input) {
  PlacementFacts facts;
  for (const auto& [name, source] : input.sources) {
    if (!source.figures.empty()) facts.figures[name] = &source.figures;
  }
  facts.actual = &input.actual;
  return facts;
}

bool begun(const LedgerState& ledger, const QualifiedName& target) {
  return std::any_of(
      ledger.roads.begin(), ledger.roads.end(),
      [&](const RoadRecord& road) { return road.id.to == target; });
}

bool keys_told_apart(const std::vector<const Route*>& routes) {
  std::set<std::string> constants;
  for (const Route* route : routes) {
    std::string mine;
    for (const size_t at : route->target_key) {
      const RouteColumn& column = route->columns[at];
      if (!column.source) append_to(mine, column.constant, "\n");
    }
    if (mine.empty() || !constants.insert(mine).second) return false;
  }
  return true;
}

TargetTypes::TargetTypes(const PrecheckInput& input) {
  for (const SchemaChange& change : input.difference.changes) {
    if (change.kind != SchemaChangeKind::kAlterColumnType) continue;
    retyped_[change.table.name].push_back(&change);
  }
}

std::string TargetTypes::native(const Table* actual,
                                const RouteColumn& column) const {
  const Column* there =
      actual == nullptr ? nullptr : actual->column(column.name);
  if (there == nullptr) return column.native;
  const auto changes = retyped_.find(actual->name);
  if (changes == retyped_.end()) return there->native;
  for (const SchemaChange* change : changes->second) {
    if (change->column.name == column.name) return change->column.native;
  }
  return there->native;
}

std::string object_of(const Route& route) {
  return cat(route.id.source, ".", route.id.from.str());
}
std::string object_of(const Route& route, const std::string& part) {
  return cat(object_of(route), ".", part);
}
std::string target_object(const QualifiedName& table, const std::string& part) {
  return part.empty() ? cat("target.", table.str())
                      : cat("target.", table.str(), ".", part);
}

}  // namespace millrace
