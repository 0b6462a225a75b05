// SPDX-License-Identifier: Apache-2.0
#include "apply/target_replay.h"

#include <algorithm>

#include "base/text.h"
#include "stream/reshape.h"
#include "stream/same_shape.h"

namespace millrace {

TargetReplay::TargetReplay(Setup setup, const std::vector<Route>& routes)
    : setup_(std::move(setup)),
      dialect_(setup_.target->dialect(setup_.flavor)) {
  for (const Route& route : routes) current_.push_back(&route);
}

Result<SchemaReplay::Prepared> TargetReplay::prepare(
    const std::vector<const Route*>& roads, const LoggedStatement& statement,
    bool ahead) {
  Prepared out;
  out.turn = std::unique_lock(turn_);
  for (const TableAlteration& alteration : statement.alterations) {
    MR_RETURN_IF_ERROR(
        prepare_one(*roads[alteration.table], alteration, ahead, &out));
    if (!out.problem.empty()) break;
  }
  return out;
}

Result<Table> TargetReplay::actual(const QualifiedName& name) {
  MR_ASSIGN_OR_RETURN(auto inspector,
                      setup_.target->inspector(setup_.target_endpoint));
  Scope scope;
  scope.schemas = {name.schema};
  MR_ASSIGN_OR_RETURN(const Catalog catalog, inspector->inspect(scope));
  const Table* table = catalog.table(name);
  return table == nullptr ? Table() : *table;
}

// What was read off the statement says everything of the rows, but spells
// some things another way than the catalog does. When the source has the
// table still as the statement left it, the catalog's words are taken.
Status TargetReplay::take_catalog(const Route& road, Table* after) {
  MR_ASSIGN_OR_RETURN(auto inspector, setup_.source->inspector(
                                          setup_.sources.at(road.id.source)));
  Scope scope;
  scope.schemas = {after->name.schema};
  MR_ASSIGN_OR_RETURN(const Catalog catalog, inspector->inspect(scope));
  const Table* now = catalog.table(after->name);
  if (now != nullptr && same_shape(*now, *after)) *after = *now;
  return {};
}

Status TargetReplay::prepare_one(const Route& road, TableAlteration alteration,
                                 bool ahead, Prepared* out) {
  const bool shape = alteration.kind == TableAlteration::Kind::kShape;
  if (shape) MR_RETURN_IF_ERROR(take_catalog(road, &alteration.after));
  MR_ASSIGN_OR_RETURN(const Table there, actual(road.id.to));
  if (there.columns.empty()) {
    out->problem = cat(road.id.to.str(), " is not in the target");
    return {};
  }
  ReshapeInput input;
  input.plan = setup_.plan;
  input.dialect = dialect_.get();
  input.alteration = &alteration;
  input.actual = &there;
  input.ahead = ahead;
  for (const Route* one : current_) {
    if (one->id.to != road.id.to) continue;
    if (one->id == road.id) input.altered = input.roads.size();
    input.roads.push_back(*one);
  }
  Reshaped made = reshape(input);
  out->problem = std::move(made.problem);
  if (!out->problem.empty()) return {};
  for (Statement& statement : made.statements) {
    out->step.statements.push_back(std::move(statement));
  }
  if (!shape) return {};
  if (made.mapping) mappings_.push_back(made.mapping);
  out->step.tables.push_back(std::move(made.applied));
  keep(std::move(made.roads), input.altered, road.source_table, alteration,
       out);
  return {};
}

void TargetReplay::keep(std::vector<Route> roads, size_t altered,
                        const Table& before, const TableAlteration& alteration,
                        Prepared* out) {
  const std::string source = roads[altered].id.source;
  out->step.roads.push_back({roads[altered].id, roads[altered].source_table,
                             roads[altered].digest()});
  for (Route& road : roads) {
    made_.push_back(std::move(road));
    out->roads.push_back(&made_.back());
  }
  rename_parents(before, alteration, source, out);
}

// Foreign keys of other tables name the columns that were renamed.
void TargetReplay::rename_parents(const Table& before,
                                  const TableAlteration& alteration,
                                  const std::string& source, Prepared* out) {
  for (const Route* road : current_) {
    if (road->id.source != source || road->id.from == before.name) continue;
    Route changed = *road;
    bool renamed = false;
    for (ForeignKey& key : changed.source_table.foreign_keys) {
      if (key.parent != before.name) continue;
      for (std::string& name : key.parent_columns) {
        for (size_t i = 0; i < alteration.origin.size(); ++i) {
          if (alteration.origin[i] < 0) continue;
          const auto was = static_cast<size_t>(alteration.origin[i]);
          const std::string& now = alteration.after.columns[i].name;
          if (before.columns[was].name != name || name == now) continue;
          name = now;
          renamed = true;
          break;
        }
      }
    }
    if (!renamed) continue;
    out->step.roads.push_back(
        {changed.id, changed.source_table, changed.digest()});
    made_.push_back(std::move(changed));
    out->roads.push_back(&made_.back());
  }
}

void TargetReplay::done(const Prepared& prepared) {
  for (const Route* made : prepared.roads) {
    for (const Route*& road : current_) {
      if (road->id == made->id) road = made;
    }
  }
  ++count_;
}

}  // namespace millrace
