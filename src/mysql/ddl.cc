// SPDX-License-Identifier: Apache-2.0
#include "mysql/ddl.h"

#include "base/text.h"
#include "mysql/conversions.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

using Statements = std::vector<Statement>;

Statements one(std::string sql) { return {{std::move(sql), false}}; }

std::string key_parts(const Index& index) {
  std::string out;
  for (const IndexColumn& column : index.columns) {
    append_to(out, out.empty() ? "(" : ", ");
    if (column.name.empty()) {
      append_to(out, "(", column.expression, ")");
    } else {
      out += quote_identifier(column.name);
    }
    if (column.prefix_length > 0)
      append_to(out, "(", column.prefix_length, ")");
    if (column.descending) out += " DESC";
  }
  return out + ")";
}

bool is_first_of(const Index& index, const Column& column) {
  return !index.columns.empty() && index.columns[0].name == column.name &&
         index.columns[0].prefix_length == 0;
}

// An AUTO_INCREMENT column needs an index that begins with it, at once.
bool counts_by_key(const Table& table, const Column& column) {
  return table.primary_key && is_first_of(*table.primary_key, column);
}

Column as_created(const Table& table, Column column) {
  if (!counts_by_key(table, column)) column.auto_increment = false;
  return column;
}

std::string invisible_word(const Column& column, const Flavor& target) {
  if (!column.invisible) return "";
  const bool mariadb = target.kind == FlavorKind::kMariadb;
  // A column that a plain INSERT leaves out must have a value by itself.
  const bool fills = column.nullable || column.default_value ||
                     column.auto_increment ||
                     column.generated != Generated::kNo;
  if (mariadb) return target.at_least(10, 3) && fills ? " INVISIBLE" : "";
  return target.kind == FlavorKind::kMysql && target.at_least(8, 0, 23)
             ? " INVISIBLE"
             : "";
}

std::string table_options(const Table& table, const Flavor& target) {
  std::string sql;
  if (target.kind != FlavorKind::kDrds) sql += " ENGINE=InnoDB";
  if (!table.collation.empty()) {
    const std::string charset =
        table.collation.substr(0, table.collation.find('_'));
    append_to(sql, " DEFAULT CHARACTER SET ", charset, " COLLATE ",
              table.collation);
  }
  if (!table.comment.empty()) {
    append_to(sql, " COMMENT=", quote_literal(table.comment));
  }
  if (!table.partitioning.empty()) append_to(sql, " ", table.partitioning);
  return sql;
}

Statements create_table(const Table& table, const Flavor& target) {
  std::string sql = cat("CREATE TABLE ", quote_table(table.name), " (");
  const char* before = "\n  ";
  for (const Column& column : table.columns) {
    append_to(sql, before,
              column_definition(as_created(table, column), target));
    before = ",\n  ";
  }
  if (table.primary_key) {
    append_to(sql, before, "PRIMARY KEY ", key_parts(*table.primary_key));
  }
  append_to(sql, "\n)", table_options(table, target));
  return one(sql);
}

std::string method_words(const Index& index) {
  const std::string method = to_lower(index.method);
  if (method == "fulltext") return "FULLTEXT INDEX ";
  if (method == "spatial") return "SPATIAL INDEX ";
  return index.unique ? "UNIQUE INDEX " : "INDEX ";
}

std::string visibility(const Index& index, const Flavor& target) {
  if (index.visible) return "";
  if (target.kind == FlavorKind::kMariadb) {
    return target.at_least(10, 6) ? " IGNORED" : "";
  }
  return target.at_least(8) && target.kind == FlavorKind::kMysql ? " INVISIBLE"
                                                                 : "";
}

std::string index_definition(const Index& index, const Flavor& target) {
  std::string sql = cat(method_words(index), quote_identifier(index.name), " ",
                        key_parts(index));
  if (!index.comment.empty()) {
    append_to(sql, " COMMENT ", quote_literal(index.comment));
  }
  return sql + visibility(index, target);
}

Statements create_index(const SchemaChange& change, const Flavor& target) {
  const Index& index = change.index;
  std::string sql = cat("ALTER TABLE ", quote_table(change.table.name), " ADD ",
                        index_definition(index, target));
  for (const Column& column : change.table.columns) {
    if (!column.auto_increment || counts_by_key(change.table, column) ||
        !is_first_of(index, column)) {
      continue;
    }
    append_to(sql, ", MODIFY COLUMN ", column_definition(column, target));
  }
  return one(sql);
}

// MODIFY says the whole column anew. What this change is not about stays as
// it is now: another change of the same column comes with its own.
Column modified(const SchemaChange& change) {
  Column column = change.column;
  const Column& old = change.old_column;
  const auto risk = type_change_risk(old.native, column.native);
  if (change.kind != SchemaChangeKind::kAlterColumnType &&
      (!risk || *risk == Risk::kDestroys)) {
    column.native = old.native;
  }
  if (change.kind != SchemaChangeKind::kAlterColumnNull) {
    column.nullable = column.nullable || old.nullable;
  }
  column.auto_increment = old.auto_increment;
  // Said as the server prints it: nothing is computed anew.
  column.generated = old.generated;
  column.generation_expression = old.generation_expression;
  column.invisible = old.invisible;
  if (column.comment.empty()) column.comment = old.comment;
  if (column.on_update.empty()) column.on_update = old.on_update;
  return column;
}

std::string alter(const SchemaChange& change) {
  return cat("ALTER TABLE ", quote_table(change.table.name));
}

// CHANGE is known to every version, and says the column as it is.
std::string rename_column(const SchemaChange& change, const Flavor& target) {
  Column column = change.old_column;
  column.name = change.column.name;
  return cat(alter(change), " CHANGE COLUMN ",
             quote_identifier(change.old_column.name), " ",
             column_definition(column, target));
}

bool renames_indexes(const Flavor& target) {
  if (target.kind == FlavorKind::kMariadb) return target.at_least(10, 5, 2);
  return target.kind != FlavorKind::kMysql || target.at_least(5, 7);
}

std::string rename_index(const SchemaChange& change, const Flavor& target) {
  const std::string old = quote_identifier(change.old_index);
  if (renames_indexes(target)) {
    return cat(alter(change), " RENAME INDEX ", old, " TO ",
               quote_identifier(change.index.name));
  }
  return cat(alter(change), " DROP INDEX ", old, ", ADD ",
             index_definition(change.index, target));
}

// MariaDB takes neither NULL nor NOT NULL there.
std::string computed_definition(const Column& column, const Flavor& target) {
  std::string sql =
      cat(quote_identifier(column.name), " ", column.native,
          " GENERATED ALWAYS AS (", column.generation_expression, ")",
          column.generated == Generated::kStored ? " STORED" : " VIRTUAL");
  if (!column.nullable && target.kind == FlavorKind::kMysql) {
    sql += " NOT NULL";
  }
  sql += invisible_word(column, target);
  if (!column.comment.empty()) {
    append_to(sql, " COMMENT ", quote_literal(column.comment));
  }
  return sql;
}

}  // namespace

std::string column_definition(const Column& column, const Flavor& target) {
  if (column.generated != Generated::kNo) {
    return computed_definition(column, target);
  }
  std::string sql = cat(quote_identifier(column.name), " ", column.native,
                        column.nullable ? " NULL" : " NOT NULL");
  if (column.default_value) append_to(sql, " DEFAULT ", *column.default_value);
  if (!column.on_update.empty())
    append_to(sql, " ON UPDATE ", column.on_update);
  if (column.auto_increment) sql += " AUTO_INCREMENT";
  sql += invisible_word(column, target);
  if (!column.comment.empty()) {
    append_to(sql, " COMMENT ", quote_literal(column.comment));
  }
  return sql;
}

std::vector<Statement> ddl_for(const SchemaChange& change,
                               const Flavor& target) {
  switch (change.kind) {
    case SchemaChangeKind::kCreateSchema:
      return one(cat("CREATE DATABASE IF NOT EXISTS ",
                     quote_identifier(change.schema),
                     " DEFAULT CHARACTER SET utf8mb4"));
    case SchemaChangeKind::kCreateTable:
      return create_table(change.table, target);
    case SchemaChangeKind::kAddColumn: {
      Column column = change.column;
      column.auto_increment = false;
      return one(cat(alter(change), " ADD COLUMN ",
                     column_definition(column, target)));
    }
    case SchemaChangeKind::kAlterColumnType:
    case SchemaChangeKind::kAlterColumnNull:
    case SchemaChangeKind::kAlterColumnDefault:
    case SchemaChangeKind::kSetColumnComment:
      return one(cat(alter(change), " MODIFY COLUMN ",
                     column_definition(modified(change), target)));
    case SchemaChangeKind::kAddPrimaryKey:
      return one(
          cat(alter(change), " ADD PRIMARY KEY ", key_parts(change.index)));
    case SchemaChangeKind::kCreateIndex:
      return create_index(change, target);
    case SchemaChangeKind::kSetTableComment:
      return one(
          cat(alter(change), " COMMENT=", quote_literal(change.table.comment)));
    case SchemaChangeKind::kRenameTable:
      return one(cat("RENAME TABLE ", quote_table(change.old_table), " TO ",
                     quote_table(change.table.name)));
    case SchemaChangeKind::kRenameColumn:
      return one(rename_column(change, target));
    case SchemaChangeKind::kRenameIndex:
      return one(rename_index(change, target));
    case SchemaChangeKind::kDropColumn:
      return one(cat(alter(change), " DROP COLUMN ",
                     quote_identifier(change.old_column.name)));
    case SchemaChangeKind::kDropIndex:
      return one(cat(alter(change), " DROP INDEX ",
                     quote_identifier(change.index.name)));
    case SchemaChangeKind::kClearTable:
      return one("TRUNCATE TABLE " + quote_table(change.table.name));
  }
  return {};
}

}  // namespace millrace::mysql
