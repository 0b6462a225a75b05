// SPDX-License-Identifier: Apache-2.0
//
// ServerFacts: what a server says about itself and about our account, read
// once in a bounded number of queries, so that every check is pure.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
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
  // What the server can do, asked of it and not read off its version, where
  // kin of one version differ (Greenplum). Empty = not asked.
  std::map<std::string, bool> capabilities = {};
  // How changes are written, in one sentence, as that follows from it.
  std::string strategy = {};
  bool can(const std::string& capability) const;  // false when not asked
  // Targets of the MySQL family: what the version alone does not tell.
  std::set<std::string> collations = {};  // full names, what the server offers
  std::map<std::string, std::string> traits = {};   // "index_bytes": "767" ...
  std::string trait(const std::string& key) const;  // "" when unknown
  bool at_least(int ma, int mi = 0, int pa = 0) const;
  const char* name() const;  // "mysql" "mariadb" "postgresql" ...
  bool operator==(const Flavor&) const = default;
};

// One line of SHOW GRANTS, taken apart.
struct Grant {
  std::string schema;  // "*" = everywhere; may hold % and _ as LIKE does
  std::string table;   // "*" = whole schema
  std::set<std::string> privileges;  // "SELECT", "ALL PRIVILEGES" ...
  bool partial_revoke = false;       // takes away instead of giving
  bool operator==(const Grant&) const = default;
};

struct LogFile {
  std::string name;
  uint64_t bytes = 0;
  bool operator==(const LogFile&) const = default;
};

// What could not be asked of a server, and what would allow it.
struct Unseen {
  std::string what;    // "open transactions"
  std::string remedy;  // "GRANT PROCESS ON *.* TO …"
  bool operator==(const Unseen&) const = default;
};

// Somebody else at work on a table of the target.
struct TableUse {
  std::string table;  // "shop.orders"
  std::string who;    // "session 4711 of app (psql)", "plan other"
  enum class Kind { kSession, kSubscription, kPlan } kind = Kind::kSession;
  bool operator==(const TableUse&) const = default;
};

// What a cluster says of one of its tables.
struct ClusterNote {
  std::string table;  // "shop.orders"
  std::string says;   // "2 of 4 segments"
  enum class Kind { kFewSegments, kBloat } kind = Kind::kFewSegments;
  bool operator==(const ClusterNote&) const = default;
};

// How many more sessions a server would take, and what bounds it.
struct SessionRoom {
  int64_t sessions = -1;  // -1: not known
  std::string bound;      // "max_connections = 151, 140 of them in use"
  bool operator==(const SessionRoom&) const = default;
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
  // What came before the oldest log that is left: MySQL's gtid_purged,
  // MariaDB's GTIDs at its first byte.
  std::string purged_gtids;
  std::vector<uint32_t> replica_server_ids;  // registered replicas
  // Limits of our account ("MAX_QUERIES_PER_HOUR"), from SHOW GRANTS.
  std::map<std::string, uint64_t> account_limits;
  std::map<std::string, std::string> status;  // a few counters, lower case
  std::string replica_of;       // "host:port", "" when it is no replica
  std::string replica_problem;  // why it does not replicate, "" when it does
  // Transactions open for more than ten minutes, each "thread 7 since …".
  std::vector<std::string> long_transactions;
  std::vector<std::string> prepared_xa;    // XA RECOVER
  std::optional<double> cloud_kept_hours;  // RDS: binlog retention hours
  std::vector<Unseen> unseen;              // sources and targets
  SessionRoom room;                        // likewise

  // Targets (PostgreSQL family)
  std::string encoding;  // of the database: "UTF8"
  bool is_superuser = false;
  bool can_create_in_database = false;
  bool in_recovery = false;                // a standby
  bool skips_triggers = false;             // may set session_replication_role
  std::vector<TableUse> in_use;            // by others than this Plan
  std::vector<ClusterNote> cluster_notes;  // Greenplum and its kin
  // per existing schema: "CREATE" and / or "USAGE"
  std::map<std::string, std::set<std::string>> schema_privileges;
  // per existing table "schema.table": "OWNER", "INSERT", "UPDATE" ...
  std::map<std::string, std::set<std::string>> table_privileges;

  std::string setting(const std::string& name) const;  // "" when absent
  bool operator==(const ServerFacts&) const = default;
};

}  // namespace millrace
