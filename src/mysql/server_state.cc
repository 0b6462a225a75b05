// SPDX-License-Identifier: Apache-2.0
#include "mysql/server_state.h"

#include <charconv>
#include <cstdlib>

#include "base/text.h"

namespace millrace::mysql {
namespace {

const char* const kHourly[] = {"MAX_QUERIES_PER_HOUR",
                               "MAX_CONNECTIONS_PER_HOUR"};

class StateReader {
 public:
  StateReader(Session& session, ServerFacts* facts)
      : session_(session),
        facts_(*facts),
        mariadb_(session.flavor().kind == FlavorKind::kMariadb) {}

  Status run() {
    MR_RETURN_IF_ERROR(growth());
    MR_RETURN_IF_ERROR(room());
    MR_RETURN_IF_ERROR(limits());
    MR_RETURN_IF_ERROR(replication());
    MR_RETURN_IF_ERROR(transactions());
    MR_RETURN_IF_ERROR(prepared());
    MR_RETURN_IF_ERROR(oldest());
    return cloud();
  }

 private:
  const Flavor& flavor() const { return session_.flavor(); }

  // A query whose failure is no end: noted with what would allow it.
  // nullopt: not allowed, or not known to this server.
  Result<std::optional<QueryRows>> ask(const std::string& sql,
                                       const std::string& what,
                                       const std::string& privilege) {
    auto rows = session_.query(sql, "cannot ask for " + what);
    if (rows.ok()) {
      return std::optional<QueryRows>(std::move(rows).value());
    }
    if (rows.status().kind() == StatusKind::kRetry) return rows.status();
    if (!what.empty()) facts_.unseen.push_back({what, privilege});
    return std::optional<QueryRows>();
  }

  // How fast the log grows matters where its size bounds it. Elsewhere the
  // clock is left alone: it makes each snapshot another one.
  Status growth() {
    if (!bounded("max_binlog_total_size") && !bounded("binlog_space_limit")) {
      return {};
    }
    MR_ASSIGN_OR_RETURN(facts_.status,
                        counters("'Uptime', 'Binlog_bytes_written'"));
    return {};
  }

  bool bounded(const std::string& setting) const {
    return std::atof(facts_.setting(setting).c_str()) > 0;
  }

  Result<std::map<std::string, std::string>> counters(
      const std::string& names) {
    MR_ASSIGN_OR_RETURN(
        auto rows,
        ask(cat("SHOW GLOBAL STATUS WHERE Variable_name IN (", names, ")"),
            "the server's counters", ""));
    std::map<std::string, std::string> out;
    while (rows && rows->next()) out[to_lower(rows->text(0))] = rows->str(1);
    return out;
  }

  // The session's own value is the account's limit where it has one.
  Status room() {
    MR_ASSIGN_OR_RETURN(auto rows, ask("SELECT @@SESSION.max_user_connections",
                                       "the account's limit of sessions", ""));
    const int64_t most = std::atoll(facts_.setting("max_connections").c_str());
    MR_ASSIGN_OR_RETURN(auto counted, counters("'Threads_connected'"));
    const int64_t now = std::atoll(counted["threads_connected"].c_str());
    if (most > 0) {
      facts_.room.sessions = std::max<int64_t>(0, most - now);
      facts_.room.bound =
          cat("max_connections = ", most, ", ", now, " of them in use");
    }
    if (!rows || !rows->next()) return {};
    const int64_t own = static_cast<int64_t>(rows->number(0));
    if (own > 0 && (most <= 0 || own < facts_.room.sessions)) {
      facts_.room.sessions = own;
      facts_.room.bound = cat("max_user_connections = ", own);
    }
    return {};
  }

  // Every account may look at itself. Nothing else of the line is kept: it
  // holds a digest of the password.
  Status limits() {
    const bool known =
        mariadb_ ? flavor().at_least(10, 2) : flavor().at_least(5, 7, 6);
    if (!known) return {};
    MR_ASSIGN_OR_RETURN(auto rows, ask("SHOW CREATE USER CURRENT_USER()",
                                       "the account's hourly limits", ""));
    if (!rows || !rows->next()) return {};
    const size_t with = rows->text(0).rfind(" WITH ");
    if (with == std::string_view::npos) return {};
    for (const char* word : kHourly) {
      const uint64_t limit = account_limit(rows->text(0).substr(with), word);
      if (limit > 0) facts_.account_limits[word] = limit;
    }
    return {};
  }

  std::string of(const QueryRows& rows, const char* now, const char* old) {
    int at = rows.find(now);
    if (at < 0) at = rows.find(old);
    return at < 0 ? "" : rows.str(static_cast<size_t>(at));
  }

  Status replication() {
    std::string sql = "SHOW SLAVE STATUS";
    if (mariadb_ && flavor().at_least(10)) sql = "SHOW ALL SLAVES STATUS";
    if (!mariadb_ && flavor().at_least(8, 0, 22)) sql = "SHOW REPLICA STATUS";
    const bool monitor = mariadb_ && flavor().at_least(10, 5);
    MR_ASSIGN_OR_RETURN(
        auto rows, ask(sql, "whether the server is a replica",
                       monitor ? "REPLICA MONITOR" : "REPLICATION CLIENT"));
    if (!rows || !rows->next()) return {};
    facts_.replica_of = cat(of(*rows, "Source_Host", "Master_Host"), ":",
                            of(*rows, "Source_Port", "Master_Port"));
    const auto running = [&](const char* now, const char* old,
                             const char* thread) {
      const std::string is = of(*rows, now, old);
      if (iequals(is, "Yes") || !facts_.replica_problem.empty()) return;
      facts_.replica_problem = cat("its ", thread, " is not running (",
                                   is.empty() ? "unknown" : is, ")");
    };
    running("Replica_IO_Running", "Slave_IO_Running", "receiver");
    running("Replica_SQL_Running", "Slave_SQL_Running", "applier");
    return {};
  }

  // InnoDB prints times of the system's zone, whatever the session's is.
  Status transactions() {
    MR_ASSIGN_OR_RETURN(
        auto rows,
        ask("SELECT trx_mysql_thread_id, trx_started FROM "
            "information_schema.INNODB_TRX WHERE trx_started < "
            "CONVERT_TZ(NOW(), '+00:00', 'SYSTEM') - INTERVAL 10 MINUTE "
            "ORDER BY trx_started, trx_mysql_thread_id LIMIT 5",
            "transactions that have been open for long", "PROCESS"));
    while (rows && rows->next()) {
      facts_.long_transactions.push_back(
          cat("thread ", rows->text(0), " since ", rows->text(1)));
    }
    return {};
  }

  Status prepared() {
    MR_ASSIGN_OR_RETURN(auto rows, ask("XA RECOVER", "prepared XA transactions",
                                       "XA_RECOVER_ADMIN"));
    while (rows && rows->next() && facts_.prepared_xa.size() < 5) {
      const std::string name = rows->str(3);
      const bool text = valid_utf8_prefix(name) == name.size();
      facts_.prepared_xa.push_back(text ? name : "0x" + hex(name));
    }
    return {};
  }

  // MariaDB keeps no set of what it has purged, but each log begins with the
  // GTIDs that came before it.
  Status oldest() {
    if (!mariadb_ || facts_.log_files.empty() || !flavor().at_least(10)) {
      return {};
    }
    MR_ASSIGN_OR_RETURN(
        auto rows,
        ask(cat("SELECT BINLOG_GTID_POS(",
                quote_literal(facts_.log_files.front().name), ", 4)"),
            "what the oldest log begins with", "REPLICATION CLIENT"));
    if (rows && rows->next()) facts_.purged_gtids = rows->str(0);
    return {};
  }

  // Amazon's servers purge by a setting of their own.
  Status cloud() {
    if (!facts_.setting("basedir").starts_with("/rdsdbbin")) return {};
    MR_ASSIGN_OR_RETURN(
        auto rows,
        ask("SELECT value FROM mysql.rds_configuration WHERE name = "
            "'binlog retention hours'",
            "how long RDS keeps the log", "SELECT ON mysql.rds_configuration"));
    if (rows && rows->next()) {
      facts_.cloud_kept_hours = std::atof(rows->str(0).c_str());
    }
    return {};
  }

  Session& session_;
  ServerFacts& facts_;
  const bool mariadb_;
};

}  // namespace

uint64_t account_limit(std::string_view options, std::string_view word) {
  const size_t at = options.find(word);
  if (at == std::string_view::npos) return 0;
  std::string_view rest = options.substr(at + word.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  uint64_t value = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), value);
  return value;
}

Status read_state(Session& session, ServerFacts* facts) {
  return StateReader(session, facts).run();
}

}  // namespace millrace::mysql
