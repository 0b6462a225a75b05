// SPDX-License-Identifier: Apache-2.0
#include "stream/reshape.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "diff/diff.h"
#include "diff/order.h"
#include "route/desired_table.h"
#include "route/fit.h"
#include "route/route_builder.h"
#include "route/selection.h"
#include "stream/emptied.h"

namespace millrace {
namespace {

using Findings = std::vector<Finding>;

std::string first_error(const Findings& findings) {
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return finding.message;
  }
  return "";
}

Table desired_of(std::vector<Route>* roads, const Dialect& dialect,
                 Findings* findings) {
  std::vector<Route*> pointers;
  for (Route& road : *roads) pointers.push_back(&road);
  return desired_table(pointers, dialect, findings);
}

bool same_change(const SchemaChange& a, const SchemaChange& b) {
  return a.kind == b.kind && a.column.name == b.column.name &&
         a.column.native == b.column.native && a.index == b.index;
}

bool same_difference(const Difference& a, const Difference& b) {
  return a.kind == b.kind && a.part == b.part;
}

bool is_conflict(Difference::Kind kind) {
  return kind == Difference::Kind::kTypeConflict ||
         kind == Difference::Kind::kGenerated ||
         kind == Difference::Kind::kKeyConflict ||
         kind == Difference::Kind::kIndexConflict ||
         kind == Difference::Kind::kOtherKind;
}

class Reshaper {
 public:
  explicit Reshaper(const ReshapeInput& input)
      : in_(input),
        dialect_(*input.dialect),
        old_(input.roads[input.altered]),
        actual_(*input.actual) {}

  Reshaped run() {
    out_.roads = in_.roads;
    out_.problem = in_.alteration->kind == TableAlteration::Kind::kEmpty
                       ? empty()
                       : alter();
    return std::move(out_);
  }

 private:
  std::string empty() {
    if (!old_.sync.stream_delete) return "";  // rows outlive the source's
    return empty_statements(in_.roads, in_.altered, dialect_, &out_.statements);
  }

  std::string alter() {
    Findings unused;
    std::vector<Route> before;
    for (const Route& road : in_.roads) {
      before.push_back(built(road, road.source_table, road.mapping, &unused));
    }
    out_.roads = before;
    old_desired_ = desired_of(&before, dialect_, &unused);
    const SchemaDifference pending =
        diff_table(old_desired_, actual_, dialect_);
    std::string problem = build_road();
    if (problem.empty()) problem = find_renames();
    if (problem.empty()) problem = check_values();
    if (problem.empty()) problem = check_key();
    if (!problem.empty()) return problem;
    Findings findings;
    desired_ = desired_of(&out_.roads, dialect_, &findings);
    problem = first_error(findings);
    if (!problem.empty()) return problem;
    problem = drop_columns();
    if (problem.empty()) problem = rename_columns();
    if (!problem.empty()) return problem;
    drop_indexes();
    problem = compare(pending);
    if (!problem.empty()) return problem;
    finish();
    return "";
  }

  // The mapping follows a column that is renamed: it goes on under the name
  // that the Plan gave it.
  const Mapping* mapping_of(const Mapping* written) {
    if (written == nullptr) return nullptr;
    auto mapping = std::make_shared<Mapping>(*written);
    bool changed = false;
    for (ColumnMapping& column : mapping->columns) {
      const std::string now = name_now(column.column);
      if (now == column.column) continue;
      column.column = now;
      changed = true;
    }
    if (!changed) return written;
    out_.mapping = mapping;
    return mapping.get();
  }

  std::string name_now(const std::string& name) const {
    const TableAlteration& made = *in_.alteration;
    for (size_t i = 0; i < made.origin.size(); ++i) {
      if (made.origin[i] < 0) continue;
      const auto was = static_cast<size_t>(made.origin[i]);
      if (iequals(old_.source_table.columns[was].name, name)) {
        return made.after.columns[i].name;
      }
    }
    return name;
  }

  // A road as the Plan has it, not fitted to the target.
  Route built(const Route& road, const Table& source_table,
              const Mapping* mapping, Findings* findings) const {
    Catalog listed;
    listed.schemas = {road.id.from.schema};
    listed.tables.emplace_back().name = road.id.from;
    const Selection selection =
        select_tables(*in_.plan, road.id.source, listed);
    if (selection.tables.empty()) return road;
    SelectedTable selected = selection.tables[0];
    selected.mapping = mapping;
    Route now;
    build_route(*in_.plan, selected, source_table, dialect_, &now, findings);
    return now;
  }

  std::string build_road() {
    Findings findings;
    out_.roads[in_.altered] =
        built(old_, in_.alteration->after, mapping_of(old_.mapping), &findings);
    return first_error(findings);
  }

  std::optional<size_t> old_column(const RouteColumn& column) const {
    if (!column.source) return std::nullopt;
    const int origin = in_.alteration->origin[*column.source];
    if (origin < 0) return std::nullopt;
    for (size_t i = 0; i < old_.columns.size(); ++i) {
      if (old_.columns[i].source == static_cast<size_t>(origin)) return i;
    }
    return std::nullopt;
  }

  bool others_write(const std::string& name) const {
    for (size_t i = 0; i < in_.roads.size(); ++i) {
      if (i == in_.altered) continue;
      for (const RouteColumn& column : in_.roads[i].columns) {
        if (column.name == name) return true;
      }
    }
    return false;
  }

  std::string find_renames() {
    for (const RouteColumn& column : out_.roads[in_.altered].columns) {
      const auto was = old_column(column);
      if (!was || old_.columns[*was].name == column.name) continue;
      const std::string& from = old_.columns[*was].name;
      if (others_write(from) || others_write(column.name)) {
        return cat("column ", from, " becomes ", column.name,
                   ", and another source table leads into the same column");
      }
      renames_[from] = column.name;
    }
    return "";
  }

  std::string check_values() const {
    const Route& now = out_.roads[in_.altered];
    for (const RouteColumn& column : now.columns) {
      if (!column.source) continue;
      const std::string& doubt = in_.alteration->doubts[*column.source];
      if (doubt.empty()) continue;
      return cat("the values that column ",
                 now.source_table.columns[*column.source].name,
                 " has in rows that are there cannot be told: ", doubt);
    }
    return "";
  }

  std::string check_key() const {
    const auto names = [](const Route& road) {
      std::vector<std::string> out;
      for (const size_t i : road.target_key) {
        out.push_back(road.columns[i].name);
      }
      return out;
    };
    std::vector<std::string> then = names(old_);
    for (std::string& name : then) {
      const auto renamed = renames_.find(name);
      if (renamed != renames_.end()) name = renamed->second;
    }
    const std::vector<std::string> now = names(out_.roads[in_.altered]);
    // A sharded target has added to the key what spreads the rows.
    const bool begins = now.size() <= then.size() && !now.empty() &&
                        std::equal(now.begin(), now.end(), then.begin());
    if (begins) return "";
    return cat("the key of the rows would be (", join(now, ", "),
               ") instead of (", join(then, ", "), ")");
  }

  SchemaChange& add(SchemaChangeKind kind) {
    SchemaChange& made = changes_.emplace_back();
    made.kind = kind;
    made.table = desired_;
    return made;
  }

  void rename_in_indexes(const std::string& from, const std::string& to) {
    const auto rename = [&](Index& index) {
      for (IndexColumn& part : index.columns) {
        if (part.name == from) part.name = "\n" + to;
      }
    };
    for (Index& index : actual_.indexes) rename(index);
    if (actual_.primary_key) rename(*actual_.primary_key);
  }

  // Names may change places: each goes by way of one that nobody has.
  std::string rename_columns() {
    std::map<std::string, std::string> todo;
    for (const auto& [from, to] : renames_) {
      if (actual_.column(from) != nullptr) todo[from] = to;
    }
    std::vector<std::pair<std::string, std::string>> second;
    for (auto& [from, to] : todo) {
      if (todo.contains(to)) {
        const std::string between = cat("millrace_", second.size());
        second.emplace_back(between, to);
        rename_column(from, between);
      } else if (actual_.column(to) == nullptr) {
        rename_column(from, to);
      } else {
        return cat("the target has a column ", to, " of its own");
      }
    }
    for (const auto& [between, to] : second) rename_column(between, to);
    return "";
  }

  void rename_column(const std::string& from, const std::string& to) {
    const int at = actual_.column_index(from);
    if (at < 0) return;
    Column& column = actual_.columns[static_cast<size_t>(at)];
    SchemaChange& made = add(SchemaChangeKind::kRenameColumn);
    made.old_column = column;
    column.name = to;
    made.column = column;
    rename_in_indexes(from, to);
    for (Index& index : actual_.indexes) settle_names(&index);
    if (actual_.primary_key) settle_names(&*actual_.primary_key);
  }

  static void settle_names(Index* index) {
    for (IndexColumn& part : index->columns) {
      if (part.name.starts_with('\n')) part.name.erase(0, 1);
    }
  }

  Index renamed(Index index) const {
    for (IndexColumn& part : index.columns) {
      const auto at = renames_.find(part.name);
      if (at != renames_.end()) part.name = at->second;
    }
    return index;
  }

  // What the source dropped, by the name that millrace gave it; or what goes
  // by another name there now.
  void drop_indexes() {
    for (const Index& was : old_desired_.indexes) {
      const Index then = renamed(was);
      const auto there = std::find_if(
          actual_.indexes.begin(), actual_.indexes.end(),
          [&](const Index& i) { return i.name == then.name && like(i, then); });
      if (there == actual_.indexes.end()) continue;
      const auto kept =
          std::find_if(desired_.indexes.begin(), desired_.indexes.end(),
                       [&](const Index& i) { return like(i, then); });
      if (kept == desired_.indexes.end()) {
        add(SchemaChangeKind::kDropIndex).index = *there;
        actual_.indexes.erase(there);
      } else if (kept->name != there->name && !has_index(kept->name)) {
        SchemaChange& made = add(SchemaChangeKind::kRenameIndex);
        made.old_index = there->name;
        made.index = *kept;
        there->name = kept->name;
      }
    }
  }

  static bool like(const Index& a, const Index& b) {
    return a.columns == b.columns && a.unique == b.unique;
  }

  bool has_index(const std::string& name) const {
    return std::any_of(actual_.indexes.begin(), actual_.indexes.end(),
                       [&](const Index& i) { return i.name == name; });
  }

  bool goes_on(size_t source) const {
    for (const RouteColumn& column : out_.roads[in_.altered].columns) {
      if (column.source &&
          in_.alteration->origin[*column.source] == static_cast<int>(source)) {
        return true;
      }
    }
    return false;
  }

  std::string drop_columns() {
    for (const RouteColumn& was : old_.columns) {
      if (!was.source || goes_on(*was.source)) continue;
      const std::string& name = was.name;
      if (others_write(name)) {
        size_t source = 0;
        if (!is_new(name, &source)) continue;
        return cat("column ", name,
                   " is dropped and made anew, and another source table leads "
                   "into it");
      }
      const int at = actual_.column_index(name);
      if (at < 0) continue;
      SchemaChange& made = add(SchemaChangeKind::kDropColumn);
      made.old_column = made.column = actual_.columns[static_cast<size_t>(at)];
      actual_.columns.erase(actual_.columns.begin() + at);
      dropped_.insert(name);
      forget_in_indexes(name);
    }
    return "";
  }

  // An index goes with its column, or shrinks: what is still wanted of it is
  // made anew, except where the server has shrunk it.
  void forget_in_indexes(const std::string& name) {
    for (Index& index : actual_.indexes) {
      const size_t gone = std::erase_if(
          index.columns,
          [&](const IndexColumn& part) { return part.name == name; });
      if (gone && !dialect_.holds_source_values()) index.columns.clear();
    }
    std::erase_if(actual_.indexes,
                  [](const Index& i) { return i.columns.empty(); });
  }

  bool is_new(const std::string& name, size_t* source) const {
    for (const RouteColumn& column : out_.roads[in_.altered].columns) {
      if (column.name != name || !column.source) continue;
      *source = *column.source;
      return in_.alteration->origin[*column.source] < 0;
    }
    return false;
  }

  std::string compare(const SchemaDifference& pending) {
    const SchemaDifference found = diff_table(desired_, actual_, dialect_);
    for (const Difference& one : found.differences) {
      const bool old = std::any_of(
          pending.differences.begin(), pending.differences.end(),
          [&](const Difference& d) { return same_difference(d, one); });
      if (old || !is_conflict(one.kind)) continue;
      return cat("the target's ", one.part.empty() ? "key" : one.part, " is \"",
                 one.actual, "\" and would have to be \"", one.desired,
                 "\", which cannot be done in place");
    }
    for (const SchemaChange& one : found.changes) {
      const bool old = std::any_of(
          pending.changes.begin(), pending.changes.end(),
          [&](const SchemaChange& c) { return same_change(c, one); });
      if (old) continue;
      std::string problem = take(one);
      if (!problem.empty()) return problem;
    }
    return already_there();
  }

  std::string take(SchemaChange change) {
    if (change.kind == SchemaChangeKind::kCreateIndex) {
      if (in_.ahead && change.index.unique) {
        std::erase(desired_.indexes, change.index);
        return "";  // `plan` proposes it for the end of the copy
      }
      actual_.indexes.push_back(change.index);
    }
    if (change.kind == SchemaChangeKind::kAlterColumnType) {
      Column& there = actual_.columns[static_cast<size_t>(
          actual_.column_index(change.column.name))];
      there.native = change.column.native;
    }
    if (change.kind == SchemaChangeKind::kAddColumn) {
      return add_column(std::move(change));
    }
    changes_.push_back(std::move(change));
    return "";
  }

  std::string add_column(SchemaChange change) {
    size_t source = 0;
    const std::string name = change.column.name;
    if (!is_new(name, &source)) {
      return cat("column ", name, " is gone from the target");
    }
    const Column& wanted = *desired_.column(name);
    change.column = wanted;
    std::optional<std::string> fill;
    std::string problem = fill_of(source, wanted, &fill);
    if (!problem.empty()) return problem;
    // Rows that are there take the default that the column begins with.
    const bool by_itself =
        dialect_.holds_source_values() && !wanted.default_value;
    const bool two_steps = !by_itself && fill != wanted.default_value;
    if (two_steps) change.column.default_value = fill;
    const Column begun = change.column;
    actual_.columns.push_back(wanted);
    changes_.push_back(std::move(change));
    if (!two_steps) return "";
    SchemaChange& then = add(SchemaChangeKind::kAlterColumnDefault);
    then.column = wanted;
    then.old_column = begun;
    return "";
  }

  // What rows that are there have in the new column, in the target's words.
  std::string fill_of(size_t source, const Column& wanted,
                      std::optional<std::string>* fill) const {
    const std::optional<std::string>& value = in_.alteration->values[source];
    if (!value) return "";
    Column begun = in_.alteration->after.columns[source];
    begun.default_value = value;
    begun.default_is_expression = false;
    std::string problem;
    *fill = dialect_.translate_default(begun, wanted.native, &problem);
    if (*fill && problem.empty()) return "";
    return cat("the value that column ", wanted.name,
               " has in rows that are there cannot be said in the target",
               problem.empty() ? "" : ": ", problem);
  }

  // Another source brought the column before: rows of this one took what it
  // began with there.
  std::string already_there() const {
    const Route& now = out_.roads[in_.altered];
    for (const RouteColumn& column : now.columns) {
      size_t source = 0;
      if (!is_new(column.name, &source)) continue;
      const Column* there = in_.actual->column(column.name);
      if (there == nullptr || renames_.contains(column.name) ||
          dropped_.contains(column.name)) {
        continue;
      }
      std::optional<std::string> fill;
      std::string problem =
          fill_of(source, *desired_.column(column.name), &fill);
      if (!problem.empty()) return problem;
      if (fill == there->default_value) continue;
      return cat("the target has a column ", column.name,
                 " already, and what its rows hold in it cannot be told");
    }
    return "";
  }

  void finish() {
    out_.applied.desired = lasting(desired_);
    for (const Route& road : out_.roads) {
      AppliedRoad applied;
      applied.source = road.id.source;
      applied.from = road.id.from;
      applied.source_table = lasting(road.source_table);
      applied.shape = road.shape_json();
      out_.applied.roads.push_back(std::move(applied));
    }
    for (Route& road : out_.roads) fit_to_target(actual_, &road);
    for (const SchemaChange& change : changes_) {
      for (Statement& statement : dialect_.statements(change)) {
        out_.statements.push_back(std::move(statement));
      }
    }
  }

  const ReshapeInput& in_;
  const Dialect& dialect_;
  const Route& old_;
  Table actual_;  // as it is after the changes so far
  Table old_desired_;
  Table desired_;
  std::map<std::string, std::string> renames_;  // of target columns
  std::set<std::string> dropped_;
  std::vector<SchemaChange> changes_;
  Reshaped out_;
};

}  // namespace

Reshaped reshape(const ReshapeInput& input) { return Reshaper(input).run(); }

}  // namespace millrace
