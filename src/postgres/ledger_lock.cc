// SPDX-License-Identifier: Apache-2.0
//
// The locks of a plan: who runs it, and that nobody of an earlier run is
// still writing (fence.h).
#include <algorithm>
#include <chrono>
#include <thread>

#include "base/text.h"
#include "postgres/fence.h"
#include "postgres/ledger.h"

namespace millrace {
namespace {

using Clock = std::chrono::steady_clock;

constexpr auto kPause = std::chrono::milliseconds(100);

// Tries until it is granted or the time has passed.
Result<bool> poll_lock(Session& session, const std::string& sql,
                       std::chrono::milliseconds patience) {
  const auto end = Clock::now() + patience;
  while (true) {
    MR_ASSIGN_OR_RETURN(Rows rows, session.query(sql));
    if (rows.flag(0, 0)) return true;
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(kPause);
  }
}

std::string try_lock(const LockKey& key) {
  return cat("SELECT pg_try_advisory_lock(", key.arguments(), ")");
}

Status held(Session& session, const std::string& plan, const LockKey& key,
            const char* what) {
  MR_ASSIGN_OR_RETURN(std::string who, holders_of(session, key));
  return Status::refused(cat("plan ", plan, ": ", what, " on ",
                             session.server(),
                             who.empty() ? std::string() : ": " + who,
                             "; wait for it to end, or end that session"))
      .with_code("S105");
}

// Ends what is left of an earlier run: its process is gone (we hold the
// plan's lock), only the server has not noticed yet.
Status end_holders(Session& session, const LockKey& key) {
  return session.run(
      cat("SELECT pg_terminate_backend(pid) FROM pg_catalog.pg_locks WHERE "
          "locktype = 'advisory' AND objsubid = 2 AND classid::bigint = ",
          static_cast<uint32_t>(key.high),
          " AND objid::bigint = ", static_cast<uint32_t>(key.low),
          " AND database = (SELECT oid FROM pg_catalog.pg_database WHERE "
          "datname = current_database()) AND pid <> pg_backend_pid()"));
}

}  // namespace

Result<std::string> PostgresLedger::lock_holder(const std::string& plan) {
  return holders_of(*session_, plan_lock_key(plan));
}

Result<std::string> PostgresLedgerReader::lock_holder(const std::string& plan) {
  return holders_of(*session_, plan_lock_key(plan));
}

Status PostgresLedger::wait_for_lock(const std::string& plan, int patience_ms) {
  LockKey key = plan_lock_key(plan);
  MR_ASSIGN_OR_RETURN(bool granted,
                      poll_lock(*session_, try_lock(key),
                                std::chrono::milliseconds(patience_ms)));
  if (granted) return Status();
  return held(*session_, plan, key, "another run holds its lock");
}

Status PostgresLedger::wait_for_writers(const std::string& plan,
                                        int patience_ms) {
  LockKey key = fence_key(plan);
  std::string sql = try_lock(key);
  std::chrono::milliseconds patience(patience_ms);
  // First they may go by themselves.
  auto grace = std::min(patience / 2, std::chrono::milliseconds(2000));
  MR_ASSIGN_OR_RETURN(bool granted, poll_lock(*session_, sql, grace));
  if (!granted) {
    MR_RETURN_IF_ERROR(end_holders(*session_, key));
    auto rest = std::max(patience - grace, std::chrono::milliseconds(1000));
    MR_ASSIGN_OR_RETURN(granted, poll_lock(*session_, sql, rest));
  }
  if (!granted) {
    return held(*session_, plan, key,
                "sessions of an earlier run are still writing");
  }
  return session_->run(cat("SELECT pg_advisory_unlock(", key.arguments(), ")"));
}

Status PostgresLedger::lock(const std::string& plan, int patience_ms) {
  MR_RETURN_IF_ERROR(wait_for_lock(plan, patience_ms));
  Status status = wait_for_writers(plan, patience_ms);
  if (status.ok()) {
    locked_plan_ = plan;
    remember_runner(session_->server(), plan, session_->backend_pid());
    return status;
  }
  std::string unlock =
      cat("SELECT pg_advisory_unlock(", plan_lock_key(plan).arguments(), ")");
  // Failing to unlock means the session is gone, and the lock with it.
  (void)session_->run(unlock).ok();
  return status;
}

Status PostgresLedger::check_lock() {
  LockKey key = plan_lock_key(locked_plan_);
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session_->query(
          cat("SELECT count(*) FROM pg_catalog.pg_locks WHERE locktype = "
              "'advisory' AND granted AND objsubid = 2 AND pid = "
              "pg_backend_pid() AND classid::bigint = ",
              static_cast<uint32_t>(key.high),
              " AND objid::bigint = ", static_cast<uint32_t>(key.low))));
  if (!locked_plan_.empty() && rows.integer(0, 0) > 0) return Status();
  return Status::retry(cat("plan ", locked_plan_,
                           ": the session no longer holds its lock on ",
                           session_->server()));
}

}  // namespace millrace
