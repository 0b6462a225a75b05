// SPDX-License-Identifier: Apache-2.0
#include "stream/reshape.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "diff/diff.h"
#include "diff/order.h"
#include "route/desired_table.h"
#include "route/filter.h"
#include "route/fit.h"
#include "stream/emptied.h"
#include "stream/rebuilt_road.h"
#include "stream/same_shape.h"
#include "stream/target_edit.h"

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
        edit_(*input.actual, *input.dialect) {}

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
      before.push_back(rebuilt_road(*in_.plan, dialect_, road.id.source,
                                    road.source_table, road.mapping, &unused));
    }
    out_.roads = before;
    old_desired_ = desired_of(&before, dialect_, &unused);
    const SchemaDifference pending =
        diff_table(old_desired_, *in_.actual, dialect_);
    std::string problem = build_road();
    if (problem.empty()) problem = find_renames();
    if (problem.empty()) problem = check_values();
    if (problem.empty())
      problem = filter_problem(out_.roads[in_.altered], *in_.alteration);
    if (problem.empty()) problem = check_key();
    if (!problem.empty()) return problem;
    Findings findings;
    desired_ = desired_of(&out_.roads, dialect_, &findings);
    if (problem = first_error(findings); !problem.empty()) return problem;
    edit_.rename_table(desired_);
    if (problem = drop_columns(); problem.empty())
      problem = edit_.rename_columns(renames_, desired_);
    if (!problem.empty()) return problem;
    edit_.drop_indexes(old_desired_, desired_, renames_);
    if (problem = compare(pending); !problem.empty()) return problem;
    finish();
    return "";
  }

  std::string build_road() {
    const Table& after = in_.alteration->after;
    const auto selected = selected_now(*in_.plan, old_.id.source, after.name);
    if (!selected) {
      return cat("the table becomes ", after.name.str(),
                 ", which the Plan does not select");
    }
    const bool renamed = after.name != old_.id.from;
    const Mapping* mapping = renamed ? selected->mapping : old_.mapping;
    if (mapping != nullptr) {
      out_.mapping = following(*mapping, old_.source_table, *in_.alteration);
    }
    if (out_.mapping) mapping = out_.mapping.get();
    Findings findings;
    Route& now = out_.roads[in_.altered];
    now = rebuilt_road(*in_.plan, dialect_, old_.id.source, after, mapping,
                       &findings);
    const std::string problem = first_error(findings);
    return problem.empty() && renamed ? check_new_name(now) : problem;
  }

  std::string check_new_name(const Route& now) const {
    const std::string problem = new_name_problem(old_, now);
    if (!problem.empty() || now.id.to == old_.id.to) return problem;
    if (in_.roads.size() > 1) {
      return cat("its rows would move to ", now.id.to.str(),
                 ", and others stay in ", old_.id.to.str());
    }
    return in_.new_name_free
               ? ""
               : cat("the target has a table ", now.id.to.str(), " already");
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
    const Route& road = out_.roads[in_.altered];
    const std::vector<std::string> now = names(road);
    for (const size_t i : road.target_key) {
      const auto& source = road.columns[i].source;
      if (!source || in_.alteration->origin[*source] >= 0) continue;
      return cat("column ", road.columns[i].name,
                 " of the key of the rows is made anew");
    }
    if (now == then && !now.empty()) return "";
    // A sharded target has added to the key what spreads the rows.
    const bool begins = now.size() <= then.size() && !now.empty() &&
                        std::equal(now.begin(), now.end(), then.begin());
    if (begins && !old_desired_.partitioning.empty()) return "";
    return cat("the key of the rows would be (", join(now, ", "),
               ") instead of (", join(then, ", "), ")");
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
      if (!others_write(was.name)) {
        if (edit_.drop_column(was.name, desired_)) dropped_.insert(was.name);
        continue;
      }
      size_t source = 0;
      if (!is_new(was.name, &source)) {
        std::string problem =
            leave_column(in_.roads, in_.altered, was.name, dialect_, &left_);
        if (!problem.empty()) return problem;
        continue;
      }
      return cat("column ", was.name,
                 " is dropped and made anew, and another source table leads "
                 "into it");
    }
    return "";
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
    const SchemaDifference found =
        diff_table(desired_, edit_.actual(), dialect_);
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
        std::erase(desired_.indexes.edit(), change.index);
        out_.left_index = true;
        return "";  // `plan` proposes it for the end of the copy
      }
      edit_.actual().indexes.push_back(change.index);
    }
    if (change.kind == SchemaChangeKind::kAlterColumnType) {
      Table& actual = edit_.actual();
      Column& there = actual.columns[static_cast<size_t>(
          actual.column_index(change.column.name))];
      there.native = change.column.native;
    }
    if (change.kind == SchemaChangeKind::kAddColumn) {
      return add_column(std::move(change));
    }
    edit_.take(std::move(change));
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
    // Rows that are there take the default that the column begins with; the
    // same server without one has the same value for the same type.
    const Type& type = in_.alteration->after.columns[source].type;
    const bool by_itself =
        dialect_.holds_source_values() && !wanted.default_value &&
        dialect_.same_type(dialect_.native_type(type), wanted.native);
    const bool two_steps = !by_itself && fill != wanted.default_value;
    if (two_steps) change.column.default_value = fill;
    const Column begun = change.column;
    edit_.actual().columns.push_back(wanted);
    edit_.take(std::move(change));
    if (!two_steps) return "";
    SchemaChange& then =
        edit_.add(SchemaChangeKind::kAlterColumnDefault, desired_);
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
    out_.applied = applied_table(desired_, out_.roads);
    for (Route& road : out_.roads) fit_to_target(edit_.actual(), &road);
    for (const SchemaChange& change : edit_.changes()) {
      for (Statement& statement : dialect_.statements(change)) {
        out_.statements.push_back(std::move(statement));
      }
    }
    out_.statements.insert(out_.statements.end(), left_.begin(), left_.end());
  }

  const ReshapeInput& in_;
  const Dialect& dialect_;
  const Route& old_;
  TargetEdit edit_;
  Table old_desired_;
  Table desired_;
  std::map<std::string, std::string> renames_;  // of target columns
  std::set<std::string> dropped_;
  std::vector<Statement> left_;  // for columns that only others write now
  Reshaped out_;
};

}  // namespace

Reshaped reshape(const ReshapeInput& input) { return Reshaper(input).run(); }
}  // namespace millrace
