// SPDX-License-Identifier: Apache-2.0
#include "proposal/changes.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "precheck/begun_anew.h"
#include "precheck/placed_key.h"
#include "precheck/questions.h"
#include "proposal/change_details.h"
#include "proposal/late_keys.h"

namespace millrace {
namespace {

class ChangeList {
 public:
  explicit ChangeList(const PrecheckInput& input)
      : input_(input), late_keys_(tables_with_late_keys(input)) {
    for (const Route& route : input.resolution.routes) {
      routes_[route.id.to].push_back(&route);
    }
  }

  std::vector<ProposedChange> run() {
    // Before the table is altered: it may get columns that have to have a
    // value.
    for (const RoadRecord& road : input_.anew) begin_anew(road);
    for (const SchemaChange& change : input_.difference.changes) {
      if (!after_data(change)) schema(change);
    }
    take_over_names();
    for (const auto& [table, routes] : routes_) clear(table, routes);
    for (const Route& route : input_.resolution.routes) copy(route);
    for (const SchemaChange& change : input_.difference.changes) {
      if (after_data(change)) schema(change);
    }
    start_streams();
    stop_streams();
    forget_roads();
    return std::move(out_);
  }

 private:
  bool after_data(const SchemaChange& change) const {
    return change.kind == SchemaChangeKind::kCreateIndex ||
           (change.kind == SchemaChangeKind::kAddPrimaryKey &&
            late_keys_.count(change.table.name) != 0);
  }

  ProposedChange& add(Action action, std::string object) {
    ProposedChange& change = out_.emplace_back();
    change.action = action;
    change.object = std::move(object);
    return change;
  }

  const std::vector<const Route*>& routes(const QualifiedName& table) const {
    static const std::vector<const Route*> kNone;
    const auto at = routes_.find(table);
    return at == routes_.end() ? kNone : at->second;
  }

  bool wants_schema(const QualifiedName& table) const {
    return std::any_of(routes(table).begin(), routes(table).end(),
                       [](const Route* r) { return r->sync.schema; });
  }

  // A table with a column that has no type cannot be worded; the finding
  // that says so blocks.
  static bool can_be_worded(const Table& table) {
    return std::none_of(table.columns.begin(), table.columns.end(),
                        [](const Column& c) { return c.native.empty(); });
  }

  void schema(const SchemaChange& change) {
    if (change.kind == SchemaChangeKind::kCreateSchema) {
      const bool any =
          std::any_of(routes_.begin(), routes_.end(), [&](const auto& one) {
            return one.first.schema == change.schema && wants_schema(one.first);
          });
      if (any) word(change, add(Action::kCreateSchema, change.schema));
      return;
    }
    const QualifiedName& table = change.table.name;
    if (!wants_schema(table) || !can_be_worded(change.table)) return;
    word(change, slot(change));
  }

  // Where each table has its own indexes, two may have one name.
  std::string index_object(const QualifiedName& table,
                           const std::string& name) const {
    return input_.dialect->limits().index_names_of_schema
               ? cat(table.schema, ".", name)
               : cat(table.str(), ".", name);
  }

  // Alterations of one table are one change; an index is always its own.
  ProposedChange& slot(const SchemaChange& change) {
    const QualifiedName& table = change.table.name;
    Action action = Action::kAlterTable;
    if (change.kind == SchemaChangeKind::kCreateTable) {
      action = Action::kCreateTable;
    } else if (after_data(change)) {
      action = Action::kCreateIndex;
    }
    const bool key = change.kind == SchemaChangeKind::kAddPrimaryKey;
    const bool joins = action == Action::kAlterTable && !out_.empty() &&
                       out_.back().action == action &&
                       out_.back().table == table &&
                       out_.back().cause == change.cause;
    if (joins) return out_.back();
    ProposedChange& made =
        add(action, action == Action::kCreateIndex
                        ? index_object(table, key ? table.table + "_pkey"
                                                  : change.index.name)
                        : table.str());
    made.table = table;
    made.primary_key = key && action == Action::kCreateIndex;
    if (action == Action::kCreateIndex && !key) made.index = change.index.name;
    made.cause = change.cause;
    for (const Route* route : routes(table)) {
      made.from.push_back(object_of(*route));
    }
    if (action == Action::kCreateIndex && change.index.unique && !key) {
      made.after_copy_end = !settled(table);
    }
    return made;
  }

  void word(const SchemaChange& change, ProposedChange& made) {
    made.risk = std::max(made.risk, change.risk);
    made.cause = change.cause;
    for (Statement& statement : input_.dialect->statements(change)) {
      made.statements.push_back(std::move(statement));
    }
    for (std::string& line : change_details(change)) {
      made.details.push_back(std::move(line));
    }
    if (!made.reason.empty()) made.reason += "; ";
    made.reason += change.reason;
    if (made.action == Action::kCreateTable) {
      made.placement = placement_lines(input_, change.table.name);
    }
  }

  // Every road into the table is past the end of its copy, so that the rows
  // of the target are rows that stood together in the source.
  bool settled(const QualifiedName& table) const {
    return std::all_of(
        routes(table).begin(), routes(table).end(), [&](const Route* route) {
          if (!route->sync.streams()) return true;
          const RoadRecord* road = input_.ledger.road(route->id);
          const StreamRecord* stream = input_.ledger.stream(route->id.source);
          if (road == nullptr || !road->copied || stream == nullptr) {
            return false;
          }
          if (road->copy_end.kind == PositionKind::kNone) return true;
          const Result<bool> past = reached(stream->position, road->copy_end);
          return past.ok() && *past;
        });
  }

  // A rename that was cut short after the target had it.
  void take_over_names() {
    for (const RoadMove& move : input_.moves) {
      const bool shown =
          std::any_of(out_.begin(), out_.end(), [&](const ProposedChange& c) {
            return c.action == Action::kAlterTable && c.table == move.to.to;
          });
      if (shown) continue;
      ProposedChange& made = add(Action::kAlterTable, move.to.to.str());
      made.table = move.to.to;
      made.from.push_back(cat(move.to.source, ".", move.to.from.str()));
      made.cause = ChangeCause::kPlan;
      made.details.push_back(
          cat("~ ", move.from.to.str(), " -> ", move.to.to.str()));
      made.reason =
          cat("the target table is renamed already; the ledger knows "
              "it as ",
              move.from.to.str());
    }
  }

  void clear(const QualifiedName& table,
             const std::vector<const Route*>& roads) {
    const Table* actual = input_.actual.table(table);
    if (actual == nullptr || !actual->has_rows.value_or(false)) return;
    const bool wanted =
        std::any_of(roads.begin(), roads.end(), [](const Route* r) {
          return r->sync.data && r->sync.on_existing == OnExisting::kClear;
        });
    if (!wanted) return;
    const bool ours = std::any_of(
        input_.ledger.roads.begin(), input_.ledger.roads.end(),
        [&](const RoadRecord& road) {
          return road.id.to == table && (road.copied || road.chunks_done > 0);
        });
    if (ours || loses_rows(input_, table)) return;
    empty(*actual, "it holds rows and on_existing is \"clear\"",
          ChangeCause::kNew);
  }

  ProposedChange& empty(const Table& actual, std::string reason,
                        ChangeCause cause) {
    ProposedChange& made = add(Action::kClearTable, actual.name.str());
    made.table = actual.name;
    made.risk = Risk::kDestroys;
    made.details.push_back("- every row");
    made.reason = std::move(reason);
    made.cause = cause;
    SchemaChange change;
    change.kind = SchemaChangeKind::kClearTable;
    change.table = actual;
    made.statements = input_.dialect->statements(change);
    return made;
  }

  void begin_anew(const RoadRecord& road) {
    const Table* actual = input_.actual.table(road.id.to);
    if (actual != nullptr && actual->has_rows.value_or(true) &&
        loses_rows(input_, road.id.to)) {
      empty(*actual,
            "the source altered the table in the middle of its copy, which "
            "begins anew",
            ChangeCause::kSource)
          .road = road.id;
    }
    forget(road.id, ChangeCause::kSource,
           "the source altered the table before its copy was over; it is "
           "copied anew");
  }

  void forget(const RoadId& road, ChangeCause cause, std::string reason) {
    ProposedChange& made = add(Action::kForgetTable, road.to.str());
    made.table = road.to;
    made.from.push_back(cat(road.source, ".", road.from.str()));
    made.road = road;
    made.cause = cause;
    made.reason = std::move(reason);
  }

  void copy(const Route& route) {
    if (!route.sync.data) return;
    const RoadRecord* road = input_.ledger.road(route.id);
    if (road != nullptr && road->copied) return;
    ProposedChange& made = add(Action::kCopyTable, route.id.to.str());
    made.table = route.id.to;
    made.from.push_back(object_of(route));
    made.road = route.id;
    made.rows_estimate = route.source_table.rows_estimate;
    made.bytes_estimate = route.source_table.bytes_estimate;
    made.reason = road != nullptr && road->chunks_done > 0
                      ? "its copy was interrupted and goes on"
                      : "it has not been copied yet";
    made.cause = ChangeCause::kNew;
  }

  void start_streams() {
    for (const PlanEndpoint& source : input_.plan->sources) {
      if (!streams_from(input_, source.name)) continue;
      if (input_.ledger.stream(source.name) != nullptr) continue;
      ProposedChange& made = add(Action::kStartStream, source.name);
      for (const Route& route : input_.resolution.routes) {
        if (route.id.source == source.name && route.sync.streams()) {
          made.from.push_back(object_of(route));
        }
      }
      made.reason = "its changes are not followed yet";
      made.cause = ChangeCause::kNew;
    }
  }

  // A source of the Plan that could not be read says nothing about what is
  // no longer wanted of it.
  bool known(const std::string& source) const {
    const auto& sources = input_.plan->sources;
    const bool in_plan =
        std::any_of(sources.begin(), sources.end(),
                    [&](const PlanEndpoint& s) { return s.name == source; });
    return !in_plan || input_.sources.contains(source);
  }

  void stop_streams() {
    for (const StreamRecord& stream : input_.ledger.streams) {
      if (!known(stream.source) || streams_from(input_, stream.source)) {
        continue;
      }
      ProposedChange& made = add(Action::kStopStream, stream.source);
      made.reason = "the Plan no longer streams from it";
      made.cause = ChangeCause::kPlan;
    }
  }

  void forget_roads() {
    for (const RoadRecord& road : input_.ledger.roads) {
      const auto& all = input_.resolution.routes;
      const auto at = std::lower_bound(
          all.begin(), all.end(), road.id,
          [](const Route& r, const RoadId& id) { return r.id < id; });
      const bool routed = at != all.end() && at->id == road.id;
      if (routed || !known(road.id.source)) continue;
      const bool gone = left_source(road.id);
      forget(road.id, gone ? ChangeCause::kSource : ChangeCause::kPlan,
             cat(gone ? "the source no longer has it"
                      : "the Plan no longer holds it",
                 "; the target table and its rows stay"));
    }
  }

  // Only where the rest of its database was read.
  bool left_source(const RoadId& id) const {
    const auto source = input_.sources.find(id.source);
    return source != input_.sources.end() &&
           source->second.catalog.has_schema(id.from.schema) &&
           source->second.catalog.table(id.from) == nullptr;
  }

  const PrecheckInput& input_;
  const std::set<QualifiedName> late_keys_;
  std::map<QualifiedName, std::vector<const Route*>> routes_;
  std::vector<ProposedChange> out_;
};

}  // namespace

std::vector<ProposedChange> proposed_changes(const PrecheckInput& input) {
  return ChangeList(input).run();
}

}  // namespace millrace
