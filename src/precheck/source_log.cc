// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool on(const std::string& value) {
  return iequals(value, "ON") || value == "1";
}

class LogCheck {
 public:
  LogCheck(const PrecheckInput& input, const std::string& name,
           const SourceReading& source, Findings* findings)
      : input_(input), name_(name), source_(source), findings_(*findings) {}

  void run() {
    const ServerFacts& facts = source_.facts;
    if (!on(facts.setting("log_bin"))) {
      error("P104", "writes no binary log, so there is nothing to stream",
            "set log_bin (and server_id) in its configuration and restart it",
            cat("log_bin = ", facts.setting("log_bin")));
      return;
    }
    wants("P105", "binlog_format", "ROW", "logs statements instead of rows",
          "SET GLOBAL binlog_format = 'ROW'; sessions that are open keep "
          "their own until they reconnect");
    wants("P106", "binlog_row_image", "FULL", "logs only parts of rows",
          "SET GLOBAL binlog_row_image = 'FULL'; sessions that are open keep "
          "their own until they reconnect");
    server_id();
    position();
    partial_json();
    logged_databases();
    replica();
  }

 private:
  void error(const char* code, const std::string& what,
             const std::string& remedy, const std::string& evidence) {
    findings_.push_back(error_finding(
        code, name_, cat("source ", name_, " ", what), remedy, evidence));
  }

  void wants(const char* code, const char* setting, const char* value,
             const char* what, const char* remedy) {
    const std::string is = source_.facts.setting(setting);
    if (is.empty() || iequals(is, value)) return;  // absent: the old default
    error(code, what, remedy, cat(setting, " = ", is));
  }

  void server_id() {
    const std::string own = source_.facts.setting("server_id");
    if (own == "0") {
      error("P107", "has server_id 0 and serves no replica",
            "SET GLOBAL server_id = 1 (any number of its own)",
            "server_id = 0");
      return;
    }
    const auto& replicas = source_.facts.replica_server_ids;
    const uint32_t ours = source_.our_server_id;
    const bool taken =
        std::find(replicas.begin(), replicas.end(), ours) != replicas.end();
    if (ours == 0 || (!taken && own != std::to_string(ours))) return;
    error("P107",
          cat("knows server_id ", ours,
              " already: two that use one number "
              "throw each other out"),
          "write another \"server_id\" for this source in the Plan",
          taken ? "a registered replica uses it" : "it is the source's own");
  }

  void position() {
    const Position& position = source_.facts.position;
    if (position.kind == PositionKind::kNone) {
      error("P108", "does not say where its log stands",
            cat("GRANT REPLICATION CLIENT ON *.* TO ",
                quoted_account(source_.facts.account)),
            source_.facts.position_error);
    } else if (position.kind == PositionKind::kFile) {
      findings_.push_back(warning_finding(
          "P115", name_,
          cat("source ", name_,
              " has no GTIDs: the stream can only go on "
              "with this very server, not after a failover"),
          "turn on gtid_mode and enforce_gtid_consistency where failover "
          "matters"));
    }
  }

  void partial_json() {
    const std::string value = source_.facts.setting("binlog_row_value_options");
    if (to_upper(value).find("PARTIAL_JSON") == std::string::npos) return;
    error("P109", "logs only the changed parts of JSON values",
          "SET GLOBAL binlog_row_value_options = ''",
          cat("binlog_row_value_options = ", value));
  }

  bool listed(const std::string& setting, const std::string& database) const {
    for (const std::string& one : split(source_.facts.setting(setting), ',')) {
      if (iequals(trim(one), database)) return true;
    }
    return false;
  }

  void logged_databases() {
    std::set<std::string> databases;
    for (const Route& route : input_.resolution.routes) {
      if (route.id.source == name_) databases.insert(route.id.from.schema);
    }
    const bool chosen = !source_.facts.setting("binlog_do_db").empty();
    for (const std::string& database : databases) {
      const bool ignored = listed("binlog_ignore_db", database);
      if (!ignored && (!chosen || listed("binlog_do_db", database))) continue;
      error("P110", cat("does not log changes of database ", database),
            "take the database into binlog_do_db, or out of "
            "binlog_ignore_db, and restart the server",
            cat("binlog_do_db = ", source_.facts.setting("binlog_do_db"),
                ", binlog_ignore_db = ",
                source_.facts.setting("binlog_ignore_db")));
    }
  }

  // A server that only reads is most likely a replica; what it applies is
  // in its own log only with log_replica_updates.
  void replica() {
    const ServerFacts& facts = source_.facts;
    const std::string own = facts.setting("log_replica_updates").empty()
                                ? facts.setting("log_slave_updates")
                                : facts.setting("log_replica_updates");
    if (own.empty() || on(own) || !on(facts.setting("read_only"))) return;
    error("P111",
          "is read-only, so most likely a replica, and does not log what it "
          "replicates",
          "set log_replica_updates (log_slave_updates) and restart it, or "
          "name the primary as the source",
          "read_only = ON, log_replica_updates = OFF");
  }

  const PrecheckInput& input_;
  const std::string& name_;
  const SourceReading& source_;
  Findings& findings_;
};

}  // namespace

void check_source_log(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    if (streams_from(input, name)) {
      LogCheck(input, name, source, findings).run();
    }
  }
}

}  // namespace millrace
