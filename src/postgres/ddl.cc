// SPDX-License-Identifier: Apache-2.0
#include "postgres/ddl.h"

#include "base/text.h"
#include "postgres/identifiers.h"

namespace millrace {
namespace {

using Statements = std::vector<Statement>;

void add(Statements* out, std::string sql) {
  out->push_back({std::move(sql), false});
}

std::string comment_value(const std::string& comment) {
  return comment.empty() ? "NULL" : quote_text(comment);
}

std::string table_comment(const Table& table) {
  return cat("COMMENT ON TABLE ", quote_name(table.name), " IS ",
             comment_value(table.comment));
}

std::string column_comment(const Table& table, const Column& column) {
  return cat("COMMENT ON COLUMN ", quote_name(table.name), ".",
             quote_name(column.name), " IS ", comment_value(column.comment));
}

std::string column_definition(const Column& column) {
  std::string sql = cat(quote_name(column.name), " ", column.native);
  if (column.generated != Generated::kNo) {
    append_to(sql, " GENERATED ALWAYS AS (", column.generation_expression,
              ") STORED");
  } else if (column.default_value) {
    append_to(sql, " DEFAULT ", *column.default_value);
  }
  if (!column.nullable) sql += " NOT NULL";
  return sql;
}

std::string key_names(const Index& index) {
  std::vector<std::string> names;
  for (const IndexColumn& c : index.columns) names.push_back(c.name);
  return quote_names(names);
}

// A MySQL key is always called PRIMARY: then the server chooses the name.
std::string primary_key(const Index& key) {
  std::string sql;
  if (!key.name.empty() && key.name != "PRIMARY") {
    sql = cat("CONSTRAINT ", quote_name(fit_name(key.name)), " ");
  }
  return cat(sql, "PRIMARY KEY (", key_names(key), ")");
}

Statements create_table(const Table& table) {
  std::string sql = cat("CREATE TABLE ", quote_name(table.name), " (");
  const char* before = "\n  ";
  for (const Column& column : table.columns) {
    append_to(sql, before, column_definition(column));
    before = ",\n  ";
  }
  if (table.primary_key) {
    append_to(sql, before, primary_key(*table.primary_key));
  }
  sql += "\n)";
  Statements out;
  add(&out, sql);
  if (!table.comment.empty()) add(&out, table_comment(table));
  for (const Column& column : table.columns) {
    if (!column.comment.empty()) add(&out, column_comment(table, column));
  }
  return out;
}

Statements create_index(const Table& table, const Index& index) {
  std::string sql = cat(index.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ",
                        quote_name(index.name), " ON ", quote_name(table.name));
  bool plain = index.method.empty() || to_lower(index.method) == "btree";
  if (!plain) append_to(sql, " USING ", quote_name(to_lower(index.method)));
  const char* before = " (";
  for (const IndexColumn& column : index.columns) {
    sql += before;
    sql += column.name.empty() ? cat("(", column.expression, ")")
                               : quote_name(column.name);
    if (column.descending) sql += " DESC";
    before = ", ";
  }
  sql += ")";
  if (!index.predicate.empty()) append_to(sql, " WHERE ", index.predicate);
  Statements out;
  add(&out, sql);
  if (!index.comment.empty()) {
    add(&out, cat("COMMENT ON INDEX ", quote_name(table.name.schema), ".",
                  quote_name(index.name), " IS ", quote_text(index.comment)));
  }
  return out;
}

std::string alter(const SchemaChange& change) {
  return cat("ALTER TABLE ", quote_name(change.table.name));
}

std::string alter_column(const SchemaChange& change) {
  return cat("ALTER COLUMN ", quote_name(change.column.name));
}

Statements add_column(const SchemaChange& change) {
  Statements out;
  add(&out,
      cat(alter(change), " ADD COLUMN ", column_definition(change.column)));
  if (!change.column.comment.empty()) {
    add(&out, column_comment(change.table, change.column));
  }
  return out;
}

// A default is of the old type and may not cast by itself: it goes before
// the change and comes back, in the new type's words, after it.
Statements alter_type(const SchemaChange& change) {
  std::string column = alter_column(change);
  std::string sql = alter(change) + " ";
  if (change.old_column.default_value) {
    append_to(sql, column, " DROP DEFAULT, ");
  }
  // Without USING the server takes an assignment cast, which refuses what
  // does not fit; an explicit one would cut it off.
  append_to(sql, column, " TYPE ", change.column.native);
  if (change.old_column.default_value && change.column.default_value) {
    append_to(sql, ", ", column, " SET DEFAULT ", *change.column.default_value);
  }
  Statements out;
  add(&out, sql);
  return out;
}

std::string alter_null(const SchemaChange& change) {
  return cat(alter(change), " ", alter_column(change),
             change.column.nullable ? " DROP NOT NULL" : " SET NOT NULL");
}

std::string alter_default(const SchemaChange& change) {
  std::string sql = cat(alter(change), " ", alter_column(change));
  if (!change.column.default_value) return sql + " DROP DEFAULT";
  return cat(sql, " SET DEFAULT ", *change.column.default_value);
}

// Schema first, then name: each is its own statement, and what stands on the
// table (indexes, rights, views) goes along.
Statements rename_table(const SchemaChange& change) {
  Statements out;
  const QualifiedName& from = change.old_table;
  const QualifiedName& to = change.table.name;
  if (from.table != to.table) {
    add(&out, cat("ALTER TABLE ", quote_name(from), " RENAME TO ",
                  quote_name(to.table)));
  }
  if (from.schema != to.schema) {
    add(&out, cat("ALTER TABLE ", quote_name({from.schema, to.table}),
                  " SET SCHEMA ", quote_name(to.schema)));
  }
  return out;
}

std::string rename_column(const SchemaChange& change) {
  return cat(alter(change), " RENAME COLUMN ",
             quote_name(change.old_column.name), " TO ",
             quote_name(change.column.name));
}

std::string rename_index(const SchemaChange& change) {
  return cat("ALTER INDEX ", quote_name(change.table.name.schema), ".",
             quote_name(change.old_index), " RENAME TO ",
             quote_name(change.index.name));
}

// Without CASCADE: what else needs the column stops the change.
std::string drop_column(const SchemaChange& change) {
  return cat(alter(change), " DROP COLUMN ",
             quote_name(change.old_column.name));
}

}  // namespace

std::vector<Statement> ddl_for(const SchemaChange& change) {
  Statements out;
  switch (change.kind) {
    case SchemaChangeKind::kCreateSchema:
      add(&out, "CREATE SCHEMA IF NOT EXISTS " + quote_name(change.schema));
      break;
    case SchemaChangeKind::kCreateTable:
      return create_table(change.table);
    case SchemaChangeKind::kAddColumn:
      return add_column(change);
    case SchemaChangeKind::kAlterColumnType:
      return alter_type(change);
    case SchemaChangeKind::kAlterColumnNull:
      add(&out, alter_null(change));
      break;
    case SchemaChangeKind::kAlterColumnDefault:
      add(&out, alter_default(change));
      break;
    case SchemaChangeKind::kAddPrimaryKey:
      add(&out, cat(alter(change), " ADD ", primary_key(change.index)));
      break;
    case SchemaChangeKind::kCreateIndex:
      return create_index(change.table, change.index);
    case SchemaChangeKind::kSetTableComment:
      add(&out, table_comment(change.table));
      break;
    case SchemaChangeKind::kSetColumnComment:
      add(&out, column_comment(change.table, change.column));
      break;
    case SchemaChangeKind::kRenameTable:
      return rename_table(change);
    case SchemaChangeKind::kRenameColumn:
      add(&out, rename_column(change));
      break;
    case SchemaChangeKind::kRenameIndex:
      add(&out, rename_index(change));
      break;
    case SchemaChangeKind::kDropColumn:
      add(&out, drop_column(change));
      break;
    case SchemaChangeKind::kDropIndex:
      add(&out, cat("DROP INDEX ", quote_name(change.table.name.schema), ".",
                    quote_name(change.index.name)));
      break;
    case SchemaChangeKind::kClearTable:
      add(&out, "TRUNCATE TABLE " + quote_name(change.table.name));
      break;
  }
  return out;
}

}  // namespace millrace
