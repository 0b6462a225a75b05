// SPDX-License-Identifier: Apache-2.0
#include "mysql/catalog.h"

#include <algorithm>
#include <iterator>

#include "base/text.h"

namespace millrace::mysql {
namespace {

constexpr const char* kOwnSchemas[] = {"information_schema", "mysql",
                                       "performance_schema", "sys", "ndbinfo"};

bool is_servers_own(std::string_view schema) {
  return std::any_of(std::begin(kOwnSchemas), std::end(kOwnSchemas),
                     [&](const char* own) { return iequals(schema, own); });
}

Result<std::vector<std::string>> read_schemas(Session& session) {
  auto rows =
      session.query("SELECT SCHEMA_NAME FROM information_schema.SCHEMATA",
                    "cannot list the databases");
  if (!rows.ok()) return rows.status();
  std::vector<std::string> schemas;
  while (rows->next()) {
    if (!is_servers_own(rows->text(0))) schemas.push_back(rows->str(0));
  }
  std::sort(schemas.begin(), schemas.end());
  return schemas;
}

// The schemas of `scope` that are there, as the server spells them. Where
// names keep their case, "Shop" is not "shop", whatever collation
// information_schema compares with.
Result<std::vector<std::string>> schemas_in_scope(Session& session,
                                                  const Scope& scope) {
  auto all = read_schemas(session);
  if (!all.ok() || scope.schemas.empty()) return all;
  auto folding = session.value("SELECT @@lower_case_table_names",
                               "cannot ask lower_case_table_names");
  if (!folding.ok()) return folding.status();
  bool exact = *folding == "0";
  std::vector<std::string> wanted;
  for (const std::string& schema : *all) {
    bool named = std::any_of(
        scope.schemas.begin(), scope.schemas.end(), [&](const auto& name) {
          return exact ? name == schema : iequals(name, schema);
        });
    if (named) wanted.push_back(schema);
  }
  return wanted;
}

std::string where_in(std::string_view column,
                     const std::vector<std::string>& schemas) {
  std::vector<std::string> literals;
  for (const std::string& s : schemas) literals.push_back(quote_literal(s));
  return cat(" WHERE ", column, " IN (", join(literals, ","), ")");
}

TableKind kind_of(std::string_view table_type) {
  if (table_type == "BASE TABLE") return TableKind::kBase;
  if (table_type == "VIEW" || table_type == "SYSTEM VIEW") {
    return TableKind::kView;
  }
  if (table_type == "SEQUENCE") return TableKind::kSequence;
  // "SYSTEM VERSIONED": its history would not be copied.
  return TableKind::kOther;
}

void sort_tables(Catalog* catalog) {
  std::sort(catalog->tables.begin(), catalog->tables.end(),
            [](const Table& a, const Table& b) { return a.name < b.name; });
}

// Names and kinds only: a server answers this without opening the tables,
// which makes seconds of minutes where there are many.
Status read_names(Session& session, Catalog* catalog) {
  if (catalog->schemas.empty()) return {};
  auto rows =
      session.query(cat("SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM "
                        "information_schema.TABLES",
                        where_in("TABLE_SCHEMA", catalog->schemas)),
                    "cannot list the tables");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    if (!catalog->has_schema(rows->text(0))) continue;
    Table table;
    table.name = {rows->str(0), rows->str(1)};
    table.kind = kind_of(rows->text(2));
    catalog->tables.push_back(std::move(table));
  }
  sort_tables(catalog);
  return {};
}

Table table_of(const QueryRows& row) {
  Table table;
  table.name = {row.str(0), row.str(1)};
  table.kind = kind_of(row.text(2));
  table.engine = row.str(3);
  table.collation = row.str(4);
  // Views have their word, or what is wrong with them, as a comment.
  if (table.kind != TableKind::kView) table.comment = row.str(5);
  table.rows_estimate = row.number(6);
  table.bytes_estimate = row.number(7) + row.number(8);
  return table;
}

Status read_tables(Session& session, Catalog* catalog) {
  if (catalog->schemas.empty()) return {};
  auto rows = session.query(
      cat("SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE, "
          "TABLE_COLLATION, TABLE_COMMENT, TABLE_ROWS, DATA_LENGTH, "
          "INDEX_LENGTH, CREATE_OPTIONS FROM information_schema.TABLES",
          where_in("TABLE_SCHEMA", catalog->schemas)),
      "cannot list the tables");
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    if (!catalog->has_schema(rows->text(0))) continue;
    Table& table = catalog->tables.emplace_back(table_of(*rows));
    if (to_lower(rows->text(9)).find("partitioned") != std::string::npos) {
      table.partitioning = "partitioned";  // how: read_partitions
    }
  }
  sort_tables(catalog);
  return {};
}

}  // namespace

CatalogFrame::CatalogFrame(std::vector<std::string> schemas, Catalog* catalog)
    : schemas_(std::move(schemas)) {
  for (Table& table : catalog->tables) {
    tables_[{table.name.schema, table.name.table}] = &table;
  }
}

Table* CatalogFrame::find(std::string_view schema, std::string_view table) {
  auto found = tables_.find({std::string(schema), std::string(table)});
  return found == tables_.end() ? nullptr : found->second;
}

std::string CatalogFrame::where(std::string_view column) const {
  return where_in(column, schemas_);
}

std::string CatalogFrame::and_names(const std::vector<Table*>& tables) {
  constexpr size_t kTooLong = 256 << 10;  // old servers take 1 MB
  std::string names;
  for (const Table* table : tables) {
    append_to(names, names.empty() ? "" : ",",
              quote_literal(table->name.table));
    if (names.size() > kTooLong) return "";
  }
  return cat(" AND TABLE_NAME IN (", names, ")");
}

Result<Catalog> read_catalog_list(Session& session) {
  Catalog catalog;
  MR_ASSIGN_OR_RETURN(catalog.schemas, read_schemas(session));
  MR_RETURN_IF_ERROR(read_names(session, &catalog));
  return catalog;
}

Result<Catalog> read_catalog(Session& session, const Scope& scope) {
  Catalog catalog;
  MR_ASSIGN_OR_RETURN(catalog.schemas, schemas_in_scope(session, scope));
  MR_RETURN_IF_ERROR(read_tables(session, &catalog));
  if (catalog.tables.empty()) return catalog;
  CatalogFrame frame(catalog.schemas, &catalog);
  for (Table& table : catalog.tables) {
    if (!table.partitioning.empty()) frame.partitioned.push_back(&table);
  }
  MR_RETURN_IF_ERROR(read_columns(session, frame));
  read_true_defaults(session, frame);
  MR_RETURN_IF_ERROR(read_indexes(session, frame));
  MR_RETURN_IF_ERROR(read_foreign_keys(session, frame));
  MR_RETURN_IF_ERROR(read_triggers(session, frame));
  MR_RETURN_IF_ERROR(read_checks(session, frame));
  MR_RETURN_IF_ERROR(read_partitions(session, frame));
  return catalog;
}

}  // namespace millrace::mysql
