// SPDX-License-Identifier: Apache-2.0
//
// catalog_sql: the queries on pg_catalog (manual, "System Catalogs"). Each
// covers all tables of a scope at once. Thread: pure.
#pragma once

#include <set>
#include <string>

#include "engine/inspector.h"

namespace millrace {

// The columns of the server's own catalogs: kin of one version differ, so
// they are read and not derived from it.
struct CatalogShape {
  std::set<std::string> columns;  // "pg_class.relrowsecurity"
  bool has(const std::string& column) const { return columns.contains(column); }
};
// table, column: of every catalog in question
std::string catalog_shape_sql();

// nspname of every schema in the scope; `n` is pg_namespace.
std::string schemas_sql(const Scope& scope);
// oid, schema, table, relkind, access method, rows, pages' bytes, row
// security, comment, partition key, relstorage (Greenplum; else "")
std::string tables_sql(const Scope& scope, const CatalogShape& shape);
// oid, column, type, not null, default, identity, generated, collation,
// comment; by table and position
std::string columns_sql(const Scope& scope, const CatalogShape& shape);
// oid, index, unique, primary, valid, method, predicate, constraint?,
// deferrable, comment, column ("" = expression), expression, descending; by
// table, index and position
std::string indexes_sql(const Scope& scope, const CatalogShape& shape);
// oid, name, column, parent schema, parent table, parent column, on delete,
// on update; by table, name and position
std::string foreign_keys_sql(const Scope& scope);
// oid, policy ("p", "r"), column ("" = none: at random); by table and place
// in the key. "" on servers that spread no rows.
std::string distribution_sql(const Scope& scope, const CatalogShape& shape);
// oid, name
std::string triggers_sql(const Scope& scope);

}  // namespace millrace
