// SPDX-License-Identifier: Apache-2.0
#include "proposal/change_details.h"

#include "base/text.h"

namespace millrace {
namespace {

std::string column_line(const Column& column) {
  std::string line = cat("+ ", column.name, " ", column.native);
  if (!column.nullable) line += " not null";
  if (column.default_value) append_to(line, " default ", *column.default_value);
  return line;
}

std::string index_columns(const Index& index) {
  std::vector<std::string> names;
  for (const IndexColumn& column : index.columns) {
    names.push_back(column.descending ? column.name + " desc" : column.name);
  }
  return cat("(", join(names, ", "), ")");
}

std::string default_of(const Column& column) {
  return column.default_value.value_or("none");
}

}  // namespace

std::vector<std::string> change_details(const SchemaChange& change) {
  std::vector<std::string> lines;
  switch (change.kind) {
    case SchemaChangeKind::kCreateTable:
      for (const Column& column : change.table.columns) {
        lines.push_back(column_line(column));
      }
      if (change.table.primary_key) {
        lines.push_back(
            cat("+ primary key ", index_columns(*change.table.primary_key)));
      }
      break;
    case SchemaChangeKind::kAddColumn:
      lines.push_back(column_line(change.column));
      break;
    case SchemaChangeKind::kAlterColumnType:
      lines.push_back(cat("~ ", change.column.name, " ",
                          change.old_column.native, " -> ",
                          change.column.native));
      break;
    case SchemaChangeKind::kAlterColumnNull:
      lines.push_back(cat(
          "~ ", change.column.name,
          change.column.nullable ? " not null -> null" : " null -> not null"));
      break;
    case SchemaChangeKind::kAlterColumnDefault:
      lines.push_back(cat("~ ", change.column.name, " default ",
                          default_of(change.old_column), " -> ",
                          default_of(change.column)));
      break;
    case SchemaChangeKind::kAddPrimaryKey:
      lines.push_back(cat("+ primary key ", index_columns(change.index)));
      break;
    case SchemaChangeKind::kCreateIndex:
      lines.push_back(cat("+ ", change.index.unique ? "unique " : "", "index ",
                          change.index.name, " ", index_columns(change.index)));
      break;
    case SchemaChangeKind::kSetTableComment:
      lines.push_back("~ comment");
      break;
    case SchemaChangeKind::kSetColumnComment:
      lines.push_back(cat("~ ", change.column.name, " comment"));
      break;
    case SchemaChangeKind::kRenameTable:
      lines.push_back(
          cat("~ ", change.old_table.str(), " -> ", change.table.name.str()));
      break;
    case SchemaChangeKind::kRenameColumn:
      lines.push_back(
          cat("~ ", change.old_column.name, " -> ", change.column.name));
      break;
    case SchemaChangeKind::kRenameIndex:
      lines.push_back(
          cat("~ index ", change.old_index, " -> ", change.index.name));
      break;
    case SchemaChangeKind::kDropColumn:
      lines.push_back(
          cat("- ", change.old_column.name, " ", change.old_column.native));
      break;
    case SchemaChangeKind::kDropIndex:
      lines.push_back(cat("- index ", change.index.name));
      break;
    case SchemaChangeKind::kCreateSchema:
    case SchemaChangeKind::kClearTable:
      break;
  }
  return lines;
}

}  // namespace millrace
