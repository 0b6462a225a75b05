// SPDX-License-Identifier: Apache-2.0
#include "proposal/moves.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "diff/order.h"
#include "precheck/begun_anew.h"
#include "route/moved.h"

namespace millrace {
namespace {

void move_road(const Route& route, PrecheckInput* input) {
  if (input->ledger.road(route.id) != nullptr) return;
  for (const QualifiedName& name : route.earlier) {
    const RoadId then{route.id.source, route.id.from, name};
    for (RoadRecord& road : input->ledger.roads) {
      if (road.id != then) continue;
      road.id = route.id;
      input->moves.push_back({then, route.id});
      return;
    }
  }
}

// The record of the table under an earlier name, when it has none under the
// one of now.
void move_table(const Route& route, LedgerState* ledger, TableRename* rename) {
  if (ledger->table(route.id.to) != nullptr) return;
  for (const QualifiedName& name : route.earlier) {
    for (AppliedTable& table : ledger->tables) {
      if (table.desired.name != name) continue;
      rename->from = name;
      rename->own_indexes = table.desired.indexes;
      table.desired.name = route.id.to;
      return;
    }
  }
}

bool knows(const LedgerState& ledger, const QualifiedName& table) {
  return ledger.table(table) != nullptr ||
         std::any_of(ledger.roads.begin(), ledger.roads.end(),
                     [&](const RoadRecord& r) { return r.id.to == table; });
}

// `routes` lead into the table, by a mapping that moves names.
void find_rename(const Table& wanted, const std::vector<const Route*>& routes,
                 PrecheckInput* input) {
  TableRename rename;
  rename.from = rename.to = wanted.name;
  const Mapping* mapping = routes[0]->mapping;
  for (const Route* route : routes) {
    if (rename.from == rename.to) move_table(*route, &input->ledger, &rename);
  }
  for (const RoadMove& move : input->moves) {
    if (move.to.to == wanted.name) rename.from = move.from.to;
  }
  if (!knows(input->ledger, wanted.name)) return;
  for (const Column& column : wanted.columns) {
    auto names = earlier_columns(mapping, column.name);
    if (!names.empty()) {
      rename.columns.emplace_back(column.name, std::move(names));
    }
  }
  if (rename.from == rename.to && rename.columns.empty()) return;
  input->renames.push_back(std::move(rename));
}

Drops drops_of(const PrecheckInput& input) {
  Drops drops;
  std::map<QualifiedName, std::vector<const Route*>> into;
  for (const Route& route : input.resolution.routes) {
    into[route.id.to].push_back(&route);
  }
  for (const auto& [target, routes] : into) {
    std::set<std::string> left = left_in_empty(input, routes);
    if (!left.empty()) drops[target].merge(left);
  }
  for (const Route& route : input.resolution.routes) {
    if (route.mapping == nullptr) continue;
    for (const std::string& name : route.mapping->drop_columns) {
      drops[route.id.to].insert(name);
    }
  }
  return drops;
}

// Rights are noted by name.
void rename_rights(const std::vector<SchemaChange>& changes,
                   ServerFacts* target) {
  for (const SchemaChange& change : changes) {
    if (change.kind != SchemaChangeKind::kRenameTable) continue;
    auto node = target->table_privileges.extract(change.old_table.str());
    if (node.empty()) continue;
    node.key() = change.table.name.str();
    target->table_privileges.insert(std::move(node));
  }
}

}  // namespace

void find_moves(PrecheckInput* input) {
  if (input->moves_found) return;
  input->moves_found = true;
  for (const Route& route : input->resolution.routes) move_road(route, input);
  std::map<QualifiedName, std::vector<const Route*>> moving;
  for (const Route& route : input->resolution.routes) {
    if (route.mapping != nullptr && !route.mapping->moved.empty()) {
      moving[route.id.to].push_back(&route);
    }
  }
  for (const auto& [name, routes] : moving) {
    const Table* wanted = input->resolution.desired.table(name);
    if (wanted != nullptr) find_rename(*wanted, routes, input);
  }
  std::sort(input->ledger.roads.begin(), input->ledger.roads.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  std::sort(input->ledger.tables.begin(), input->ledger.tables.end(),
            [](const auto& a, const auto& b) {
              return a.desired.name < b.desired.name;
            });
}

SchemaDifference difference_so_far(const PrecheckInput& input) {
  return diff(input.resolution.desired, input.actual, *input.dialect,
              drops_of(input));
}

void find_differences(PrecheckInput* input) {
  input->drops = drops_of(*input);
  std::vector<SchemaChange> renames =
      carry_renames(input->renames, input->resolution.desired, &input->actual);
  rename_rights(renames, &input->target);
  input->difference = diff(input->resolution.desired, input->actual,
                           *input->dialect, input->drops);
  if (renames.empty()) return;  // they are sorted
  auto& changes = input->difference.changes;
  changes.insert(changes.begin(), std::make_move_iterator(renames.begin()),
                 std::make_move_iterator(renames.end()));
  sort_changes(&changes);
}

}  // namespace millrace
