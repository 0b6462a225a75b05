// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "diff/rebuilt.h"
#include "precheck/placed_key.h"
#include "precheck/questions.h"
#include "precheck/road_edits.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// A sharded table has its name in every shard: DRDS renames them one by one,
// and what a crash leaves behind has two names.
bool renames_tables(const Plan& plan) {
  return plan.engine != TargetEngineKind::kDrds;
}

// Both names are there, so that nobody can tell which table holds the rows.
void check_table_move(const PrecheckInput& input, const RoadMove& move,
                      Findings* findings) {
  const std::string from = move.from.to.str();
  const std::string to = move.to.to.str();
  if (!renames_tables(*input.plan)) {
    findings->push_back(error_finding(
        "P280", target_object(move.to.to),
        cat(from, " cannot become ", to,
            ": tables of this kind of target are not renamed in place"),
        cat("take the rename back; or millrace forget PLAN --table ",
            move.from.from.str(), " and copy it into ", to, " anew")));
    return;
  }
  const bool wanted_too =
      input.resolution.desired.table(move.from.to) != nullptr;
  const bool left =
      std::any_of(input.ledger.roads.begin(), input.ledger.roads.end(),
                  [&](const RoadRecord& r) { return r.id.to == move.from.to; });
  if (wanted_too && left) {
    findings->push_back(error_finding(
        "P280", target_object(move.to.to),
        cat(from, " cannot become ", to,
            ": rows of other source tables are in it, which stay there"),
        cat("move all of them, or millrace forget PLAN --table ",
            move.from.from.str(), " and copy it into ", to, " anew")));
    return;
  }
  const auto renamed =
      std::any_of(input.difference.changes.begin(),
                  input.difference.changes.end(), [&](const SchemaChange& c) {
                    return c.kind == SchemaChangeKind::kRenameTable &&
                           c.table.name == move.to.to;
                  });
  if (renamed || input.actual.table(move.from.to) == nullptr) return;
  if (wanted_too) return;  // another table has the old name by now
  findings->push_back(error_finding(
      "P280", target_object(move.to.to),
      cat(from, " cannot become ", to, ": both are there"),
      cat("drop or rename the one that does not hold the rows of ",
          move.from.from.str())));
}

void check_column_moves(const PrecheckInput& input, const Route& route,
                        Findings* findings) {
  if (route.mapping == nullptr || route.mapping->moved.empty()) return;
  const Table* actual = input.actual.table(route.id.to);
  const Table* wanted = input.resolution.desired.table(route.id.to);
  const std::optional<RoadEdit> edit = edit_of(input, route);
  if (actual == nullptr || wanted == nullptr || !edit) return;
  for (const auto& [from, to] : edit->renamed) {
    if (actual->column(from) == nullptr || wanted->column(from) != nullptr) {
      continue;
    }
    findings->push_back(
        error_finding("P280", target_object(route.id.to, to),
                      cat("column ", from, " of ", route.id.to.str(),
                          " cannot become ", to, ": both are there"),
                      "drop or rename the one that does not hold the values"));
  }
}

// MySQL renames no column that a generated column or an index computes with.
void check_dependents(const PrecheckInput& input, const SchemaChange& change,
                      Findings* findings) {
  const Table* actual = input.actual.table(change.table.name);
  if (actual == nullptr) return;
  const std::string name = cat("`", change.column.name, "`");
  const std::string old_name = cat("`", change.old_column.name, "`");
  std::vector<std::string> dependents;
  for (const Column& column : actual->columns) {
    if (column.generation_expression.find(name) != std::string::npos) {
      dependents.push_back(cat("column ", column.name));
    }
  }
  for (const Index& index : actual->indexes) {
    for (const IndexColumn& part : index.columns) {
      if (part.expression.find(old_name) != std::string::npos) {
        dependents.push_back(cat("index ", index.name));
      }
    }
  }
  if (dependents.empty()) return;
  findings->push_back(error_finding(
      "P299", target_object(actual->name, change.column.name),
      cat("the target does not rename column ", change.old_column.name, " to ",
          change.column.name, ": ", join(dependents, ", "),
          " of the target computes with it"),
      "drop what computes with it in the target, apply, and make it again; or "
      "take the rename back"));
}

// Does the target refuse to alter columns that rows are placed by? DRDS mode
// does (public documentation, "ALTER TABLE"); a Greenplum was asked whether
// it renames them.
bool keeps_placed(const Flavor& flavor, SchemaChangeKind kind) {
  if (flavor.kind == FlavorKind::kDrds) return flavor.trait("mode") != "auto";
  return flavor.kind == FlavorKind::kGreenplum &&
         kind == SchemaChangeKind::kRenameColumn &&
         flavor.capabilities.contains("rename_of_distribution") &&
         !flavor.can("rename_of_distribution");
}

// Servers that alter no column under an index: what millrace made goes and
// comes back, an index of others stays.
void check_index_in_the_way(const PrecheckInput& input,
                            const SchemaChange& change, Findings* findings) {
  const Table* actual = input.actual.table(change.table.name);
  if (actual == nullptr || input.dialect->alters_indexed()) return;
  std::vector<Index> all(actual->indexes.begin(), actual->indexes.end());
  if (actual->primary_key) all.push_back(*actual->primary_key);
  for (const Index& index : all) {
    const bool rebuilt =
        std::any_of(change.rebuilt.begin(), change.rebuilt.end(),
                    [&](const Index& one) { return one.name == index.name; });
    if (rebuilt || !index_holds(index, change.column.name)) continue;
    findings->push_back(error_finding(
        "P280", target_object(change.table.name, change.column.name),
        cat("column ", change.column.name, " of ", change.table.name.str(),
            " cannot get another type: index ", index.name,
            " holds it, which millrace did not make"),
        cat("drop ", index.name, " in the target, apply, and make it again")));
  }
}

void check_placed(const PrecheckInput& input, const SchemaChange& change,
                  Findings* findings) {
  if (change.kind != SchemaChangeKind::kRenameColumn &&
      change.kind != SchemaChangeKind::kAlterColumnType &&
      change.kind != SchemaChangeKind::kDropColumn) {
    return;
  }
  if (change.kind == SchemaChangeKind::kAlterColumnType) {
    check_index_in_the_way(input, change, findings);
  }
  if (!keeps_placed(input.target.flavor, change.kind)) return;
  // A clause keeps the old name, a list of columns has the new one.
  const std::string& now = change.old_column.name;
  for (const std::string& by : placed_key(input, change.table.name)) {
    if (by != now && by != change.column.name) continue;
    findings->push_back(error_finding(
        "P280", target_object(change.table.name, now),
        cat("column ", now, " of ", change.table.name.str(),
            " cannot be renamed, retyped or dropped: its rows are placed by "
            "it"),
        "take the edit back; or forget the table, drop it in the target and "
        "copy it anew"));
  }
}

void check_led(const PrecheckInput& input, const Route& route,
               Findings* findings) {
  const Table* wanted = input.resolution.desired.table(route.id.to);
  if (route.mapping == nullptr || wanted == nullptr) return;
  for (const MovedName& moved : route.mapping->moved) {
    const bool leads =
        moved.is_table || wanted->column(moved.to) != nullptr ||
        std::any_of(route.mapping->moved.begin(), route.mapping->moved.end(),
                    [&](const MovedName& m) {
                      return !m.is_table && m.from == moved.to;
                    });
    if (leads) continue;
    findings->push_back(
        warning_finding("P286", object_of(route, moved.to),
                        cat("\"moved\" says what became column ", moved.to,
                            ", and ", route.id.to.str(), " has no such column"),
                        "correct its \"to\", or take the entry out"));
  }
  for (const std::string& name : route.mapping->drop_columns) {
    if (wanted->column(name) == nullptr) continue;
    findings->push_back(error_finding(
        "P285", object_of(route, name),
        cat("drop_columns names ", name, ", and rows are written into it"),
        "\"skip\": true for its source column, or take it out of "
        "drop_columns"));
  }
}

}  // namespace

void check_moves(const PrecheckInput& input, Findings* findings) {
  for (const Route& route : input.resolution.routes) {
    check_led(input, route, findings);
  }
  if (!input.target_read) return;
  for (const RoadMove& move : input.moves) {
    check_table_move(input, move, findings);
  }
  for (const Route& route : input.resolution.routes) {
    check_column_moves(input, route, findings);
  }
  const FlavorKind kind = input.target.flavor.kind;
  for (const SchemaChange& change : input.difference.changes) {
    check_placed(input, change, findings);
    if (kind == FlavorKind::kMysql &&
        change.kind == SchemaChangeKind::kRenameColumn) {
      check_dependents(input, change, findings);
    }
  }
}

}  // namespace millrace
