// SPDX-License-Identifier: Apache-2.0
#include "apply/target_replay.h"

#include <algorithm>

#include "base/text.h"
#include "route/target_name.h"
#include "stream/rebuilt_road.h"
#include "stream/reshape.h"
#include "stream/same_shape.h"

namespace millrace {

TargetReplay::TargetReplay(Setup setup, const std::vector<Route>& routes)
    : setup_(std::move(setup)),
      dialect_(setup_.target->dialect(setup_.flavor)) {
  for (const Route& route : routes) current_.push_back(&route);
  if (setup_.ledger == nullptr) return;
  for (const RoadRecord& road : setup_.ledger->roads) {
    if (!road.asked_names.empty()) names_[road.id] = asked_names(road);
  }
}

Result<SchemaReplay::Prepared> TargetReplay::prepare(
    const std::vector<const Route*>& roads, const LoggedStatement& statement,
    bool ahead) {
  Prepared out;
  out.turn = std::unique_lock(turn_);
  leaving_.clear();
  next_names_.clear();
  for (const TableAlteration& alteration : statement.alterations) {
    if (alteration.kind != TableAlteration::Kind::kShape) continue;
    const Route& road = *roads[alteration.table];
    if (alteration.after.name != road.id.from) leaving_.insert(road.id.to);
  }
  if (leaving_.size() > 1) move_aside(&out);
  for (const TableAlteration& alteration : statement.alterations) {
    MR_RETURN_IF_ERROR(
        prepare_one(*roads[alteration.table], alteration, ahead, &out));
    if (!out.problem.empty()) break;
  }
  return out;
}

// Tables that may take each other's names go by way of names that nobody
// has.
void TargetReplay::move_aside(Prepared* out) {
  for (const QualifiedName& name : leaving_) {
    SchemaChange change;
    change.kind = SchemaChangeKind::kRenameTable;
    change.old_table = name;
    change.table.name = aside(name);
    for (Statement& statement : dialect_->statements(change)) {
      out->step.statements.push_back(std::move(statement));
    }
  }
}

QualifiedName TargetReplay::aside(const QualifiedName& name) const {
  const auto at = std::distance(leaving_.begin(), leaving_.find(name));
  return {name.schema, cat("millrace_moving_", at)};
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

// Is there no table of the name that the road leads to under the new name of
// its source table?
Result<bool> TargetReplay::new_name_free(const Route& road,
                                         const Table& after) {
  if (after.name == road.id.from) return true;
  const auto selected = selected_now(*setup_.plan, road.id.source, after.name);
  if (!selected) return true;
  const auto to = target_name(*setup_.plan, *selected);
  if (!to.ok() || *to == road.id.to || leaving_.contains(*to)) return true;
  MR_ASSIGN_OR_RETURN(const Table there, actual(*to));
  return there.columns.empty();
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
  MR_ASSIGN_OR_RETURN(Table there, actual(road.id.to));
  if (there.columns.empty()) {
    out->problem = cat(road.id.to.str(), " is not in the target");
    return {};
  }
  if (shape && ahead) {
    for (const CopiedNames& names : names_behind(road, alteration)) {
      out->problem = passed_on(names, alteration.after);
      if (!out->problem.empty()) return {};
    }
  }
  ReshapeInput input;
  input.plan = setup_.plan;
  input.dialect = dialect_.get();
  input.alteration = &alteration;
  input.actual = &there;
  input.ahead = ahead;
  if (shape) {
    MR_ASSIGN_OR_RETURN(input.new_name_free,
                        new_name_free(road, alteration.after));
  }
  if (leaving_.size() > 1 && leaving_.contains(road.id.to)) {
    there.name = aside(road.id.to);
  }
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
  left_index_ = left_index_ || made.left_index;
  if (made.mapping) mappings_.push_back(made.mapping);
  if (made.applied.desired.name != road.id.to) {
    out->step.gone.push_back(road.id.to);
  }
  out->step.tables.push_back(std::move(made.applied));
  // Where no row is ahead any more, by what names they came is no matter.
  next_names_[made.roads[input.altered].id] =
      ahead ? names_behind(road, alteration) : AskedNames();
  keep(input.roads, std::move(made.roads), input.altered, alteration, out);
  return {};
}

AskedNames TargetReplay::names_of(const Route& road) const {
  const auto known = names_.find(road.id);
  if (known != names_.end() && !known->second.empty()) return known->second;
  return {copied_names(road.source_table)};
}

// As the ledger keeps them.
AskedNames TargetReplay::noted_names(const Route& road) const {
  auto known = next_names_.find(road.id);
  if (known == next_names_.end()) known = names_.find(road.id);
  if (known == names_.end()) return {};
  const CopiedNames own = copied_names(road.source_table);
  const bool others =
      std::any_of(known->second.begin(), known->second.end(),
                  [&](const CopiedNames& asked) { return asked != own; });
  return others ? known->second : AskedNames();
}

AskedNames TargetReplay::names_behind(const Route& road,
                                      const TableAlteration& alteration) const {
  AskedNames names = names_of(road);
  for (CopiedNames& asked : names) asked = follow(asked, alteration);
  return names;
}

void TargetReplay::keep(const std::vector<Route>& were,
                        std::vector<Route> roads, size_t altered,
                        const TableAlteration& alteration, Prepared* out) {
  out->step.roads.push_back(
      {were[altered].id, roads[altered].id, roads[altered].source_table,
       noted_names(roads[altered]), roads[altered].digest()});
  for (size_t i = 0; i < roads.size(); ++i) {
    made_.push_back(std::move(roads[i]));
    out->roads.emplace_back(were[i].id, &made_.back());
  }
  follow_parents(were[altered], alteration, out);
}

// Foreign keys of other tables name the table and its columns.
void TargetReplay::follow_parents(const Route& parent,
                                  const TableAlteration& alteration,
                                  Prepared* out) {
  const Table& before = parent.source_table;
  for (const Route* road : current_) {
    if (road->id.source != parent.id.source || road->id == parent.id) continue;
    Route changed = *road;
    for (ForeignKey& key : changed.source_table.foreign_keys) {
      if (key.parent != before.name) continue;
      key.parent = alteration.after.name;
      for (std::string& name : key.parent_columns) {
        for (size_t i = 0; i < alteration.origin.size(); ++i) {
          if (alteration.origin[i] < 0) continue;
          const auto was = static_cast<size_t>(alteration.origin[i]);
          if (before.columns[was].name != name) continue;
          name = alteration.after.columns[i].name;
          break;
        }
      }
    }
    if (changed.source_table == road->source_table) continue;
    out->step.roads.push_back({changed.id, changed.id, changed.source_table,
                               noted_names(changed), changed.digest()});
    made_.push_back(std::move(changed));
    out->roads.emplace_back(road->id, &made_.back());
  }
}

void TargetReplay::done(const Prepared& prepared) {
  std::vector<const Route*> now = current_;
  for (const auto& [was, made] : prepared.roads) {
    for (size_t i = 0; i < current_.size(); ++i) {
      if (current_[i]->id == was) now[i] = made;
    }
  }
  current_ = std::move(now);
  // Tables may take each other's names.
  std::map<RoadId, AskedNames> moved;
  for (const auto& [was, made] : prepared.roads) {
    if (made->id == was) continue;
    auto known = names_.extract(was);
    if (known.empty()) continue;
    known.key() = made->id;
    moved.insert(std::move(known));
  }
  next_names_.merge(moved);
  next_names_.merge(names_);
  names_ = std::move(next_names_);
  for (const auto& [was, made] : prepared.roads) altered_.insert(was.to);
  ++count_;
}

}  // namespace millrace
