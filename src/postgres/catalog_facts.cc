// SPDX-License-Identifier: Apache-2.0
//
// What the server says about itself and about our account, and which of its
// tables hold rows.
#include <set>

#include "base/text.h"
#include "postgres/catalog.h"
#include "postgres/greenplum_probe.h"
#include "postgres/identifiers.h"
#include "postgres/server_state.h"

namespace millrace {
namespace {

constexpr size_t kTablesPerProbe = 500;
constexpr const char* kTemporarySchema = "pg_temp";

constexpr const char* kIdentity =
    "SELECT current_user, pg_catalog.pg_encoding_to_char(d.encoding), "
    "r.rolsuper, pg_catalog.has_database_privilege(d.oid, 'CREATE'), "
    "pg_catalog.has_database_privilege(d.oid, 'TEMPORARY') "
    "FROM pg_catalog.pg_database AS d, pg_catalog.pg_roles AS r "
    "WHERE d.datname = current_database() AND r.rolname = current_user";

constexpr const char* kSchemaPrivileges =
    "SELECT n.nspname, pg_catalog.has_schema_privilege(n.oid, 'CREATE'), "
    "pg_catalog.has_schema_privilege(n.oid, 'USAGE') "
    "FROM pg_catalog.pg_namespace AS n WHERE n.nspname !~ '^pg_' "
    "AND n.nspname <> 'information_schema'";

// A table that may not be read would fail the probe of all. It counts as one
// that holds rows; that it may not be read is a finding of its own.
constexpr const char* kReadable =
    "SELECT n.nspname, c.relname FROM pg_catalog.pg_class AS c JOIN "
    "pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind "
    "IN ('r', 'p', 'v', 'm', 'f') AND n.nspname !~ '^pg_' AND "
    "pg_catalog.has_schema_privilege(n.oid, 'USAGE') AND "
    "pg_catalog.has_table_privilege(c.oid, 'SELECT')";

constexpr const char* kTablePrivileges[] = {"OWNER",  "SELECT", "INSERT",
                                            "UPDATE", "DELETE", "TRUNCATE"};

std::string table_privileges_sql() {
  std::string sql =
      "SELECT n.nspname, c.relname, pg_catalog.pg_has_role(c.relowner, "
      "'USAGE')";
  for (const char* privilege : kTablePrivileges) {
    if (std::string_view(privilege) == "OWNER") continue;
    append_to(sql, ", pg_catalog.has_table_privilege(c.oid, '", privilege,
              "')");
  }
  return sql +
         " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n "
         "ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', "
         "'f') AND n.nspname !~ '^pg_' AND n.nspname <> "
         "'information_schema'";
}

}  // namespace

Status PostgresInspector::read_identity(ServerFacts* facts) {
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(kIdentity));
  if (rows.empty()) {
    return Status::broken(
        cat("who am I on ", session_->server(), ": the server does not know"));
  }
  facts->account = rows.str(0, 0);
  facts->encoding = rows.str(0, 1);
  facts->is_superuser = rows.flag(0, 2);
  facts->can_create_in_database = rows.flag(0, 3);
  // Temporary tables have no schema of their own to ask about; the database
  // gives leave for them.
  auto& temporary = facts->schema_privileges[kTemporarySchema];
  if (rows.flag(0, 4)) temporary = {"CREATE", "USAGE"};
  return Status();
}

Status PostgresInspector::read_settings(ServerFacts* facts) {
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session_->query("SELECT lower(name), setting, reset_val, source FROM "
                      "pg_catalog.pg_settings"));
  for (size_t i = 0; i < rows.size(); ++i) {
    // What a session has set for itself is no fact of the server.
    bool ours = rows.text(i, 3) == "session";
    facts->settings[rows.str(i, 0)] = rows.str(i, ours ? 2 : 1);
  }
  return Status();
}

Status PostgresInspector::read_privileges(ServerFacts* facts) {
  MR_ASSIGN_OR_RETURN(Rows schemas, session_->query(kSchemaPrivileges));
  for (size_t i = 0; i < schemas.size(); ++i) {
    auto& privileges = facts->schema_privileges[schemas.str(i, 0)];
    if (schemas.flag(i, 1)) privileges.insert("CREATE");
    if (schemas.flag(i, 2)) privileges.insert("USAGE");
  }
  MR_ASSIGN_OR_RETURN(Rows tables, session_->query(table_privileges_sql()));
  for (size_t i = 0; i < tables.size(); ++i) {
    auto& privileges =
        facts->table_privileges[cat(tables.text(i, 0), ".", tables.text(i, 1))];
    int column = 2;
    for (const char* privilege : kTablePrivileges) {
      if (tables.flag(i, column++)) privileges.insert(privilege);
    }
  }
  return Status();
}

Result<ServerFacts> PostgresInspector::facts() {
  ServerFacts facts;
  facts.flavor = session_->flavor();
  if (facts.flavor.kind == FlavorKind::kGreenplum) {
    MR_RETURN_IF_ERROR(probe_greenplum(*session_, &facts.flavor));
  }
  MR_RETURN_IF_ERROR(read_identity(&facts));
  MR_RETURN_IF_ERROR(read_settings(&facts));
  MR_RETURN_IF_ERROR(read_privileges(&facts));
  MR_RETURN_IF_ERROR(read_state(*session_, &facts));
  return facts;
}

Status PostgresInspector::probe_some(const std::vector<Table*>& tables) {
  std::string sql;
  for (size_t i = 0; i < tables.size(); ++i) {
    append_to(sql, i == 0 ? "" : " UNION ALL ", "(SELECT ", i, " FROM ",
              quote_name(tables[i]->name), " LIMIT 1)");
  }
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(sql));
  for (size_t i = 0; i < rows.size(); ++i) {
    tables[static_cast<size_t>(rows.integer(i, 0))]->has_rows = true;
  }
  return Status();
}

Status PostgresInspector::probe_rows(const std::vector<QualifiedName>& tables,
                                     Catalog* catalog) {
  if (tables.empty()) return Status();
  MR_ASSIGN_OR_RETURN(Rows rows, session_->query(kReadable));
  std::set<QualifiedName> readable;
  for (size_t i = 0; i < rows.size(); ++i) {
    readable.insert({rows.str(i, 0), rows.str(i, 1)});
  }
  std::vector<Table*> some;
  for (const QualifiedName& name : tables) {
    // The catalog hands out const views; the tables in it are ours to fill.
    Table* table = const_cast<Table*>(catalog->table(name));
    if (table == nullptr) continue;
    table->has_rows = !readable.contains(name);
    if (!*table->has_rows) some.push_back(table);
    if (some.size() < kTablesPerProbe) continue;
    MR_RETURN_IF_ERROR(probe_some(some));
    some.clear();
  }
  return some.empty() ? Status() : probe_some(some);
}

}  // namespace millrace
