// SPDX-License-Identifier: Apache-2.0
#include "postgres/catalog.h"

#include <algorithm>

#include "base/text.h"
#include "postgres/catalog_sql.h"
#include "postgres/greenplum.h"
#include "postgres/types.h"

namespace millrace {
namespace {

TableKind table_kind(std::string_view relkind) {
  if (relkind == "r" || relkind == "p") return TableKind::kBase;
  if (relkind == "v" || relkind == "m") return TableKind::kView;
  if (relkind == "S") return TableKind::kSequence;
  return relkind == "f" ? TableKind::kForeign : TableKind::kOther;
}

// relstorage of Greenplum 6 and before; from 7 on the access method.
std::string storage_word(std::string_view relstorage, std::string_view method) {
  if (relstorage == "h") return "heap";
  if (relstorage == "a" || method == "ao_row") return "append_row";
  if (relstorage == "c" || method == "ao_column") return "append_column";
  return "";
}

Table table_from(const Rows& rows, size_t i) {
  Table table;
  table.name = {rows.str(i, 1), rows.str(i, 2)};
  table.kind = table_kind(rows.text(i, 3));
  table.engine = rows.str(i, 4);
  table.rows_estimate = static_cast<uint64_t>(rows.integer(i, 5));
  table.bytes_estimate = static_cast<uint64_t>(rows.integer(i, 6));
  table.row_security = rows.flag(i, 7);
  table.comment = rows.str(i, 8);
  table.partitioning = rows.str(i, 9);
  table.placement.storage = storage_word(rows.text(i, 10), table.engine);
  return table;
}

Column column_from(const Rows& rows, size_t i) {
  Column column;
  column.name = rows.str(i, 1);
  column.native = rows.str(i, 2);
  column.type = neutral_for(parse_native(column.native));
  column.type.collation = rows.str(i, 7);
  column.nullable = !rows.flag(i, 3);
  if (!rows.text(i, 6).empty()) {
    bool stored = rows.text(i, 6) == "s";
    column.generated = stored ? Generated::kStored : Generated::kVirtual;
    column.generation_expression = rows.str(i, 4);
  } else if (!rows.is_null(i, 4)) {
    column.default_value = rows.str(i, 4);
    column.default_is_expression = true;
    column.auto_increment = rows.text(i, 4).starts_with("nextval(");
  }
  if (!rows.text(i, 5).empty()) column.auto_increment = true;
  column.comment = rows.str(i, 8);
  return column;
}

Index index_from(const Rows& rows, size_t i) {
  Index index;
  index.name = rows.str(i, 1);
  index.unique = rows.flag(i, 2);
  index.primary = rows.flag(i, 3);
  index.valid = rows.flag(i, 4);
  index.method = rows.str(i, 5);
  index.predicate = rows.str(i, 6);
  index.is_constraint = rows.flag(i, 7);
  index.deferrable = rows.flag(i, 8);
  index.comment = rows.str(i, 9);
  return index;
}

const char* action_of(std::string_view code) {
  if (code == "r") return "RESTRICT";
  if (code == "c") return "CASCADE";
  if (code == "n") return "SET NULL";
  if (code == "d") return "SET DEFAULT";
  return "NO ACTION";
}

// Hands the finished index to its table.
void store_index(Table* table, Index* index) {
  if (index->primary) {
    table->primary_key = std::move(*index);
  } else {
    table->indexes.push_back(std::move(*index));
  }
}

bool same(const Rows& rows, size_t a, size_t b) {
  return rows.text(a, 0) == rows.text(b, 0) &&
         rows.text(a, 1) == rows.text(b, 1);
}

}  // namespace

Result<std::unique_ptr<Inspector>> PostgresInspector::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.read_only = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<Inspector>(
      std::make_unique<PostgresInspector>(std::move(session)));
}

Status PostgresInspector::read_shape() {
  if (!shape_.columns.empty()) return Status();
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(catalog_shape_sql()));
  for (size_t i = 0; i < rows.size(); ++i) {
    shape_.columns.insert(cat(rows.text(i, 0), ".", rows.text(i, 1)));
  }
  return Status();
}

Status PostgresInspector::read_distribution(const Scope& scope, ByOid* tables) {
  const std::string sql = distribution_sql(scope, shape_);
  if (sql.empty()) return Status();
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(sql));
  for (size_t i = 0; i < rows.size(); ++i) {
    auto table = tables->find(rows.integer(i, 0));
    if (table == tables->end()) continue;
    Placement& placement = table->second.placement;
    if (rows.text(i, 1) == "r") {
      placement.spread = Spread::kReplicated;
    } else if (rows.is_null(i, 2)) {
      placement.spread = Spread::kRandomly;
    } else {
      placement.spread = Spread::kBy;
      placement.columns.push_back(rows.str(i, 2));
    }
  }
  return Status();
}

Status PostgresInspector::read_schemas(const Scope& scope, Catalog* catalog) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(schemas_sql(scope)));
  for (size_t i = 0; i < rows.size(); ++i) {
    catalog->schemas.push_back(rows.str(i, 0));
  }
  return Status();
}

Result<PostgresInspector::ByOid> PostgresInspector::read_tables(
    const Scope& scope) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(tables_sql(scope, shape_)));
  ByOid tables;
  for (size_t i = 0; i < rows.size(); ++i) {
    tables.emplace(rows.integer(i, 0), table_from(rows, i));
  }
  return tables;
}

Status PostgresInspector::read_columns(const Scope& scope, ByOid* tables) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(columns_sql(scope, shape_)));
  for (size_t i = 0; i < rows.size(); ++i) {
    auto table = tables->find(rows.integer(i, 0));
    if (table == tables->end()) continue;  // made since tables were read
    Column column = column_from(rows, i);
    if (column.default_value && !session_->flavor().at_least(10)) {
      column.default_value = modern_default(*column.default_value);
    }
    table->second.columns.push_back(std::move(column));
  }
  return Status();
}

Status PostgresInspector::read_indexes(const Scope& scope, ByOid* tables) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(indexes_sql(scope, shape_)));
  Index index;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (i == 0 || !same(rows, i, i - 1)) index = index_from(rows, i);
    IndexColumn column;
    column.name = rows.str(i, 10);
    column.expression = rows.str(i, 11);
    column.descending = rows.flag(i, 12);
    index.columns.push_back(column);
    if (i + 1 < rows.size() && same(rows, i, i + 1)) continue;
    auto table = tables->find(rows.integer(i, 0));
    if (table != tables->end()) store_index(&table->second, &index);
  }
  return Status();
}

Status PostgresInspector::read_foreign_keys(const Scope& scope, ByOid* tables) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(foreign_keys_sql(scope)));
  for (size_t i = 0; i < rows.size(); ++i) {
    auto table = tables->find(rows.integer(i, 0));
    if (table == tables->end()) continue;
    std::vector<ForeignKey>& keys = table->second.foreign_keys;
    if (i == 0 || !same(rows, i, i - 1)) {
      ForeignKey key;
      key.name = rows.str(i, 1);
      key.parent = {rows.str(i, 3), rows.str(i, 4)};
      key.on_delete = action_of(rows.text(i, 6));
      key.on_update = action_of(rows.text(i, 7));
      keys.push_back(std::move(key));
    }
    keys.back().columns.push_back(rows.str(i, 2));
    keys.back().parent_columns.push_back(rows.str(i, 5));
  }
  return Status();
}

Status PostgresInspector::read_triggers(const Scope& scope, ByOid* tables) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(triggers_sql(scope)));
  for (size_t i = 0; i < rows.size(); ++i) {
    auto table = tables->find(rows.integer(i, 0));
    if (table == tables->end()) continue;
    table->second.triggers.push_back(rows.str(i, 1));
  }
  return Status();
}

namespace {

void store_tables(std::map<int64_t, Table>* tables, Catalog* catalog) {
  catalog->tables.reserve(tables->size());
  for (auto& [oid, table] : *tables) {
    if (!table.columns.empty()) table.columns.edit().shrink_to_fit();
    catalog->tables.push_back(std::move(table));
  }
  std::sort(catalog->tables.begin(), catalog->tables.end(),
            [](const Table& a, const Table& b) { return a.name < b.name; });
}

}  // namespace

Result<Catalog> PostgresInspector::list() {
  Catalog catalog;
  MR_RETURN_IF_ERROR(read_shape());
  MR_RETURN_IF_ERROR(read_schemas({}, &catalog));
  MR_ASSIGN_OR_RETURN(ByOid tables, read_tables({}));
  store_tables(&tables, &catalog);
  return catalog;
}

Result<Catalog> PostgresInspector::inspect(const Scope& scope) {
  Catalog catalog;
  MR_RETURN_IF_ERROR(read_shape());
  MR_RETURN_IF_ERROR(read_schemas(scope, &catalog));
  MR_ASSIGN_OR_RETURN(ByOid tables, read_tables(scope));
  MR_RETURN_IF_ERROR(read_columns(scope, &tables));
  MR_RETURN_IF_ERROR(read_indexes(scope, &tables));
  MR_RETURN_IF_ERROR(read_foreign_keys(scope, &tables));
  MR_RETURN_IF_ERROR(read_triggers(scope, &tables));
  MR_RETURN_IF_ERROR(read_distribution(scope, &tables));
  store_tables(&tables, &catalog);
  return catalog;
}

Result<std::vector<ScanAnswer>> PostgresInspector::scan(
    const std::vector<ScanRequest>& requests) {
  if (requests.empty()) return std::vector<ScanAnswer>();
  return Status::refused("values are scanned on sources, not on a target");
}

}  // namespace millrace
