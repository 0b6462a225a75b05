// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"
#include "route/route_builder.h"

namespace millrace {
namespace {

const SelectedTable* selected(const PrecheckInput& input, const Route& route) {
  const auto at = input.selections.find(route.id.source);
  if (at == input.selections.end()) return nullptr;
  for (const SelectedTable& table : at->second.tables) {
    if (table.name == route.id.from) return &table;
  }
  return nullptr;
}

// On a sharded target the columns that spread the rows are in the key.
void add_shard_columns(const PrecheckInput& input, const Route& route,
                       Route* as_recorded) {
  const Table* desired = input.resolution.desired.table(route.id.to);
  if (desired == nullptr || desired->partitioning.empty()) return;
  for (size_t i = 0; i < as_recorded->columns.size(); ++i) {
    const std::string& name = as_recorded->columns[i].name;
    const auto in = [&](const Route& r) {
      return std::any_of(r.target_key.begin(), r.target_key.end(),
                         [&](size_t at) { return r.columns[at].name == name; });
    };
    const bool spreads =
        desired->partitioning.find(cat("`", name, "`")) != std::string::npos;
    if (spreads && in(route) && !in(*as_recorded)) {
      as_recorded->target_key.push_back(i);
    }
  }
}

// The Plan's part of the road is compared on the table as it was recorded.
void check_edit(const PrecheckInput& input, const Route& route,
                const RoadRecord& record, Findings* findings) {
  const SelectedTable* table = selected(input, route);
  if (table == nullptr || record.road_digest.empty()) return;
  Route as_recorded;
  Findings unused;
  build_route(*input.plan, *table, record.source_table, *input.dialect,
              &as_recorded, &unused);
  add_shard_columns(input, route, &as_recorded);
  if (as_recorded.digest() == record.road_digest) return;
  findings->push_back(error_finding(
      "P161", object_of(route),
      cat("the road from ", route.id.from.str(), " to ", route.id.to.str(),
          " was edited after its copy began; rows that are there were made "
          "the old way"),
      cat("take the edit back; or millrace forget PLAN --table ",
          route.id.from.str(), ", empty ", route.id.to.str(),
          " and apply, which copies it anew"),
      "columns, key, filter or value policies differ"));
}

void check_drift(const PrecheckInput& input, const Route& route,
                 Findings* findings) {
  const auto source = input.sources.find(route.id.source);
  if (source == input.sources.end() ||
      !source->second.changed.contains(route.id.from)) {
    return;
  }
  findings->push_back(warning_finding(
      "P160", object_of(route),
      cat(route.id.from.str(), " is not what it was when its copy began; ",
          route.sync.streams() ? "the stream stops before the change"
                               : "it is written as it was then"),
      cat("when the stream has stopped: millrace forget PLAN --table ",
          route.id.from.str(), ", empty ", route.id.to.str(),
          " and apply, which copies it anew")));
}

// Made anew, the table would be followed without the rows it had.
void check_lost(const PrecheckInput& input, const Route& route,
                const RoadRecord& record, Findings* findings) {
  if (!record.copied && record.chunks_done == 0) return;
  if (input.actual.table(route.id.to) != nullptr) return;
  findings->push_back(error_finding(
      "P162", object_of(route),
      cat("rows of ", route.id.from.str(), " were copied to ",
          route.id.to.str(), ", and that table is gone from the target"),
      cat("millrace forget PLAN --table ", route.id.source, ".",
          route.id.from.str(), ", then apply, which copies it anew")));
}

}  // namespace

void check_roads(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  for (const Route& route : input.resolution.routes) {
    const RoadRecord* record = input.ledger.road(route.id);
    if (record == nullptr) continue;
    check_edit(input, route, *record, findings);
    check_drift(input, route, findings);
    check_lost(input, route, *record, findings);
  }
}

}  // namespace millrace
