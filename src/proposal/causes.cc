// SPDX-License-Identifier: Apache-2.0
#include "proposal/causes.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/text.h"
#include "precheck/questions.h"

namespace millrace {
namespace {

std::string column_aspect(SchemaChangeKind kind, const Column& column) {
  switch (kind) {
    case SchemaChangeKind::kAddColumn:
    case SchemaChangeKind::kDropColumn:
      return "there";
    case SchemaChangeKind::kAlterColumnType:
      return column.native;
    case SchemaChangeKind::kAlterColumnNull:
      return column.nullable ? "null" : "not null";
    case SchemaChangeKind::kAlterColumnDefault:
      return cat("=", column.default_value.value_or(""));
    default:
      return column.comment;
  }
}

std::string names_of(const Index& index) {
  std::string out = index.unique ? "unique" : "plain";
  for (const IndexColumn& column : index.columns) {
    append_to(out, ",", column.name, column.descending ? " desc" : "");
  }
  return out;
}

// What the change is about, as this table has it; "" = not at all.
std::string aspect(const SchemaChange& change, const Table& table) {
  switch (change.kind) {
    case SchemaChangeKind::kCreateIndex:
      for (const Index& index : table.indexes) {
        if (names_of(index) == names_of(change.index)) return "there";
      }
      return "";
    case SchemaChangeKind::kAddPrimaryKey:
      return table.primary_key ? names_of(*table.primary_key) : "";
    case SchemaChangeKind::kSetTableComment:
      return table.comment;
    default: {
      const Column* column = table.column(change.column.name);
      return column == nullptr ? "" : column_aspect(change.kind, *column);
    }
  }
}

const char* words(ChangeCause cause) {
  switch (cause) {
    case ChangeCause::kPlan:
      return "the Plan was edited";
    case ChangeCause::kSource:
      return "the source has changed since the last apply";
    case ChangeCause::kTarget:
      return "the target was altered since the last apply";
    default:
      return "";
  }
}

class Causes {
 public:
  explicit Causes(PrecheckInput* input) : input_(*input) {
    // What was applied, under the names of now.
    for (const AppliedTable& table : input_.ledger.tables) {
      applied_.tables.push_back(table.desired);
    }
    carry_renames(input_.renames, input_.resolution.desired, &applied_);
    for (const RoadRecord& road : input_.ledger.roads) {
      begun_.insert(road.id.to);
    }
  }

  void run() {
    for (SchemaChange& change : input_.difference.changes) {
      if (change.cause == ChangeCause::kUnknown) change.cause = of(change);
      const std::string why = words(change.cause);
      if (!why.empty()) append_to(change.reason, " (", why, ")");
    }
  }

 private:
  ChangeCause of(const SchemaChange& change) {
    if (change.kind == SchemaChangeKind::kCreateSchema) {
      const bool was = std::any_of(
          applied_.tables.begin(), applied_.tables.end(), [&](const Table& t) {
            return t.name.schema == change.schema && !is_new_name(t.name);
          });
      return was ? ChangeCause::kTarget : ChangeCause::kNew;
    }
    const QualifiedName& name = change.table.name;
    const Table* applied = applied_.table(name);
    if (applied == nullptr) {
      const bool begun = begun_.contains(name);
      return begun ? ChangeCause::kUnknown : ChangeCause::kNew;
    }
    const Table* actual = input_.actual.table(name);
    if (change.kind == SchemaChangeKind::kDropColumn) return ChangeCause::kPlan;
    if (actual == nullptr) {
      // An index of a table that is to be made anew comes with it.
      return change.kind == SchemaChangeKind::kCreateTable ||
                     !aspect(change, *applied).empty()
                 ? ChangeCause::kTarget
                 : side_of(change, *applied);
    }
    if (aspect(change, *applied) == aspect(change, change.table)) {
      return ChangeCause::kTarget;
    }
    return side_of(change, *applied);
  }

  bool is_new_name(const QualifiedName& table) const {
    return std::any_of(input_.renames.begin(), input_.renames.end(),
                       [&](const auto& rename) {
                         return rename.to == table && rename.from != table;
                       });
  }

  // It was to be otherwise at the last apply: by the Plan of then, or by the
  // source of then?
  ChangeCause side_of(const SchemaChange& change, const Table& applied) {
    const Table* before = with_old_sources(change.table.name);
    const bool by_source =
        before != nullptr && aspect(change, *before) == aspect(change, applied);
    if (by_source) return ChangeCause::kSource;
    // The same Plan: a run that was cut short, or has a part to do yet.
    return input_.ledger.plan_digest == input_.plan->digest
               ? ChangeCause::kNew
               : ChangeCause::kPlan;
  }

  // The desired table by the Plan of now and the sources of then; null when
  // the sources are the same.
  const Table* with_old_sources(const QualifiedName& name) {
    if (!before_) resolve_before();
    return before_->desired.table(name);
  }

  void resolve_before() {
    before_.emplace();
    if (!sources_differ()) return;
    std::map<std::string, Catalog> catalogs;
    for (const auto& [source, reading] : input_.sources) {
      catalogs[source] = reading.catalog;
    }
    for (const AppliedTable& table : input_.ledger.tables) {
      for (const AppliedRoad& road : table.roads) {
        const auto catalog = catalogs.find(road.source);
        if (catalog == catalogs.end()) continue;
        Table* now = catalog->second.table(road.from);
        if (now != nullptr) *now = road.source_table;
      }
    }
    *before_ = resolve(*input_.plan, input_.selections, catalogs,
                       *input_.dialect, placement_facts(input_));
  }

  bool sources_differ() const {
    for (const AppliedTable& table : input_.ledger.tables) {
      for (const AppliedRoad& road : table.roads) {
        const auto source = input_.sources.find(road.source);
        if (source == input_.sources.end()) continue;
        const Table* now = source->second.catalog.table(road.from);
        if (now != nullptr && !(lasting(*now) == road.source_table)) {
          return true;
        }
      }
    }
    return false;
  }

  PrecheckInput& input_;
  Catalog applied_;
  std::set<QualifiedName> begun_;  // tables of roads in the ledger
  std::optional<Resolution> before_;
};

}  // namespace

void find_causes(PrecheckInput* input) { Causes(input).run(); }

}  // namespace millrace
