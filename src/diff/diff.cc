// SPDX-License-Identifier: Apache-2.0
#include "diff/diff.h"

#include <algorithm>

#include "base/text.h"
#include "diff/order.h"
#include "diff/rebuilt.h"
#include "diff/same_number.h"

namespace millrace {
namespace {

std::string column_names(const Index& index) {
  std::string out;
  for (const IndexColumn& column : index.columns) {
    append_to(out, out.empty() ? "" : ", ",
              column.name.empty() ? column.expression : column.name,
              column.descending ? " desc" : "");
  }
  return out;
}

bool plain(const Index& index) {
  return index.valid && !index.deferrable && index.predicate.empty();
}

bool same_parts(const Index& a, const Index& b, const Dialect& dialect) {
  return std::equal(
      a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
      [&](const IndexColumn& x, const IndexColumn& y) {
        if (x == y) return true;
        return x.name.empty() && y.name.empty() &&
               x.prefix_length == y.prefix_length &&
               x.descending == y.descending &&
               dialect.same_expression(x.expression, y.expression);
      });
}

// Does `there` do what `wanted` is for?
bool serves(const Index& there, const Index& wanted, const Dialect& dialect) {
  return plain(there) && there.unique == wanted.unique &&
         same_parts(there, wanted, dialect) &&
         (there.method.empty() || there.method == "btree" ||
          there.method == wanted.method);
}

std::string placement_words(const Placement& placement) {
  std::string words = "distributed at random";
  if (placement.spread == Spread::kReplicated) words = "replicated";
  if (placement.spread == Spread::kBy) {
    words = cat("distributed by (", join(placement.columns, ", "), ")");
  }
  if (!placement.storage.empty() && placement.storage != "heap") {
    append_to(words, ", storage ", placement.storage);
  }
  return words;
}

// What an index needs of its table; the columns are not copied.
Table indexed_part(const Table& table, const Index& index) {
  Table part;
  part.name = table.name;
  part.primary_key = table.primary_key;
  part.placement = table.placement;
  part.columns = table.columns;
  part.indexes.push_back(index);
  return part;
}

class TableDiff {
 public:
  TableDiff(const Table& desired, const Table& actual, const Dialect& dialect,
            const std::set<std::string>& drops)
      : desired_(desired), actual_(actual), dialect_(dialect), drops_(drops) {}

  SchemaDifference run() {
    if (actual_.kind != TableKind::kBase) {
      differ(Difference::Kind::kOtherKind, "", "a table", "something else");
      return std::move(out_);
    }
    for (const Column& column : desired_.columns) {
      const Column* there = actual_.column(column.name);
      if (there == nullptr) {
        add_column(column);
      } else {
        compare(column, *there);
      }
    }
    kept_columns();
    key();
    placement();
    if (!desired_.comment.empty() && desired_.comment != actual_.comment) {
      change(SchemaChangeKind::kSetTableComment, Risk::kSafe,
             "the comment differs");
    }
    for (const Index& index : desired_.indexes) compare(index);
    return std::move(out_);
  }

 private:
  SchemaChange& change(SchemaChangeKind kind, Risk risk, std::string reason) {
    SchemaChange& made = out_.changes.emplace_back();
    made.kind = kind;
    made.table = desired_;
    made.risk = risk;
    made.reason = std::move(reason);
    return made;
  }
  void change(SchemaChangeKind kind, Risk risk, std::string reason,
              const Column& column, const Column& old_column) {
    SchemaChange& made = change(kind, risk, std::move(reason));
    made.column = column;
    made.old_column = old_column;
  }
  void differ(Difference::Kind kind, std::string part, std::string desired,
              std::string actual) {
    out_.differences.push_back({kind, desired_.name, std::move(part),
                                std::move(desired), std::move(actual)});
  }

  // Rows that are there have no value for a new column: without a default
  // it can only begin as NULL.
  void add_column(Column column) {
    if (!column.nullable && !column.default_value &&
        column.generated == Generated::kNo && actual_.has_rows.value_or(true)) {
      column.nullable = true;
      differ(Difference::Kind::kNullKept, column.name, "not null", "null");
    }
    change(SchemaChangeKind::kAddColumn, Risk::kSafe,
           cat("the source has a column ", column.name), column, Column());
  }

  void compare(const Column& wanted, const Column& there) {
    if (there.generated != Generated::kNo &&
        wanted.generated == Generated::kNo) {
      differ(Difference::Kind::kGenerated, wanted.name, "written by millrace",
             there.generation_expression);
      return;
    }
    compare_type(wanted, there);
    if (wanted.generated != Generated::kNo) {
      compare_computed(wanted, there);
      return;
    }
    compare_null(wanted, there);
    if (!same_default(wanted, there) && !there.auto_increment) {
      change(SchemaChangeKind::kAlterColumnDefault, Risk::kSafe,
             cat("the default of ", wanted.name, " differs"), wanted, there);
    }
    if (!wanted.comment.empty() && wanted.comment != there.comment) {
      change(SchemaChangeKind::kSetColumnComment, Risk::kSafe,
             cat("the comment of ", wanted.name, " differs"), wanted, there);
    }
  }

  // An expression is never changed in passing: that computes every row anew.
  void compare_computed(const Column& wanted, const Column& there) {
    if (there.generated == Generated::kNo) {
      differ(Difference::Kind::kWritten, wanted.name,
             wanted.generation_expression, "an ordinary column");
      return;
    }
    if (!dialect_.same_expression(wanted.generation_expression,
                                  there.generation_expression)) {
      differ(Difference::Kind::kComputedOtherwise, wanted.name,
             wanted.generation_expression, there.generation_expression);
    }
    if (!wanted.comment.empty() && wanted.comment != there.comment) {
      change(SchemaChangeKind::kSetColumnComment, Risk::kSafe,
             cat("the comment of ", wanted.name, " differs"), wanted, there);
    }
  }

  bool same_default(const Column& wanted, const Column& there) const {
    if (wanted.default_value == there.default_value) return true;
    if (!wanted.default_value || !there.default_value) return false;
    const std::string &a = *wanted.default_value, &b = *there.default_value;
    return dialect_.same_expression(a, b) ||
           (keeps_decimals(wanted.native) && same_number(a, b));
  }

  bool widens(const std::string& from, const std::string& to) const {
    const std::optional<Risk> risk = dialect_.alter_type_risk(from, to);
    return risk && *risk != Risk::kDestroys;
  }

  void compare_type(const Column& wanted, const Column& there) {
    if (wanted.native.empty()) return;  // a finding says that it has no type
    if (dialect_.same_type(wanted.native, there.native)) return;
    if (widens(there.native, wanted.native)) {
      change(SchemaChangeKind::kAlterColumnType,
             *dialect_.alter_type_risk(there.native, wanted.native),
             cat("column ", wanted.name, " is ", there.native,
                 ", too small for the source's values"),
             wanted, there);
      rebuild_around(desired_, actual_, dialect_, &out_.changes.back());
      return;
    }
    const bool takes =
        dialect_.conversion_problem(wanted.type, there.native).empty();
    Difference::Kind kind = Difference::Kind::kTypeConflict;
    if (takes) {
      kind = widens(wanted.native, there.native)
                 ? Difference::Kind::kTypeKept
                 : Difference::Kind::kTypeUncertain;
    }
    differ(kind, wanted.name, wanted.native, there.native);
  }

  void compare_null(const Column& wanted, const Column& there) {
    if (wanted.nullable == there.nullable) return;
    // A NOT NULL that the target lacks is set only in a table that is known
    // to be empty: rows that are there may hold NULL.
    if (!wanted.nullable && actual_.has_rows.value_or(true)) {
      differ(Difference::Kind::kNullKept, wanted.name, "not null", "null");
      return;
    }
    change(SchemaChangeKind::kAlterColumnNull,
           wanted.nullable ? Risk::kSafe : Risk::kLocks,
           cat("column ", wanted.name,
               wanted.nullable ? " may be NULL on the source"
                               : " is NOT NULL on the source"),
           wanted, there);
  }

  void kept_columns() {
    for (const Column& there : actual_.columns) {
      if (desired_.column(there.name) != nullptr) continue;
      if (drops_.count(there.name) != 0) {
        change(SchemaChangeKind::kDropColumn, Risk::kDestroys,
               cat("drop_columns names ", there.name), there, there);
        continue;
      }
      const bool blocks = !there.nullable && !there.default_value &&
                          !there.auto_increment &&
                          there.generated == Generated::kNo;
      differ(blocks ? Difference::Kind::kColumnBlocks
                    : Difference::Kind::kColumnKept,
             there.name, "", there.native);
    }
  }

  bool unique_on(const Index& wanted) const {
    const auto same_set = [&](const Index& there) {
      if (!there.unique || !plain(there)) return false;
      if (there.columns.size() != wanted.columns.size()) return false;
      return std::all_of(
          wanted.columns.begin(), wanted.columns.end(),
          [&](const IndexColumn& w) {
            const Column* column = actual_.column(w.name);
            return column != nullptr && !column->nullable &&
                   std::any_of(
                       there.columns.begin(), there.columns.end(),
                       [&](const IndexColumn& t) { return t.name == w.name; });
          });
    };
    return (actual_.primary_key && same_set(*actual_.primary_key)) ||
           std::any_of(actual_.indexes.begin(), actual_.indexes.end(),
                       same_set);
  }

  void key() {
    if (!desired_.primary_key || unique_on(*desired_.primary_key)) return;
    if (actual_.primary_key) {
      differ(Difference::Kind::kKeyConflict, "",
             column_names(*desired_.primary_key),
             column_names(*actual_.primary_key));
      return;
    }
    const std::string why =
        dialect_.unique_problem(actual_, *desired_.primary_key);
    if (!why.empty()) {
      differ(Difference::Kind::kKeyImpossible, "",
             column_names(*desired_.primary_key), why);
      return;
    }
    change(SchemaChangeKind::kAddPrimaryKey, Risk::kLocks,
           cat("the target has no key on (",
               column_names(*desired_.primary_key), ")"))
        .index = *desired_.primary_key;
  }

  // How rows are spread is never changed in passing: it moves them all.
  void placement() {
    const Placement& wanted = desired_.placement;
    const Placement& there = actual_.placement;
    if (!wanted.known() || !there.known()) return;
    const bool spread =
        wanted.spread != there.spread || wanted.columns != there.columns;
    const bool storage =
        !there.storage.empty() && wanted.storage != there.storage;
    if (!spread && !storage) return;
    differ(Difference::Kind::kPlacementKept, "", placement_words(wanted),
           placement_words(there));
  }

  void compare(Index wanted) {
    const std::string why =
        wanted.unique ? dialect_.unique_problem(actual_, wanted) : "";
    if (!why.empty()) {
      wanted.unique = false;
      differ(Difference::Kind::kUniqueImpossible, wanted.name,
             column_names(wanted), why);
    }
    for (const Index& there : actual_.indexes) {
      if (serves(there, wanted, dialect_)) return;
    }
    for (const Index& there : actual_.indexes) {
      if (there.name != wanted.name) continue;
      differ(
          Difference::Kind::kIndexConflict, wanted.name,
          cat(wanted.unique ? "unique " : "", "(", column_names(wanted), ")"),
          cat(there.unique ? "unique " : "", "(", column_names(there), ")",
              there.valid ? "" : " invalid",
              there.predicate.empty() ? "" : " where " + there.predicate));
      return;
    }
    SchemaChange& made =
        change(SchemaChangeKind::kCreateIndex, Risk::kLocks,
               cat("the source has an index on (", column_names(wanted), ")"));
    made.index = wanted;
    made.table = indexed_part(desired_, wanted);
  }

  const Table& desired_;
  const Table& actual_;
  const Dialect& dialect_;
  const std::set<std::string>& drops_;
  SchemaDifference out_;
};

void create_table(const Table& table, std::vector<SchemaChange>* changes) {
  SchemaChange made;
  made.kind = SchemaChangeKind::kCreateTable;
  made.table = table;
  made.reason = "the target does not have it";
  if (table.placement.known()) {
    append_to(made.reason, "; ", placement_words(table.placement), ": ",
              table.placement_reason);
  }
  changes->push_back(std::move(made));
  for (const Index& index : table.indexes) {
    SchemaChange& added = changes->emplace_back();
    added.kind = SchemaChangeKind::kCreateIndex;
    added.table = indexed_part(table, index);
    added.index = index;
    added.reason =
        cat("the source has an index on (", column_names(index), ")");
  }
}

// How many changes it takes to make the tables that are not there.
size_t new_parts(const Catalog& desired, const Catalog& actual) {
  size_t count = 0;
  for (const Table& table : desired.tables) {
    if (actual.table(table.name) == nullptr) count += 1 + table.indexes.size();
  }
  return count;
}

}  // namespace

SchemaDifference diff_table(const Table& desired, const Table& actual,
                            const Dialect& dialect,
                            const std::set<std::string>& drops) {
  return TableDiff(desired, actual, dialect, drops).run();
}

SchemaDifference diff(const Catalog& desired, const Catalog& actual,
                      const Dialect& dialect, const Drops& drops) {
  static const std::set<std::string> kNone;
  SchemaDifference out;
  for (const std::string& schema : desired.schemas) {
    if (actual.has_schema(schema)) continue;
    SchemaChange& made = out.changes.emplace_back();
    made.kind = SchemaChangeKind::kCreateSchema;
    made.schema = schema;
    made.reason = "the target does not have it";
  }
  out.changes.reserve(out.changes.size() + new_parts(desired, actual));
  for (const Table& table : desired.tables) {
    const Table* there = actual.table(table.name);
    if (there == nullptr) {
      create_table(table, &out.changes);
      continue;
    }
    const auto drop = drops.find(table.name);
    SchemaDifference one = diff_table(
        table, *there, dialect, drop == drops.end() ? kNone : drop->second);
    for (SchemaChange& c : one.changes) out.changes.push_back(std::move(c));
    for (Difference& d : one.differences) {
      out.differences.push_back(std::move(d));
    }
  }
  sort_changes(&out.changes);
  return out;
}

}  // namespace millrace
