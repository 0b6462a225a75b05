// SPDX-License-Identifier: Apache-2.0
#include "precheck/begun_anew.h"

#include <algorithm>

#include "precheck/road_edits.h"

namespace millrace {
namespace {

bool same_table(const Table& now, const Table& then) {
  return now.columns == then.columns && now.indexes == then.indexes &&
         now.primary_key == then.primary_key;
}

// Rows of another road, or of somebody else, would go with those of this.
bool may_be_cleared(const RoadRecord& road, const LedgerState& ledger) {
  return road.created_by_us &&
         std::count_if(ledger.roads.begin(), ledger.roads.end(),
                       [&](const RoadRecord& other) {
                         return other.id.to == road.id.to;
                       }) == 1;
}

bool should_begin_anew(const PrecheckInput& input, const RoadRecord& road) {
  const auto source = input.sources.find(road.id.source);
  if (road.copied || source == input.sources.end()) return false;
  const Table* now = source->second.catalog.table(road.id.from);
  if (now == nullptr) return false;
  if (road.chunks_done == 0) return !same_table(*now, road.source_table);
  return !readable_as(*now, road.source_table) &&
         may_be_cleared(road, input.ledger);
}

}  // namespace

void begin_anew(PrecheckInput* input) {
  std::set<RoadId> anew;
  for (const RoadRecord& road : input->ledger.roads) {
    if (should_begin_anew(*input, road)) anew.insert(road.id);
  }
  if (anew.empty()) return;
  std::erase_if(input->ledger.roads, [&](RoadRecord& road) {
    if (!anew.contains(road.id)) return false;
    input->anew.push_back(std::move(road));
    return true;
  });
}

bool keep_anew_of_plan(PrecheckInput* input) {
  const auto& routes = input->resolution.routes;
  const size_t back = std::erase_if(input->anew, [&](RoadRecord& road) {
    const auto route =
        std::find_if(routes.begin(), routes.end(),
                     [&](const Route& r) { return r.id == road.id; });
    if (route != routes.end() &&
        (road.chunks_done == 0 ||
         route->sync.on_existing != OnExisting::kIgnore)) {
      return false;
    }
    input->ledger.roads.push_back(std::move(road));
    return true;
  });
  std::sort(input->ledger.roads.begin(), input->ledger.roads.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return back > 0;
}

bool loses_rows(const PrecheckInput& input, const QualifiedName& target) {
  return std::any_of(input.anew.begin(), input.anew.end(),
                     [&](const RoadRecord& road) {
                       return road.id.to == target && road.chunks_done > 0;
                     });
}

std::set<std::string> left_in_empty(const PrecheckInput& input,
                                    const std::vector<const Route*>& routes) {
  const QualifiedName& target = routes[0]->id.to;
  const Table* actual = input.actual.table(target);
  const Table* wanted = input.resolution.desired.table(target);
  if (actual == nullptr || wanted == nullptr) return {};
  if (actual->has_rows.value_or(true) && !loses_rows(input, target)) return {};
  const bool more = std::any_of(
      actual->columns.begin(), actual->columns.end(),
      [&](const Column& c) { return wanted->column(c.name) == nullptr; });
  if (!more) return {};  // as nearly always; the rest is slow
  std::set<std::string> left;
  for (const Route* route : routes) {
    const RoadRecord* road = input.ledger.road(route->id);
    if (road != nullptr && (road->copied || road->chunks_done > 0)) return {};
    if (!route->sync.streams() || !route->sync.stream_alter) continue;
    for (std::string& name : made_before(input, *route)) {
      if (wanted->column(name) == nullptr && actual->column(name) != nullptr) {
        left.insert(std::move(name));
      }
    }
  }
  return left;
}

}  // namespace millrace
