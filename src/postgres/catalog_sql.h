// SPDX-License-Identifier: Apache-2.0
//
// catalog_sql: the queries on pg_catalog (manual, "System Catalogs"). Each
// covers all tables of a scope at once. Thread: pure.
#pragma once

#include <string>

#include "engine/inspector.h"
#include "model/server_facts.h"

namespace millrace {

// nspname of every schema in the scope; `n` is pg_namespace.
std::string schemas_sql(const Scope& scope);
// oid, schema, table, relkind, access method, rows, pages' bytes, row
// security, comment, partition key
std::string tables_sql(const Scope& scope, const Flavor& flavor);
// oid, column, type, not null, default, identity, generated, collation,
// comment; by table and position
std::string columns_sql(const Scope& scope, const Flavor& flavor);
// oid, index, unique, primary, valid, method, predicate, constraint?,
// deferrable, comment, column ("" = expression), expression, descending; by
// table, index and position
std::string indexes_sql(const Scope& scope, const Flavor& flavor);
// oid, name, column, parent schema, parent table, parent column, on delete,
// on update; by table, name and position
std::string foreign_keys_sql(const Scope& scope);
// oid, name
std::string triggers_sql(const Scope& scope);

}  // namespace millrace
