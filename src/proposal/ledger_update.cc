// SPDX-License-Identifier: Apache-2.0
#include "proposal/ledger_update.h"

#include <map>

#include "precheck/road_edits.h"

namespace millrace {
namespace {

class Updates {
 public:
  explicit Updates(const PrecheckInput& input) : input_(input) {}

  LedgerUpdate run() {
    out_.moves = input_.moves;
    std::map<QualifiedName, AppliedTable> tables;
    for (const Route& route : input_.resolution.routes) {
      const Table* desired = input_.resolution.desired.table(route.id.to);
      if (desired == nullptr) continue;
      AppliedTable& table = tables[route.id.to];
      table.desired = lasting(*desired);
      table.roads.push_back(road(route));
    }
    for (auto& [name, table] : tables) {
      const AppliedTable* known = input_.ledger.table(name);
      if (known == nullptr || !(*known == table) || moved(name)) {
        out_.tables.push_back(std::move(table));
      }
    }
    for (const AppliedTable& table : input_.ledger.tables) {
      if (!tables.contains(table.desired.name) && all_known(table)) {
        out_.gone.push_back(table.desired.name);
      }
    }
    for (const TableRename& rename : input_.renames) {
      if (rename.from != rename.to && !tables.contains(rename.from)) {
        out_.gone.push_back(rename.from);
      }
    }
    return std::move(out_);
  }

 private:
  bool moved(const QualifiedName& name) const {
    for (const TableRename& rename : input_.renames) {
      if (rename.to == name && rename.from != rename.to) return true;
    }
    return false;
  }

  // A source that was not read may still have its table.
  bool all_known(const AppliedTable& table) const {
    for (const AppliedRoad& road : table.roads) {
      for (const PlanEndpoint& source : input_.plan->sources) {
        if (source.name == road.source &&
            !input_.sources.contains(road.source)) {
          return false;
        }
      }
    }
    return true;
  }

  // An edit that the rows do not agree with, and that was waived, is kept in
  // mind as it was.
  AppliedRoad road(const Route& route) {
    AppliedRoad road;
    road.source = route.id.source;
    road.from = route.id.from;
    road.source_table = lasting(route.source_table);
    road.shape = route.shape_json();
    const RoadRecord* record = input_.ledger.road(route.id);
    const std::optional<RoadEdit> edit = edit_of(input_, route);
    if (record == nullptr || !edit) return road;
    const AppliedTable* known = input_.ledger.table(route.id.to);
    const AppliedRoad* before =
        known == nullptr ? nullptr : known->road(route.id);
    if (!edit->in_place()) {
      road.shape = before == nullptr ? "" : before->shape;
    } else if (record->road_digest != route.digest()) {
      out_.digests.emplace_back(route.id, route.digest());
    }
    return road;
  }

  const PrecheckInput& input_;
  LedgerUpdate out_;
};

}  // namespace

LedgerUpdate ledger_update(const PrecheckInput& input) {
  return Updates(input).run();
}

}  // namespace millrace
