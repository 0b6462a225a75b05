// SPDX-License-Identifier: Apache-2.0
#include "proposal/late_keys.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "route/beside_copy.h"

namespace millrace {
namespace {

// Below this the key's own statement costs more than it saves.
constexpr uint64_t kWorthwhileBytes = 32 << 20;

// The one road into each table; nullptr where there are several.
std::map<QualifiedName, const Route*> only_roads(const PrecheckInput& input) {
  std::map<QualifiedName, const Route*> roads;
  for (const Route& route : input.resolution.routes) {
    const auto [at, first] = roads.emplace(route.id.to, &route);
    if (!first) at->second = nullptr;
  }
  return roads;
}

// Chunks are disjoint by the source's key; so are their rows in the target
// only where that is the target's key too.
bool by_source_key(const Route& route) {
  if (route.source_key.empty()) return false;
  if (route.source_key.size() != route.target_key.size()) return false;
  return std::all_of(
      route.target_key.begin(), route.target_key.end(), [&](size_t column) {
        const auto& source = route.columns[column].source;
        return source &&
               std::find(route.source_key.begin(), route.source_key.end(),
                         *source) != route.source_key.end();
      });
}

// A stream beside the copy finds its rows by the key.
bool gains(const PrecheckInput& input, const Route* route) {
  return route != nullptr && route->sync.schema && route->sync.data &&
         by_source_key(*route) &&
         route->source_table.bytes_estimate >= kWorthwhileBytes &&
         !streams_beside_copy(route->id.source, input.resolution.routes,
                              input.ledger, input.plan->limits);
}

}  // namespace

void take_keys_late(PrecheckInput* input) {
  if (!input->dialect->keys_after_data()) return;
  const auto roads = only_roads(*input);
  std::vector<SchemaChange> keys;
  for (SchemaChange& change : input->difference.changes) {
    if (change.kind != SchemaChangeKind::kCreateTable) continue;
    const auto road = roads.find(change.table.name);
    if (!change.table.primary_key || road == roads.end() ||
        !gains(*input, road->second)) {
      continue;
    }
    SchemaChange& key = keys.emplace_back();
    key.kind = SchemaChangeKind::kAddPrimaryKey;
    key.table.name = change.table.name;
    key.table.placement = change.table.placement;
    key.index = *change.table.primary_key;
    key.cause = change.cause;
    key.reason = "a key is made faster once the rows are there";
    change.table.primary_key.reset();
  }
  // Before the indexes, which are last.
  auto& changes = input->difference.changes;
  const auto indexes =
      std::find_if(changes.begin(), changes.end(), [](const SchemaChange& c) {
        return c.kind == SchemaChangeKind::kCreateIndex;
      });
  changes.insert(indexes, std::make_move_iterator(keys.begin()),
                 std::make_move_iterator(keys.end()));
}

std::set<QualifiedName> tables_with_late_keys(const PrecheckInput& input) {
  std::set<QualifiedName> tables;
  for (const SchemaChange& change : input.difference.changes) {
    if (change.kind == SchemaChangeKind::kCreateTable) {
      tables.insert(change.table.name);
    }
  }
  for (const RoadRecord& road : input.ledger.roads) {
    if (road.created_by_us) tables.insert(road.id.to);
  }
  return tables;
}

}  // namespace millrace
