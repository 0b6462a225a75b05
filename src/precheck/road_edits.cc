// SPDX-License-Identifier: Apache-2.0
#include "precheck/road_edits.h"

#include <algorithm>

#include "route/route_builder.h"

namespace millrace {
namespace {

const SelectedTable* selected(const PrecheckInput& input, const Route& route) {
  const auto at = input.selections.find(route.id.source);
  if (at == input.selections.end()) return nullptr;
  const auto& tables = at->second.tables;  // by name
  const auto table =
      std::lower_bound(tables.begin(), tables.end(), route.id.from,
                       [](const SelectedTable& t, const QualifiedName& n) {
                         return t.name < n;
                       });
  return table != tables.end() && table->name == route.id.from ? &*table
                                                               : nullptr;
}

const AppliedRoad* recorded_road(const PrecheckInput& input, const RoadId& id) {
  const AppliedTable* table = input.ledger.table(id.to);
  return table == nullptr ? nullptr : table->road(id);
}

const std::string& recorded_shape(const PrecheckInput& input,
                                  const RoadId& id) {
  static const std::string kNone;
  const AppliedRoad* road = recorded_road(input, id);
  return road == nullptr ? kNone : road->shape;
}

}  // namespace

// The Plan's part of the road is compared on the table as it was recorded.
std::optional<RoadEdit> edit_of(const PrecheckInput& input,
                                const Route& route) {
  const RoadRecord* record = input.ledger.road(route.id);
  const SelectedTable* table = selected(input, route);
  if (record == nullptr || table == nullptr) return std::nullopt;
  Route as_recorded;
  std::vector<Finding> unused;
  build_route(*input.plan, *table, record->source_table, *input.dialect,
              &as_recorded, &unused);
  RoadEdit edit;
  const std::string& shape = recorded_shape(input, route.id);
  const auto compared = shape.empty() ? Result<RoadEdit>(RoadEdit())
                                      : compare_shapes(shape, as_recorded);
  if (compared.ok()) {
    edit = *compared;
  } else {
    edit.conflicts.push_back(compared.status().message());
  }
  // A ledger of an earlier release knows only that something differs.
  if (shape.empty() && !record->road_digest.empty() &&
      as_recorded.digest() != record->road_digest) {
    edit.conflicts.push_back("columns, key, filter or value policies differ");
  }
  if (!record->copied && record->chunks_done == 0) {
    edit.conflicts.clear();  // no row is there yet
    edit.left.clear();
  }
  return edit;
}

std::vector<std::string> made_before(const PrecheckInput& input,
                                     const Route& route) {
  const AppliedRoad* road = recorded_road(input, route.id);
  const SelectedTable* table = selected(input, route);
  if (road == nullptr || table == nullptr) return {};
  Route before;
  std::vector<Finding> unused;
  build_route(*input.plan, *table, road->source_table, *input.dialect, &before,
              &unused);
  std::vector<std::string> names;
  for (const RouteColumn& column : before.columns) names.push_back(column.name);
  return names;
}

}  // namespace millrace
