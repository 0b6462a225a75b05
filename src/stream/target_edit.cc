// SPDX-License-Identifier: Apache-2.0
#include "stream/target_edit.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace millrace {
namespace {

bool like(const Index& a, const Index& b) {
  return a.columns == b.columns && a.unique == b.unique;
}

Index renamed(Index index, const TargetEdit::Renames& renames) {
  for (IndexColumn& part : index.columns) {
    const auto at = renames.find(part.name);
    if (at != renames.end()) part.name = at->second;
  }
  return index;
}

}  // namespace

SchemaChange& TargetEdit::add(SchemaChangeKind kind, const Table& desired) {
  SchemaChange& made = changes_.emplace_back();
  made.kind = kind;
  made.table = desired;
  return made;
}

void TargetEdit::rename_table(const Table& desired) {
  if (actual_.name == desired.name) return;
  add(SchemaChangeKind::kRenameTable, desired).old_table = actual_.name;
  actual_.name = desired.name;
}

// An index goes with its column, or shrinks: what is still wanted of it is
// made anew, except where the server has shrunk it.
bool TargetEdit::drop_column(const std::string& name, const Table& desired) {
  const int at = actual_.column_index(name);
  if (at < 0) return false;
  SchemaChange& made = add(SchemaChangeKind::kDropColumn, desired);
  made.old_column = made.column = actual_.columns[static_cast<size_t>(at)];
  actual_.columns.erase(actual_.columns.begin() + at);
  for (Index& index : actual_.indexes) {
    const size_t gone = std::erase_if(
        index.columns,
        [&](const IndexColumn& part) { return part.name == name; });
    if (gone && !dialect_.holds_source_values()) index.columns.clear();
  }
  std::erase_if(actual_.indexes.edit(),
                [](const Index& i) { return i.columns.empty(); });
  return true;
}

// A name that another column takes over is freed first, by way of one that
// nobody has.
std::string TargetEdit::rename_columns(const Renames& renames,
                                       const Table& desired) {
  Renames todo;
  for (const auto& [from, to] : renames) {
    if (actual_.column(from) != nullptr) todo[from] = to;
  }
  std::vector<std::pair<std::string, std::string>> second;
  for (const auto& [from, to] : todo) {
    if (todo.contains(to)) {
      const std::string between = cat("millrace_", second.size());
      second.emplace_back(between, to);
      rename_column(from, between, desired);
    }
  }
  for (const auto& [from, to] : todo) {
    if (todo.contains(to)) continue;
    if (actual_.column(to) != nullptr) {
      return cat("the target has a column ", to, " of its own");
    }
    rename_column(from, to, desired);
  }
  for (const auto& [between, to] : second) rename_column(between, to, desired);
  return "";
}

void TargetEdit::rename_column(const std::string& from, const std::string& to,
                               const Table& desired) {
  Column& column =
      actual_.columns[static_cast<size_t>(actual_.column_index(from))];
  SchemaChange& made = add(SchemaChangeKind::kRenameColumn, desired);
  made.old_column = column;
  column.name = to;
  made.column = column;
  const Renames one = {{from, to}};
  for (Index& index : actual_.indexes) index = renamed(index, one);
  if (actual_.primary_key) {
    actual_.primary_key = renamed(*actual_.primary_key, one);
  }
  std::vector<std::string>& by = actual_.placement.columns;
  std::replace(by.begin(), by.end(), from, to);
}

bool TargetEdit::has_index(const std::string& name) const {
  return std::any_of(actual_.indexes.begin(), actual_.indexes.end(),
                     [&](const Index& i) { return i.name == name; });
}

void TargetEdit::drop_indexes(const Table& before, const Table& desired,
                              const Renames& renames) {
  for (const Index& was : before.indexes) {
    const Index then = renamed(was, renames);
    const auto there = std::find_if(
        actual_.indexes.begin(), actual_.indexes.end(),
        [&](const Index& i) { return i.name == then.name && like(i, then); });
    if (there == actual_.indexes.end()) continue;
    const auto kept =
        std::find_if(desired.indexes.begin(), desired.indexes.end(),
                     [&](const Index& i) { return like(i, then); });
    if (kept == desired.indexes.end()) {
      add(SchemaChangeKind::kDropIndex, desired).index = *there;
      actual_.indexes.erase(there);
    } else if (kept->name != there->name && !has_index(kept->name)) {
      SchemaChange& made = add(SchemaChangeKind::kRenameIndex, desired);
      made.old_index = there->name;
      made.index = *kept;
      there->name = kept->name;
    }
  }
}

}  // namespace millrace
