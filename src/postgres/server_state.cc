// SPDX-License-Identifier: Apache-2.0
#include "postgres/server_state.h"

#include <algorithm>
#include <cstdlib>

#include "base/text.h"

namespace millrace {
namespace {

// Counts are of every session: their existence is no secret to anybody.
constexpr const char* kRoom =
    "SELECT (SELECT count(*) FROM pg_catalog.pg_stat_activity "
    "WHERE datname IS NOT NULL), "
    "r.rolconnlimit, (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a "
    "WHERE a.usename = r.rolname), "
    "d.datconnlimit, (SELECT count(*) FROM pg_catalog.pg_stat_activity AS a "
    "WHERE a.datname = d.datname) FROM pg_catalog.pg_roles AS r, "
    "pg_catalog.pg_database AS d WHERE r.rolname = current_user "
    "AND d.datname = current_database()";

// Modes that a writer or an ALTER holds until its transaction ends. For
// writers_query().
constexpr const char* kWriters =
    "SELECT DISTINCT n.nspname, c.relname, l.pid, a.usename, "
    "a.application_name FROM pg_catalog.pg_locks AS l "
    "JOIN pg_catalog.pg_class AS c ON c.oid = l.relation "
    "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
    "LEFT JOIN pg_catalog.pg_stat_activity AS a ON a.pid = l.pid "
    "WHERE l.granted AND l.pid <> pg_catalog.pg_backend_pid() "
    "AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE datname "
    "= current_database()) AND c.relkind IN ('r', 'p') "
    "AND l.mode NOT IN ('AccessShareLock', 'RowShareLock') "
    "AND n.nspname !~ '^pg_' AND n.nspname NOT IN ('information_schema', "
    "'millrace') AND coalesce(a.application_name, '') !~ '^millrace' "
    "ORDER BY 1, 2, 3";

constexpr const char* kSubscriptions =
    "SELECT n.nspname, c.relname, s.subname FROM "
    "pg_catalog.pg_subscription_rel AS r JOIN pg_catalog.pg_subscription AS s "
    "ON s.oid = r.srsubid AND s.subenabled JOIN pg_catalog.pg_class AS c ON "
    "c.oid = r.srrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = "
    "c.relnamespace ORDER BY 1, 2, 3";

// Tables that were made when the cluster was smaller: newer servers keep how
// many segments each lies on.
constexpr const char* kSegments =
    "SELECT n.nspname, c.relname, p.numsegments, s.n FROM "
    "pg_catalog.gp_distribution_policy AS p JOIN pg_catalog.pg_class AS c ON "
    "c.oid = p.localoid JOIN pg_catalog.pg_namespace AS n ON n.oid = "
    "c.relnamespace, (SELECT count(*) AS n FROM "
    "pg_catalog.gp_segment_configuration WHERE role = 'p' AND content >= 0) "
    "AS s WHERE p.numsegments < s.n AND c.relkind IN ('r', 'p') AND n.nspname "
    "!~ '^pg_' AND n.nspname NOT IN ('millrace', 'gp_toolkit', "
    "'information_schema') ORDER BY 1, 2";

constexpr const char* kKeepsSegments =
    "SELECT count(*) FROM pg_catalog.pg_attribute AS a WHERE a.attrelid = "
    "'pg_catalog.gp_distribution_policy'::regclass AND a.attname = "
    "'numsegments'";

// As the server's own view judges it, from what ANALYZE last saw.
constexpr const char* kBloat =
    "SELECT bdinspname, bdirelname, bdirelpages, bdiexppages FROM "
    "gp_toolkit.gp_bloat_diag WHERE bdinspname !~ '^pg_' AND bdinspname NOT "
    "IN ('millrace', 'gp_toolkit', 'information_schema') ORDER BY 1, 2";

// The view of sessions calls its backends procpid before 9.2; a cluster
// shows the locks of its segments too, which are our own.
std::string writers_query(const Flavor& flavor) {
  std::string sql = kWriters;
  if (!flavor.at_least(9, 2)) sql = replace_all(sql, "a.pid", "a.procpid");
  if (flavor.kind == FlavorKind::kGreenplum) {
    sql = replace_all(sql, "WHERE l.granted",
                      "WHERE l.granted AND l.gp_segment_id = -1");
  }
  return sql;
}

class StateReader {
 public:
  StateReader(Session& session, ServerFacts* facts)
      : session_(session), facts_(*facts) {}

  Status run() {
    MR_ASSIGN_OR_RETURN(
        Rows standby, session_.query("SELECT pg_catalog.pg_is_in_recovery()"));
    facts_.in_recovery = !standby.empty() && standby.flag(0, 0);
    MR_RETURN_IF_ERROR(triggers());
    MR_RETURN_IF_ERROR(room());
    MR_RETURN_IF_ERROR(writers());
    MR_RETURN_IF_ERROR(subscriptions());
    MR_RETURN_IF_ERROR(cluster_notes());
    return plans();
  }

 private:
  int64_t number(const char* setting) const {
    return std::atoll(facts_.setting(setting).c_str());
  }

  Status triggers() {
    facts_.skips_triggers = facts_.is_superuser;
    if (facts_.is_superuser || !facts_.flavor.at_least(15)) return Status();
    MR_ASSIGN_OR_RETURN(
        Rows rows, session_.query("SELECT pg_catalog.has_parameter_privilege("
                                  "'session_replication_role', 'SET')"));
    facts_.skips_triggers = !rows.empty() && rows.flag(0, 0);
    return Status();
  }

  void bound(int64_t left, std::string by) {
    left = std::max<int64_t>(0, left);
    if (facts_.room.sessions >= 0 && facts_.room.sessions <= left) return;
    facts_.room.sessions = left;
    facts_.room.bound = std::move(by);
  }

  Status room() {
    MR_ASSIGN_OR_RETURN(Rows rows, session_.query(kRoom));
    if (rows.empty()) return Status();
    const int64_t kept = facts_.is_superuser
                             ? 0
                             : number("superuser_reserved_connections") +
                                   number("reserved_connections");
    const int64_t most = number("max_connections");
    const int64_t now = rows.integer(0, 0);
    if (most > 0) {
      bound(most - kept - now, cat("max_connections = ", most, ", ", kept,
                                   " reserved, ", now, " in use"));
    }
    const auto limited = [&](int limit, const char* of) {
      const int64_t has = rows.integer(0, limit);
      const int64_t used = rows.integer(0, limit + 1);
      if (has < 0) return;
      bound(has - used, cat("CONNECTION LIMIT ", has, " of the ", of, ", ",
                            used, " in use"));
    };
    if (!facts_.is_superuser) {
      limited(1, "account");
      limited(3, "database");
    }
    return Status();
  }

  void add(TableUse::Kind kind, std::string table, std::string who) {
    facts_.in_use.push_back({std::move(table), std::move(who), kind});
  }

  Status writers() {
    MR_ASSIGN_OR_RETURN(Rows rows,
                        session_.query(writers_query(facts_.flavor)));
    for (size_t i = 0; i < rows.size(); ++i) {
      std::string who = cat("session ", rows.text(i, 2));
      if (!rows.text(i, 3).empty()) append_to(who, " of ", rows.text(i, 3));
      if (!rows.text(i, 4).empty()) {
        append_to(who, " (", rows.text(i, 4), ")");
      }
      add(TableUse::Kind::kSession, cat(rows.text(i, 0), ".", rows.text(i, 1)),
          std::move(who));
    }
    return Status();
  }

  // Before PostgreSQL 10 there are none.
  Status subscriptions() {
    if (!facts_.flavor.at_least(10) ||
        facts_.flavor.kind != FlavorKind::kPostgresql) {
      return Status();
    }
    const Result<Rows> rows = session_.query(kSubscriptions);
    if (!rows.ok()) {
      if (rows.status().kind() == StatusKind::kRetry) return rows.status();
      facts_.unseen.push_back(
          {"subscriptions that write to the target's tables",
           "SELECT ON pg_catalog.pg_subscription"});
      return Status();
    }
    for (size_t i = 0; i < rows->size(); ++i) {
      add(TableUse::Kind::kSubscription,
          cat(rows->text(i, 0), ".", rows->text(i, 1)),
          cat("subscription ", rows->text(i, 2)));
    }
    return Status();
  }

  // A server that does not tell is no reason to stop.
  Result<Rows> asked(const char* sql, const char* what, const char* needs) {
    Result<Rows> rows = session_.query(sql);
    if (rows.ok() || rows.status().kind() == StatusKind::kRetry) return rows;
    facts_.unseen.push_back({what, needs});
    return Rows();
  }

  Status cluster_notes() {
    if (facts_.flavor.kind != FlavorKind::kGreenplum) return Status();
    using Kind = ClusterNote::Kind;
    MR_ASSIGN_OR_RETURN(const Rows keeps, session_.query(kKeepsSegments));
    if (keeps.integer(0, 0) > 0) {
      MR_ASSIGN_OR_RETURN(
          const Rows rows,
          asked(kSegments, "tables on part of the cluster",
                "SELECT ON pg_catalog.gp_segment_configuration"));
      for (size_t i = 0; i < rows.size(); ++i) {
        note(rows, i, Kind::kFewSegments,
             cat(rows.text(i, 2), " of ", rows.text(i, 3), " segments"));
      }
    }
    MR_ASSIGN_OR_RETURN(const Rows rows,
                        asked(kBloat, "tables of many dead rows",
                              "SELECT ON gp_toolkit.gp_bloat_diag"));
    for (size_t i = 0; i < rows.size(); ++i) {
      note(rows, i, Kind::kBloat,
           cat(rows.text(i, 2), " pages, ", rows.text(i, 3), " expected"));
    }
    return Status();
  }

  void note(const Rows& rows, size_t at, ClusterNote::Kind kind,
            std::string says) {
    facts_.cluster_notes.push_back(
        {cat(rows.text(at, 0), ".", rows.text(at, 1)), std::move(says), kind});
  }

  // Roads of every plan; whose they are is for a precheck to compare.
  Status plans() {
    MR_ASSIGN_OR_RETURN(
        Rows there,
        session_.query("SELECT coalesce((SELECT pg_catalog."
                       "has_table_privilege(c.oid, 'SELECT') FROM "
                       "pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace "
                       "AS n ON n.oid = c.relnamespace WHERE n.nspname = "
                       "'millrace' AND c.relname = 'roads' AND pg_catalog."
                       "has_schema_privilege(n.oid, 'USAGE')), false)"));
    if (there.empty() || !there.flag(0, 0)) return Status();
    MR_ASSIGN_OR_RETURN(
        Rows rows,
        session_.query("SELECT DISTINCT plan, to_schema, to_table FROM "
                       "millrace.roads ORDER BY 1, 2, 3"));
    for (size_t i = 0; i < rows.size(); ++i) {
      add(TableUse::Kind::kPlan, cat(rows.text(i, 1), ".", rows.text(i, 2)),
          rows.str(i, 0));
    }
    return Status();
  }

  Session& session_;
  ServerFacts& facts_;
};

}  // namespace

Status read_state(Session& session, ServerFacts* facts) {
  return StateReader(session, facts).run();
}

}  // namespace millrace
