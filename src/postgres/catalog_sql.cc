// SPDX-License-Identifier: Apache-2.0
#include "postgres/catalog_sql.h"

#include "base/text.h"
#include "postgres/identifiers.h"

namespace millrace {
namespace {

// The condition on pg_namespace `n`.
std::string in_scope(const Scope& scope) {
  if (scope.schemas.empty()) {
    return "n.nspname NOT IN ('information_schema', 'gp_toolkit') AND "
           "n.nspname !~ '^pg_'";
  }
  std::string list;
  for (const std::string& schema : scope.schemas) {
    append_to(list, list.empty() ? "" : ", ", quote_text(schema));
  }
  return cat("n.nspname IN (", list, ")");
}

// An index, a foreign key and a distribution key have at most 32 columns;
// LATERAL is not everywhere.
constexpr const char* kPlaces = "generate_series(1, 32)";

// Joins a catalog that refers to a table by `oid_column`.
std::string of_tables(const char* oid_column) {
  return cat(" JOIN pg_catalog.pg_class AS c ON c.oid = ", oid_column,
             " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace ");
}

std::string comment_join(const char* catalog, const char* oid,
                         const char* position) {
  return cat(" LEFT JOIN pg_catalog.pg_description AS d ON d.objoid = ", oid,
             " AND d.classoid = 'pg_catalog.", catalog,
             "'::regclass AND d.objsubid = ", position, " ");
}

}  // namespace

std::string catalog_shape_sql() {
  return "SELECT c.relname, a.attname FROM pg_catalog.pg_attribute AS a JOIN "
         "pg_catalog.pg_class AS c ON c.oid = a.attrelid JOIN "
         "pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE "
         "n.nspname = 'pg_catalog' AND c.relname IN ('pg_class', "
         "'pg_attribute', 'pg_index', 'pg_partitioned_table', "
         "'gp_distribution_policy') AND a.attnum > 0 AND NOT a.attisdropped";
}

std::string schemas_sql(const Scope& scope) {
  return cat("SELECT n.nspname FROM pg_catalog.pg_namespace AS n WHERE ",
             in_scope(scope), " ORDER BY n.nspname::text COLLATE \"C\"");
}

std::string tables_sql(const Scope& scope, const CatalogShape& shape) {
  const char* partition = shape.has("pg_partitioned_table.partrelid")
                              ? "pg_catalog.pg_get_partkeydef(c.oid)"
                              : "NULL";
  const char* row_security =
      shape.has("pg_class.relrowsecurity") ? "c.relrowsecurity" : "false";
  const char* storage =
      shape.has("pg_class.relstorage") ? "c.relstorage" : "''";
  return cat(
      "SELECT c.oid, n.nspname, c.relname, c.relkind, am.amname, "
      "greatest(c.reltuples, 0)::bigint, c.relpages::bigint * "
      "current_setting('block_size')::bigint, ",
      row_security, ", d.description, ", partition, ", ", storage,
      " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON "
      "n.oid = c.relnamespace LEFT JOIN pg_catalog.pg_am AS am ON am.oid = "
      "c.relam",
      comment_join("pg_class", "c.oid", "0"),
      "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND ",
      in_scope(scope));
}

std::string columns_sql(const Scope& scope, const CatalogShape& shape) {
  const char* identity =
      shape.has("pg_attribute.attidentity") ? "a.attidentity" : "''";
  const char* generated =
      shape.has("pg_attribute.attgenerated") ? "a.attgenerated" : "''";
  return cat(
      "SELECT a.attrelid, a.attname, pg_catalog.format_type(a.atttypid, "
      "a.atttypmod), a.attnotnull, pg_catalog.pg_get_expr(f.adbin, "
      "f.adrelid), ",
      identity, ", ", generated,
      ", l.collname, d.description FROM pg_catalog.pg_attribute AS a",
      of_tables("a.attrelid"),
      "JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid LEFT JOIN "
      "pg_catalog.pg_attrdef AS f ON f.adrelid = a.attrelid AND f.adnum = "
      "a.attnum LEFT JOIN pg_catalog.pg_collation AS l ON l.oid = "
      "a.attcollation AND a.attcollation <> t.typcollation",
      comment_join("pg_class", "a.attrelid", "a.attnum"),
      "WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', "
      "'p', 'v', 'm', 'f') AND ",
      in_scope(scope), " ORDER BY a.attrelid, a.attnum");
}

std::string indexes_sql(const Scope& scope, const CatalogShape& shape) {
  // Columns that an index only carries along (INCLUDE) are not its key.
  const char* width =
      shape.has("pg_index.indnkeyatts") ? "x.indnkeyatts" : "x.indnatts";
  return cat(
      "SELECT x.indrelid, i.relname, x.indisunique, x.indisprimary, "
      "x.indisvalid, am.amname, pg_catalog.pg_get_expr(x.indpred, "
      "x.indrelid), k.conname IS NOT NULL, coalesce(k.condeferrable, false), "
      "d.description, a.attname, CASE WHEN a.attname IS NULL THEN "
      "pg_catalog.pg_get_indexdef(x.indexrelid, p.n, true) END, "
      "(x.indoption[p.n - 1] & 1) = 1 FROM pg_catalog.pg_index AS x",
      of_tables("x.indrelid"),
      "JOIN pg_catalog.pg_class AS i ON i.oid = x.indexrelid JOIN "
      "pg_catalog.pg_am AS am ON am.oid = i.relam JOIN ",
      kPlaces, " AS p(n) ON p.n <= ", width,
      " LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid "
      "= x.indrelid AND a.attnum = x.indkey[p.n - 1] AND a.attnum > 0 LEFT "
      "JOIN pg_catalog.pg_constraint AS k ON k.conindid = x.indexrelid AND "
      "k.conrelid = x.indrelid AND k.contype IN ('p', 'u', 'x')",
      comment_join("pg_class", "x.indexrelid", "0"), "WHERE ", in_scope(scope),
      " ORDER BY x.indrelid, i.relname::text COLLATE \"C\", p.n");
}

std::string foreign_keys_sql(const Scope& scope) {
  return cat(
      "SELECT k.conrelid, k.conname, a.attname, pn.nspname, pc.relname, "
      "b.attname, k.confdeltype, k.confupdtype FROM "
      "pg_catalog.pg_constraint AS k",
      of_tables("k.conrelid"),
      "JOIN pg_catalog.pg_class AS pc ON pc.oid = k.confrelid JOIN "
      "pg_catalog.pg_namespace AS pn ON pn.oid = pc.relnamespace JOIN ",
      kPlaces,
      " AS p(n) ON p.n <= array_upper(k.conkey, 1) "
      "JOIN pg_catalog.pg_attribute AS a ON a.attrelid = k.conrelid AND "
      "a.attnum = k.conkey[p.n] JOIN pg_catalog.pg_attribute AS b ON "
      "b.attrelid = k.confrelid AND b.attnum = k.confkey[p.n] WHERE k.contype "
      "= 'f' AND ",
      in_scope(scope), " ORDER BY k.conrelid, k.conname, p.n");
}

std::string distribution_sql(const Scope& scope, const CatalogShape& shape) {
  // Newer servers keep the key as int2vector, which starts at 0, older ones
  // as int2[], which starts at 1.
  const bool vector = shape.has("gp_distribution_policy.distkey");
  const bool array = shape.has("gp_distribution_policy.attrnums");
  if (!vector && !array) return "";
  const char* key = vector ? "y.distkey[p.n - 1]" : "y.attrnums[p.n]";
  const char* policy =
      shape.has("gp_distribution_policy.policytype") ? "y.policytype" : "'p'";
  return cat("SELECT y.localoid, ", policy,
             ", a.attname FROM pg_catalog.gp_distribution_policy AS y",
             of_tables("y.localoid"), "JOIN ", kPlaces,
             " AS p(n) ON true LEFT JOIN pg_catalog.pg_attribute AS a ON "
             "a.attrelid = y.localoid AND a.attnum = ",
             key, " WHERE (p.n = 1 OR a.attname IS NOT NULL) AND ",
             in_scope(scope), " ORDER BY y.localoid, p.n");
}

std::string triggers_sql(const Scope& scope) {
  // One that fires for a replica's session too is told from the others.
  return cat(
      "SELECT g.tgrelid, g.tgname || CASE WHEN g.tgenabled IN ('A', "
      "'R') THEN ' (always)' ELSE '' END FROM pg_catalog.pg_trigger "
      "AS g",
      of_tables("g.tgrelid"),
      "WHERE NOT g.tgisinternal AND "
      "g.tgenabled <> 'D' AND ",
      in_scope(scope), " ORDER BY g.tgrelid, g.tgname::text COLLATE \"C\"");
}

}  // namespace millrace
