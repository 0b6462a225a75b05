// SPDX-License-Identifier: Apache-2.0
//
// replay: schema changes carried out on a Catalog in memory, as a target
// would carry them out. For the law replay(diff(a, b), b) = a.
#pragma once

#include <algorithm>

#include "model/catalog.h"
#include "model/schema_change.h"

namespace millrace::test {

inline std::vector<Index*> indexes_of(Table* table) {
  std::vector<Index*> out;
  if (table->primary_key) out.push_back(&*table->primary_key);
  for (Index& index : table->indexes) out.push_back(&index);
  return out;
}

inline void replay_on(const SchemaChange& change, Table* table) {
  const int at = table->column_index(change.column.name);
  Column* column = at < 0 ? nullptr : &table->columns[static_cast<size_t>(at)];
  switch (change.kind) {
    case SchemaChangeKind::kAddColumn:
      table->columns.push_back(change.column);
      break;
    case SchemaChangeKind::kAlterColumnType:
      column->native = change.column.native;
      break;
    case SchemaChangeKind::kAlterColumnNull:
      column->nullable = change.column.nullable;
      break;
    case SchemaChangeKind::kAlterColumnDefault:
      column->default_value = change.column.default_value;
      column->default_is_expression = change.column.default_is_expression;
      break;
    case SchemaChangeKind::kAddPrimaryKey:
      table->primary_key = change.index;
      break;
    case SchemaChangeKind::kCreateIndex:
      table->indexes.push_back(change.index);
      break;
    case SchemaChangeKind::kSetTableComment:
      table->comment = change.table.comment;
      break;
    case SchemaChangeKind::kSetColumnComment:
      column->comment = change.column.comment;
      break;
    case SchemaChangeKind::kRenameColumn:
      for (Column& c : table->columns) {
        if (c.name == change.old_column.name) c.name = change.column.name;
      }
      for (Index* index : indexes_of(table)) {
        for (IndexColumn& c : index->columns) {
          if (c.name == change.old_column.name) c.name = change.column.name;
        }
      }
      break;
    case SchemaChangeKind::kRenameIndex:
      for (Index& index : table->indexes) {
        if (index.name == change.old_index) index.name = change.index.name;
      }
      break;
    case SchemaChangeKind::kDropColumn:
      std::erase_if(table->columns.edit(), [&](const Column& c) {
        return c.name == change.old_column.name;
      });
      std::erase_if(table->indexes.edit(), [&](const Index& index) {
        return std::any_of(index.columns.begin(), index.columns.end(),
                           [&](const IndexColumn& c) {
                             return c.name == change.old_column.name;
                           });
      });
      break;
    default:
      break;
  }
}

inline void replay(const SchemaChange& change, Catalog* catalog) {
  if (change.kind == SchemaChangeKind::kCreateSchema) {
    catalog->schemas.push_back(change.schema);
    std::sort(catalog->schemas.begin(), catalog->schemas.end());
    return;
  }
  if (change.kind == SchemaChangeKind::kCreateTable) {
    Table made = change.table;
    made.indexes.clear();
    catalog->tables.push_back(std::move(made));
    std::sort(catalog->tables.begin(), catalog->tables.end(),
              [](const Table& a, const Table& b) { return a.name < b.name; });
    return;
  }
  if (change.kind == SchemaChangeKind::kRenameTable) {
    for (Table& table : catalog->tables) {
      if (table.name == change.old_table) table.name = change.table.name;
    }
    std::sort(catalog->tables.begin(), catalog->tables.end(),
              [](const Table& a, const Table& b) { return a.name < b.name; });
    return;
  }
  for (Table& table : catalog->tables) {
    if (table.name == change.table.name) replay_on(change, &table);
  }
}

}  // namespace millrace::test
