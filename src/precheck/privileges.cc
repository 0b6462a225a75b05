// SPDX-License-Identifier: Apache-2.0
#include "precheck/privileges.h"

#include "base/text.h"
#include "route/like.h"

namespace millrace {
namespace {

bool gives(const Grant& grant, const std::string& privilege) {
  return grant.privileges.contains(privilege) ||
         grant.privileges.contains("ALL PRIVILEGES") ||
         grant.privileges.contains("ALL");
}

bool concerns(const Grant& grant, const QualifiedName& table) {
  if (grant.schema != "*" && grant.schema != table.schema &&
      !like(table.schema, grant.schema)) {
    return false;
  }
  return grant.table == "*" || grant.table == table.table;
}

}  // namespace

bool has_global(const std::vector<Grant>& grants,
                const std::vector<std::string>& privileges) {
  for (const Grant& grant : grants) {
    if (grant.partial_revoke || grant.schema != "*") continue;
    for (const std::string& privilege : privileges) {
      if (gives(grant, privilege)) return true;
    }
  }
  return false;
}

// A partial revoke takes a database off a server-wide grant only; a grant
// on the database itself still stands.
bool has_on_table(const std::vector<Grant>& grants, const QualifiedName& table,
                  const std::string& privilege) {
  bool revoked = false;
  bool global = false;
  for (const Grant& grant : grants) {
    if (!gives(grant, privilege) || !concerns(grant, table)) continue;
    if (grant.partial_revoke) {
      revoked = true;
    } else if (grant.schema == "*") {
      global = true;
    } else {
      return true;
    }
  }
  return global && !revoked;
}

std::string ReplicationPrivilege::name_on(const ServerFacts* facts) const {
  const bool newer = facts != nullptr &&
                     facts->flavor.kind == FlavorKind::kMariadb &&
                     facts->flavor.at_least(10, 5, 2);
  return newer && !mariadb_name.empty() ? mariadb_name : name;
}

const std::vector<ReplicationPrivilege>& replication_privileges() {
  static const std::vector<ReplicationPrivilege> all = {
      {"REPLICATION SLAVE", {"REPLICATION SLAVE", "REPLICATION REPLICA"}, ""},
      {"REPLICATION CLIENT",
       {"REPLICATION CLIENT", "BINLOG MONITOR", "SUPER"},
       "BINLOG MONITOR"}};
  return all;
}

bool is_replication_privilege(const std::string& privilege) {
  for (const ReplicationPrivilege& one : replication_privileges()) {
    for (const std::string& spelling : one.spellings) {
      if (spelling == privilege && spelling != "SUPER") return true;
    }
  }
  return false;
}

std::vector<std::string> table_write_privileges() {
  return {"SELECT", "INSERT", "UPDATE", "DELETE"};
}

bool may_read(const ServerFacts& target, const QualifiedName& table) {
  const bool told = target.flavor.kind == FlavorKind::kPostgresql ||
                    target.flavor.kind == FlavorKind::kGreenplum;
  if (!told || target.is_superuser) return true;
  const auto schema = target.schema_privileges.find(table.schema);
  if (schema != target.schema_privileges.end() &&
      !schema->second.contains("USAGE")) {
    return false;
  }
  const auto at = target.table_privileges.find(table.str());
  return at != target.table_privileges.end() &&
         (at->second.contains("OWNER") || at->second.contains("SELECT"));
}

bool may_make_temporary(const ServerFacts& target) {
  const auto at = target.schema_privileges.find("pg_temp");
  return target.is_superuser || at == target.schema_privileges.end() ||
         at->second.contains("CREATE");
}

std::string quoted_account(const std::string& account) {
  const size_t at = account.rfind('@');
  const auto quoted = [](const std::string& s) {
    return cat("'", replace_all(s, "'", "''"), "'");
  };
  if (at == std::string::npos) return quoted(account);
  return cat(quoted(account.substr(0, at)), "@",
             quoted(account.substr(at + 1)));
}

std::string backquoted(const std::string& name) {
  return cat("`", replace_all(name, "`", "``"), "`");
}

}  // namespace millrace
