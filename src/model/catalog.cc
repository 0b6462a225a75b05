// SPDX-License-Identifier: Apache-2.0
#include "model/catalog.h"

#include <algorithm>
#include <utility>

namespace millrace {
namespace {

// Positions of the index's columns when they identify a row; else empty.
std::vector<size_t> identifying(const Table& table, const Index& index) {
  std::vector<size_t> positions;
  for (const IndexColumn& part : index.columns) {
    const int at = part.name.empty() ? -1 : table.column_index(part.name);
    if (at < 0 || part.prefix_length != 0) return {};
    if (table.columns[at].nullable && !index.primary) return {};
    positions.push_back(static_cast<size_t>(at));
  }
  return positions;
}

}  // namespace

const Column* Table::column(std::string_view column_name) const {
  const int at = column_index(column_name);
  return at < 0 ? nullptr : &columns[at];
}

int Table::column_index(std::string_view column_name) const {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].name == column_name) return static_cast<int>(i);
  }
  return -1;
}

const Table* Catalog::table(const QualifiedName& name) const {
  const auto at = std::lower_bound(
      tables.begin(), tables.end(), name,
      [](const Table& t, const QualifiedName& n) { return t.name < n; });
  return at != tables.end() && at->name == name ? &*at : nullptr;
}

Table* Catalog::table(const QualifiedName& name) {
  return const_cast<Table*>(std::as_const(*this).table(name));
}

bool Catalog::has_schema(std::string_view schema) const {
  return std::binary_search(schemas.begin(), schemas.end(), schema,
                            std::less<>());
}

Table lasting(Table table) {
  table.rows_estimate = 0;
  table.bytes_estimate = 0;
  table.has_rows.reset();
  return table;
}

void share_lists(const Table& other, Table* table) {
  if (table->columns == other.columns) table->columns = other.columns;
  if (table->indexes == other.indexes) table->indexes = other.indexes;
}

std::vector<size_t> row_key(const Table& table) {
  if (table.primary_key) {
    std::vector<size_t> key = identifying(table, *table.primary_key);
    if (!key.empty()) return key;
  }
  for (const Index& index : table.indexes) {
    // A partial, deferred or unfinished index does not speak for every row.
    if (!index.unique || !index.valid || index.deferrable ||
        !index.predicate.empty()) {
      continue;
    }
    std::vector<size_t> key = identifying(table, index);
    if (!key.empty()) return key;
  }
  return {};
}

bool readable_as(const Table& now, const Table& then) {
  return std::all_of(
      then.columns.begin(), then.columns.end(), [&](const Column& column) {
        const Column* there = now.column(column.name);
        return there != nullptr && there->type.kind == column.type.kind &&
               there->type.charset == column.type.charset;
      });
}

}  // namespace millrace
