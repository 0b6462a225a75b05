// SPDX-License-Identifier: Apache-2.0
//
// ServerFacts: what a server says about itself and about our account, read
// once in a bounded number of queries, so that every check is pure.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "model/position.h"

namespace millrace {

enum class FlavorKind {
  kUnknown,
  kMysql,
  kMariadb,
  kPostgresql,
  kGreenplum,
  kDrds
};

struct Flavor {
  FlavorKind kind = FlavorKind::kUnknown;
  int major = 0;
  int minor = 0;
  int patch = 0;
  std::string version;  // as the server says, trimmed: "10.11.19-MariaDB"
  // Targets of the MySQL family: what the version alone does not tell.
  std::set<std::string> collations;  // full names, what the server offers
  std::map<std::string, std::string> traits;        // "index_bytes": "767" ...
  std::string trait(const std::string& key) const;  // "" when unknown
  bool at_least(int ma, int mi = 0, int pa = 0) const;
  const char* name() const;  // "mysql" "mariadb" "postgresql" ...
};

// One line of SHOW GRANTS, taken apart.
struct Grant {
  std::string schema;  // "*" = everywhere; may hold % and _ as LIKE does
  std::string table;   // "*" = whole schema
  std::set<std::string> privileges;  // "SELECT", "ALL PRIVILEGES" ...
  bool partial_revoke = false;       // takes away instead of giving
};

struct LogFile {
  std::string name;
  uint64_t bytes = 0;
};

struct ServerFacts {
  Flavor flavor;
  std::string account;      // "millrace@%" as the server matched it
  std::string server_uuid;  // MySQL; MariaDB: ""
  // Server variables in lower case, values as printed. Absent = the server
  // does not know it.
  std::map<std::string, std::string> settings;

  // Sources
  std::vector<Grant> grants;
  Position position;           // now; kNone when it cannot be read
  std::string position_error;  // why not
  std::vector<LogFile> log_files;
  std::string log_files_error;
  std::string purged_gtids;                  // MySQL: gtid_purged
  std::vector<uint32_t> replica_server_ids;  // registered replicas
  bool oldest_log_readable = true;

  // Targets (PostgreSQL family)
  std::string encoding;  // of the database: "UTF8"
  bool is_superuser = false;
  bool can_create_in_database = false;
  // per existing schema: "CREATE" and / or "USAGE"
  std::map<std::string, std::set<std::string>> schema_privileges;
  // per existing table "schema.table": "OWNER", "INSERT", "UPDATE" ...
  std::map<std::string, std::set<std::string>> table_privileges;

  std::string setting(const std::string& name) const;  // "" when absent
};

}  // namespace millrace
