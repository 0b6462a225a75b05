// SPDX-License-Identifier: Apache-2.0
#include "diff/renames.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

Table* find(Catalog* catalog, const QualifiedName& name) {
  for (Table& table : catalog->tables) {
    if (table.name == name) return &table;
  }
  return nullptr;
}

void sort_tables(Catalog* catalog) {
  std::sort(catalog->tables.begin(), catalog->tables.end(),
            [](const Table& a, const Table& b) { return a.name < b.name; });
}

void rename_in(Index* index, const std::string& from, const std::string& to) {
  for (IndexColumn& column : index->columns) {
    if (column.name == from) column.name = to;
  }
}

// The family prints names in back quotes, and renames them in expressions.
void rename_in(std::string* expression, const std::string& from,
               const std::string& to) {
  *expression =
      replace_all(*expression, cat("`", from, "`"), cat("`", to, "`"));
}

void rename_column(Table* table, const std::string& from,
                   const std::string& to) {
  for (Column& column : table->columns) {
    if (column.name == from) column.name = to;
    rename_in(&column.generation_expression, from, to);
  }
  if (table->primary_key) rename_in(&*table->primary_key, from, to);
  for (Index& index : table->indexes) rename_in(&index, from, to);
  std::replace(table->placement.columns.begin(), table->placement.columns.end(),
               from, to);
  for (ForeignKey& key : table->foreign_keys) {
    std::replace(key.columns.begin(), key.columns.end(), from, to);
  }
}

class Renamer {
 public:
  Renamer(const std::vector<TableRename>& renames, const Catalog& desired,
          Catalog* actual)
      : renames_(renames), desired_(desired), actual_(*actual) {}

  std::vector<SchemaChange> run() {
    // A name may become free by another rename: until nothing moves.
    for (bool moved = true; moved;) {
      moved = false;
      for (const TableRename& one : renames_) moved = table(one) || moved;
    }
    for (const TableRename& one : renames_) {
      Table* there = find(&actual_, one.to);
      const Table* wanted = desired_.table(one.to);
      if (there == nullptr || wanted == nullptr) continue;
      for (bool moved = true; moved;) {
        moved = false;
        for (const auto& [to, names] : one.columns) {
          moved = column(*wanted, there, to, names) || moved;
        }
      }
      if (one.from != one.to) indexes(one, *wanted, there);
    }
    return std::move(out_);
  }

 private:
  SchemaChange& change(SchemaChangeKind kind, const Table& table,
                       std::string reason) {
    SchemaChange& made = out_.emplace_back();
    made.kind = kind;
    made.table = table;
    made.risk = Risk::kLocks;
    made.cause = ChangeCause::kPlan;
    made.reason = std::move(reason);
    return made;
  }

  bool table(const TableRename& one) {
    if (one.from == one.to || find(&actual_, one.to) != nullptr) return false;
    Table* there = find(&actual_, one.from);
    const Table* wanted = desired_.table(one.to);
    if (there == nullptr || wanted == nullptr) return false;
    change(SchemaChangeKind::kRenameTable, *wanted,
           cat("\"moved\" says that it was ", one.from.str()))
        .old_table = one.from;
    there->name = one.to;
    sort_tables(&actual_);
    return true;
  }

  bool column(const Table& wanted, Table* there, const std::string& to,
              const std::vector<std::string>& names) {
    if (there->column(to) != nullptr || wanted.column(to) == nullptr) {
      return false;
    }
    for (const std::string& from : names) {
      const Column* old_column = there->column(from);
      if (old_column == nullptr) continue;
      SchemaChange& made =
          change(SchemaChangeKind::kRenameColumn, wanted,
                 cat("\"moved\" says that ", to, " was ", from));
      made.column = *wanted.column(to);
      made.old_column = *old_column;
      rename_column(there, from, to);
      return true;
    }
    return false;
  }

  // Left under their old names, indexes would be in the way of a new table
  // that takes the name.
  void indexes(const TableRename& one, const Table& wanted, Table* there) {
    for (Index& index : there->indexes) {
      const bool own = std::any_of(
          one.own_indexes.begin(), one.own_indexes.end(),
          [&](const Index& mine) { return mine.name == index.name; });
      const auto as = std::find_if(
          wanted.indexes.begin(), wanted.indexes.end(), [&](const Index& w) {
            return w.columns == index.columns && w.unique == index.unique;
          });
      if (!own || as == wanted.indexes.end() || as->name == index.name) {
        continue;
      }
      const bool taken =
          std::any_of(there->indexes.begin(), there->indexes.end(),
                      [&](const Index& i) { return i.name == as->name; });
      if (taken) continue;
      SchemaChange& made =
          change(SchemaChangeKind::kRenameIndex, wanted,
                 cat("index ", index.name, " goes with its table"));
      made.index = *as;
      made.old_index = index.name;
      index.name = as->name;
    }
  }

  const std::vector<TableRename>& renames_;
  const Catalog& desired_;
  Catalog& actual_;
  std::vector<SchemaChange> out_;
};

}  // namespace

std::vector<SchemaChange> carry_renames(const std::vector<TableRename>& renames,
                                        const Catalog& desired,
                                        Catalog* actual) {
  return Renamer(renames, desired, actual).run();
}

}  // namespace millrace
