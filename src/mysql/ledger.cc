// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "base/text.h"
#include "mysql/fence.h"
#include "mysql/intent.h"
#include "mysql/ledger_read.h"
#include "mysql/ledger_sql.h"

namespace millrace::mysql {
namespace {

constexpr const char* kDoing = "cannot write the ledger";

std::string number(uint64_t n) { return cat(n); }

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr auto kPause = milliseconds(100);

// Asks until the lock is ours or the time has passed.
Result<bool> poll_lock(Session& session, const std::string& name,
                       milliseconds patience) {
  const auto end = Clock::now() + patience;
  while (true) {
    MR_ASSIGN_OR_RETURN(const bool mine, try_lock(session, name));
    if (mine) return true;
    if (Clock::now() >= end) return false;
    std::this_thread::sleep_for(kPause);
  }
}

// Who is left behind the fence when the time has passed.
Result<std::vector<uint64_t>> poll_fence(Session& session,
                                         const std::string& plan,
                                         milliseconds patience) {
  const auto end = Clock::now() + patience;
  while (true) {
    MR_ASSIGN_OR_RETURN(std::vector<uint64_t> left,
                        fence_holders(session, plan));
    if (left.empty() || Clock::now() >= end) return left;
    std::this_thread::sleep_for(kPause);
  }
}

}  // namespace

Result<std::unique_ptr<LedgerReader>> MysqlLedgerReader::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.target = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<LedgerReader>(
      std::make_unique<MysqlLedgerReader>(std::move(session)));
}

Result<std::unique_ptr<Ledger>> MysqlLedger::open(const Endpoint& endpoint) {
  SessionOptions options;
  options.writes = options.target = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<Ledger>(
      std::make_unique<MysqlLedger>(std::move(session)));
}

Result<LedgerState> MysqlLedger::read(const std::string& plan) {
  return read_ledger(*session_, plan);
}

Result<std::vector<ChunkRecord>> MysqlLedger::chunks(const std::string& plan,
                                                     const RoadId& road) {
  return read_chunks(*session_, plan, road);
}

Result<std::string> MysqlLedger::lock_holder(const std::string& plan) {
  return read_lock_holder(*session_, plan);
}

Result<LedgerState> MysqlLedgerReader::read(const std::string& plan) {
  return read_ledger(*session_, plan);
}

Result<std::vector<ChunkRecord>> MysqlLedgerReader::chunks(
    const std::string& plan, const RoadId& road) {
  return read_chunks(*session_, plan, road);
}

Result<std::string> MysqlLedgerReader::lock_holder(const std::string& plan) {
  return read_lock_holder(*session_, plan);
}

std::string MysqlLedger::table(const char* name) const {
  return ledger_table(*session_, name);
}

// Every statement may run again, also beside another plan's first run.
Status MysqlLedger::create() {
  for (const std::string& sql : ledger_tables(*session_)) {
    MR_RETURN_IF_ERROR(session_->run(sql, "cannot make the ledger"));
  }
  auto lines =
      session_->value("SELECT COUNT(*) FROM " + table("format"), kDoing);
  if (!lines.ok()) return lines.status();
  if (*lines == "0") {
    MR_RETURN_IF_ERROR(
        session_->run(cat("INSERT IGNORE INTO ", table("format"),
                          " (version) VALUES (", kLedgerFormat, ")"),
                      "cannot make the ledger"));
  }
  add_pace_columns();
  return check_ledger_format(*session_);
}

// The copy goes without them: what is lost is an estimate, so an account that
// may not alter a ledger of an earlier release is not refused. Nor is a plan
// that begins beside another that adds them.
void MysqlLedger::add_pace_columns() {
  const auto there = pace_columns_there(*session_);
  if (!there.ok() || *there) return;
  for (const std::string& sql : pace_columns(*session_)) {
    (void)session_->run(sql, "cannot add to the ledger").ok();
  }
}

Result<CopyPace> MysqlLedger::pace(const std::string& plan) {
  return read_pace(*session_, plan);
}

Result<CopyPace> MysqlLedgerReader::pace(const std::string& plan) {
  return read_pace(*session_, plan);
}

Status MysqlLedger::record_repeated(const std::string& plan,
                                    const RoadId& road) {
  return session_->run(cat("UPDATE ", table("roads"),
                           " SET chunks_repeated = chunks_repeated + 1 WHERE "
                           "id=",
                           road_id(plan, road)),
                       kDoing);
}

Status MysqlLedger::atomically(const std::function<Status()>& writes) {
  MR_RETURN_IF_ERROR(session_->begin());
  Status status = writes();
  if (status.ok()) return session_->commit();
  session_->rollback();
  return status;
}

Status MysqlLedger::together(const std::vector<std::string>& statements) {
  MR_RETURN_IF_ERROR(session_->begin());
  for (const std::string& sql : statements) {
    const Status status = session_->run(sql, kDoing);
    if (!status.ok()) {
      session_->rollback();
      return status;
    }
  }
  return session_->commit();
}

// The plan's lock keeps others from doing the same.
Status MysqlLedger::put(const char* name, const std::string& id,
                        const Values& values) {
  std::vector<std::string> sets;
  std::vector<std::string> names = {"id"};
  std::vector<std::string> texts = {id};
  for (const auto& [column, value] : values) {
    sets.push_back(cat(column, "=", value));
    names.push_back(column);
    texts.push_back(value);
  }
  MR_RETURN_IF_ERROR(session_->run(
      cat("UPDATE ", table(name), " SET ", join(sets, ", "), " WHERE id=", id),
      kDoing));
  if (session_->affected() > 0) return {};
  return session_->run(cat("INSERT INTO ", table(name), " (", join(names, ", "),
                           ") VALUES (", join(texts, ", "), ")"),
                       kDoing);
}

Status MysqlLedger::record_plan(const std::string& plan,
                                const std::string& digest) {
  return put("plans", plan_id(plan),
             {{"plan", quote_literal(plan)},
              {"digest", quote_literal(digest)},
              {"updated_at", "UTC_TIMESTAMP()"}});
}

Status MysqlLedger::record_road(const std::string& plan,
                                const RoadRecord& road) {
  const RoadId& id = road.id;
  return put("roads", road_id(plan, id),
             {{"plan", quote_literal(plan)},
              {"source", quote_literal(id.source)},
              {"from_schema", quote_literal(id.from.schema)},
              {"from_table", quote_literal(id.from.table)},
              {"to_schema", quote_literal(id.to.schema)},
              {"to_table", quote_literal(id.to.table)},
              {"source_table", quote_literal(road_table_to_json(
                                   road.source_table, road.asked_names))},
              {"road_digest", quote_literal(road.road_digest)},
              {"created_by_us", road.created_by_us ? "1" : "0"},
              {"copied", road.copied ? "1" : "0"},
              {"rows_estimate", number(road.rows_estimate)},
              {"chunks_estimate", number(road.chunks_estimate)},
              {"start_position", quote_literal(position_to_json(road.start))},
              {"copy_end", quote_literal(position_to_json(road.copy_end))}});
}

Status MysqlLedger::record_copied(const std::string& plan, const RoadId& road,
                                  const Position& copy_end) {
  return set_copy_end(*session_, plan, road, copy_end, true);
}

Status MysqlLedger::record_stream(const std::string& plan,
                                  const StreamRecord& stream) {
  return put("streams", stream_id(plan, stream.source),
             {{"plan", quote_literal(plan)},
              {"source", quote_literal(stream.source)},
              {"start_position", quote_literal(position_to_json(stream.start))},
              {"position", quote_literal(position_to_json(stream.position))},
              {"transactions", number(stream.transactions)},
              {"row_count", number(stream.rows)},
              {"commit_time_us", cat(stream.commit_time_us)},
              {"error", quote_literal(stream.error)},
              {"updated_at", "UTC_TIMESTAMP()"}});
}

Status MysqlLedger::record_stream_error(const std::string& plan,
                                        const std::string& source,
                                        const std::string& error) {
  return session_->run(
      cat("UPDATE ", table("streams"), " SET error=", quote_literal(error),
          ", updated_at=UTC_TIMESTAMP() WHERE id=", stream_id(plan, source)),
      kDoing);
}

Status MysqlLedger::forget(const std::string& plan,
                           const std::optional<RoadId>& road) {
  MR_ASSIGN_OR_RETURN(const bool tables, applied_tables_there(*session_));
  std::vector<std::string> work;
  if (road) {
    const std::string id = road_id(plan, *road);
    work = {cat("DELETE FROM ", table("chunks"), " WHERE id=", id),
            cat("DELETE FROM ", table("roads"), " WHERE id=", id)};
    if (tables) work.push_back(forget_table_sql(plan, road->to));
    MR_RETURN_IF_ERROR(forget_intent(*session_, plan, *road));
    return together(work);
  }
  const std::string name = quote_literal(plan);
  MR_RETURN_IF_ERROR(forget_intents(*session_, plan));
  work = {cat("DELETE FROM ", table("chunks"), " WHERE id IN (SELECT id FROM ",
              table("roads"), " WHERE plan=", name, ")"),
          cat("DELETE FROM ", table("roads"), " WHERE plan=", name),
          cat("DELETE FROM ", table("streams"), " WHERE plan=", name),
          cat("DELETE FROM ", table("plans"), " WHERE id=", plan_id(plan))};
  if (tables) {
    work.push_back(cat("DELETE FROM ", table("tables"), " WHERE plan=", name));
  }
  return together(work);
}

Status MysqlLedger::forget_stream(const std::string& plan,
                                  const std::string& source) {
  return session_->run(cat("DELETE FROM ", table("streams"),
                           " WHERE id=", stream_id(plan, source)),
                       kDoing);
}

std::string MysqlLedger::forget_table_sql(const std::string& plan,
                                          const QualifiedName& name) const {
  return cat("DELETE FROM ", table("tables"),
             " WHERE id=", applied_id(plan, name));
}

Status MysqlLedger::record_table(const std::string& plan,
                                 const AppliedTable& applied) {
  return put_applied_table(*session_, plan, applied);
}

Status MysqlLedger::forget_table(const std::string& plan,
                                 const QualifiedName& name) {
  return session_->run(forget_table_sql(plan, name), kDoing);
}

// A line is found by a digest of its names, so that it gets another id. A
// second call finds nothing under the first one.
Status MysqlLedger::move_road(const std::string& plan, const RoadId& from,
                              const RoadId& to) {
  const std::string old_id = road_id(plan, from);
  const std::string id = road_id(plan, to);
  if (old_id == id) return {};
  return together(
      {cat("UPDATE ", table("chunks"), " SET id=", id, " WHERE id=", old_id),
       cat("UPDATE ", table("roads"), " SET id=", id,
           ", source=", quote_literal(to.source),
           ", from_schema=", quote_literal(to.from.schema),
           ", from_table=", quote_literal(to.from.table),
           ", to_schema=", quote_literal(to.to.schema),
           ", to_table=", quote_literal(to.to.table), " WHERE id=", old_id)});
}

Status MysqlLedger::held(const std::string& plan, uint64_t connection,
                         const char* what) {
  auto who = describe_connection(*session_, connection);
  if (!who.ok()) return who.status();
  return Status::refused(cat("plan ", plan, ": ", what, " on ",
                             session_->endpoint().str(),
                             who->empty() ? std::string() : ": " + *who,
                             "; wait for it to end, or end that connection "
                             "with KILL"))
      .with_code("S105");
}

// Ends what is left of an earlier run: its process is gone (we hold the
// plan's lock), only the server has not noticed yet. A lock is free only
// when its session's transaction is rolled back.
Status MysqlLedger::wait_for_writers(const std::string& plan, int patience_ms) {
  const milliseconds patience(patience_ms);
  const auto grace = std::min(patience / 2, milliseconds(2000));
  MR_ASSIGN_OR_RETURN(std::vector<uint64_t> left,
                      poll_fence(*session_, plan, grace));
  if (left.empty()) return {};
  for (const uint64_t connection : left) {
    const Status killed = session_->run(
        cat("KILL ", connection), "cannot end a writer of an earlier run");
    // It may have gone by itself; whether it is gone is asked below.
    if (killed.kind() == StatusKind::kRetry) return killed;
  }
  const auto rest = std::max(patience - grace, milliseconds(1000));
  MR_ASSIGN_OR_RETURN(left, poll_fence(*session_, plan, rest));
  if (left.empty()) return {};
  return held(plan, left.front(),
              "sessions of an earlier run are still writing");
}

Status MysqlLedger::lock(const std::string& plan, int patience_ms) {
  const std::string name = plan_lock_name(*session_, plan);
  MR_ASSIGN_OR_RETURN(const bool mine,
                      poll_lock(*session_, name, milliseconds(patience_ms)));
  if (!mine) {
    MR_ASSIGN_OR_RETURN(const uint64_t owner, lock_owner(*session_, name));
    return held(plan, owner, "another run holds its lock");
  }
  const Status status = wait_for_writers(plan, patience_ms);
  if (status.ok()) {
    locked_plan_ = plan;
    remember_runner(*session_, plan, mysql_thread_id(session_->handle()));
    return status;
  }
  // Failing to unlock means the session is gone, and the lock with it.
  (void)session_
      ->value(cat("SELECT RELEASE_LOCK(", quote_literal(name), ")"),
              "cannot give the lock back")
      .ok();
  return status;
}

Status MysqlLedger::check_lock() {
  const std::string name = plan_lock_name(*session_, locked_plan_);
  auto ours = session_->value(
      cat("SELECT IS_USED_LOCK(", quote_literal(name), ")=CONNECTION_ID()"),
      "cannot look for the plan's lock");
  if (!ours.ok()) return ours.status();
  if (!locked_plan_.empty() && *ours == "1") return {};
  return Status::retry(cat("plan ", locked_plan_,
                           ": the session no longer holds its lock on ",
                           session_->endpoint().str()));
}

Status MysqlLedger::settle(const std::string& plan, const std::string& source) {
  return settle_intent(*session_, plan, source);
}

}  // namespace millrace::mysql
