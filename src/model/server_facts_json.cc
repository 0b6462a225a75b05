// SPDX-License-Identifier: Apache-2.0
#include "model/server_facts_json.h"

#include <algorithm>
#include <iterator>

namespace millrace {
namespace {

// Whole names, and families that end in "_". Short texts, numbers, paths and
// switches; nothing that holds an address with an account, or a command.
constexpr std::string_view kPlain[] = {"aurora_version",
                                       "autocommit",
                                       "basedir",
                                       "big_tables",
                                       "binlog_",
                                       "block_size",
                                       "character_set_",
                                       "collation_",
                                       "datadir",
                                       "default_",
                                       "disabled_storage_engines",
                                       "enforce_",
                                       "expire_logs_days",
                                       "explicit_",
                                       "foreign_key_checks",
                                       "gp_",
                                       "group_",
                                       "gtid_",
                                       "hostname",
                                       "hot_standby",
                                       "idle_",
                                       "innodb_",
                                       "integer_datetimes",
                                       "interactive_timeout",
                                       "lc_",
                                       "local_infile",
                                       "lock_",
                                       "log_bin",
                                       "log_bin_",
                                       "log_replica_updates",
                                       "log_slave_updates",
                                       "lower_case_",
                                       "max_",
                                       "net_",
                                       "offline_mode",
                                       "optimizer",
                                       "partial_revokes",
                                       "port",
                                       "read_only",
                                       "require_secure_transport",
                                       "row_security",
                                       "server_",
                                       "server_encoding",
                                       "server_version_num",
                                       "session_replication_role",
                                       "skip_",
                                       "sql_mode",
                                       "sql_require_primary_key",
                                       "standard_conforming_strings",
                                       "statement_",
                                       "super_read_only",
                                       "superuser_reserved_connections",
                                       "system_time_zone",
                                       "time_zone",
                                       "timezone",
                                       "transaction_",
                                       "transform_null_equals",
                                       "tx_",
                                       "unique_checks",
                                       "version",
                                       "version_",
                                       "wait_timeout",
                                       "wal_level",
                                       "wsrep_on"};

}  // namespace

bool is_plain_setting(const std::string& name) {
  return std::any_of(
      std::begin(kPlain), std::end(kPlain), [&](std::string_view plain) {
        return plain.ends_with("_") ? name.starts_with(plain) : name == plain;
      });
}

std::map<std::string, std::string> plain_settings(
    const std::map<std::string, std::string>& settings) {
  std::map<std::string, std::string> out;
  for (const auto& [name, value] : settings) {
    if (is_plain_setting(name)) out.emplace(name, value);
  }
  return out;
}

}  // namespace millrace
