// SPDX-License-Identifier: Apache-2.0
#include "postgres/fence.h"

#include <map>
#include <mutex>

#include "base/digest.h"
#include "base/text.h"

namespace millrace {
namespace {

LockKey key_of(const std::string& what) {
  uint64_t hash = hash64(what);
  return {static_cast<int32_t>(hash >> 32), static_cast<int32_t>(hash)};
}

// Advisory locks with two keys show as classid, objid and objsubid 2.
// The view of sessions calls its backends procpid before 9.2.
std::string holders_query(const LockKey& key, const Flavor& flavor) {
  const char* pid = flavor.at_least(9, 2) ? "a.pid" : "a.procpid";
  return cat(
      "SELECT l.pid, a.application_name, a.usename, "
      "coalesce(a.client_addr::text, 'the server itself'), a.backend_start "
      "FROM pg_catalog.pg_locks AS l LEFT JOIN pg_catalog.pg_stat_activity "
      "AS a ON ",
      pid,
      " = l.pid WHERE l.locktype = 'advisory' AND l.granted "
      "AND l.objsubid = 2 AND l.classid::bigint = ",
      static_cast<uint32_t>(key.high),
      " AND l.objid::bigint = ", static_cast<uint32_t>(key.low),
      " AND l.database = (SELECT oid FROM pg_catalog.pg_database WHERE "
      "datname = current_database()) AND l.pid <> pg_backend_pid() "
      "ORDER BY l.pid");
}

std::mutex runners_mutex;

std::map<std::string, int>& runners() {
  static std::map<std::string, int> pids;
  return pids;
}

int runner_of(const std::string& server, const std::string& plan) {
  std::lock_guard lock(runners_mutex);
  auto known = runners().find(server + " " + plan);
  return known == runners().end() ? 0 : known->second;
}

// Once we share the fence, a new run has to wait for us; so if our runner
// still holds the plan's lock now, nobody can overtake.
Status check_runner(Session& session, const std::string& plan) {
  int pid = runner_of(session.server(), plan);
  if (pid == 0) return Status();
  LockKey key = plan_lock_key(plan);
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query(cat("SELECT count(*) FROM pg_catalog.pg_locks WHERE "
                        "locktype = 'advisory' AND granted AND objsubid = 2 "
                        "AND classid::bigint = ",
                        static_cast<uint32_t>(key.high),
                        " AND objid::bigint = ", static_cast<uint32_t>(key.low),
                        " AND pid = ", pid)));
  if (rows.integer(0, 0) > 0) return Status();
  return Status::retry(cat("plan ", plan,
                           ": this run no longer holds its lock on ",
                           session.server()));
}

}  // namespace

void remember_runner(const std::string& server, const std::string& plan,
                     int backend_pid) {
  std::lock_guard lock(runners_mutex);
  runners()[server + " " + plan] = backend_pid;
}

std::string LockKey::arguments() const { return cat(high, ", ", low); }

LockKey plan_lock_key(const std::string& plan) {
  return key_of("millrace plan " + plan);
}

LockKey fence_key(const std::string& plan) {
  return key_of("millrace fence " + plan);
}

Status share_fence(Session& session, const std::string& plan) {
  // Not to wait: who waits here would write after the run that is at it.
  MR_ASSIGN_OR_RETURN(Rows rows,
                      session.query(cat("SELECT pg_try_advisory_lock_shared(",
                                        fence_key(plan).arguments(), ")")));
  if (rows.flag(0, 0)) return check_runner(session, plan);
  return Status::retry(cat("plan ", plan, ": another run of it is starting on ",
                           session.server()));
}

Result<std::string> holders_of(Session& session, const LockKey& key) {
  MR_ASSIGN_OR_RETURN(Rows rows,
                      session.query(holders_query(key, session.flavor())));
  std::string text;
  for (size_t i = 0; i < rows.size(); ++i) {
    append_to(text, i == 0 ? "" : "; ", "backend ", rows.text(i, 0), " (",
              rows.text(i, 1), ", user ", rows.text(i, 2), ") from ",
              rows.text(i, 3), " since ", rows.text(i, 4));
  }
  return text;
}

}  // namespace millrace
