// SPDX-License-Identifier: Apache-2.0
#include "stream/streamer.h"

#include <algorithm>

#include "base/clock.h"
#include "base/moment.h"
#include "base/text.h"
#include "route/source_ddl.h"

namespace millrace {
namespace {

using std::chrono::milliseconds;

// A target transaction takes in source transactions until it holds this
// many changes or bytes, or until no more are waiting.
constexpr uint64_t kBatchChanges = 20'000;
// How often a position that moved past unselected work is written down.
constexpr milliseconds kPositionEvery{1000};
constexpr milliseconds kLook{100};

size_t batch_bytes(const Limits& limits) {
  const size_t share = (static_cast<size_t>(limits.memory_mb) << 20) / 8;
  return std::clamp<size_t>(share, 1 << 20, 32 << 20);
}

}  // namespace

struct Streamer::Session {
  explicit Session(const std::vector<const Route*>& routes)
      : batch(routes), cascades(routes) {}

  std::unique_ptr<LogPump> pump;
  std::unique_ptr<ChangeWriter> writer;
  ChangeBatch batch;
  CascadeMap cascades;
  StreamRecord record;          // as committed
  StreamRecord pending;         // with what the batch holds
  bool open = false;            // a target transaction has begun
  bool inside = false;          // the batch ends inside a source transaction
  std::vector<Position> ahead;  // copy ends not yet passed
  std::chrono::steady_clock::time_point written = {};
};

Streamer::Streamer(StreamSetup setup, Observer& observer, const Stop& stop)
    : setup_(std::move(setup)),
      observer_(observer),
      stop_(stop),
      patience_(std::chrono::seconds(setup_.limits.retry_seconds)) {}

Streamer::~Streamer() = default;

Status Streamer::run(const std::optional<Position>& goal) {
  patience_.progressed();
  bool reached_goal = false;
  while (!reached_goal && !stop_.requested() && totals_.findings.empty()) {
    std::unique_ptr<Session> session;
    Status status = open(&session);
    if (status.ok()) status = follow(*session, goal, &reached_goal);
    if (session && session->writer) session->writer->rollback();
    if (!status.ok() && session && session->open) {
      // Its commit may have taken place, or may yet: until the stream is
      // there again, rows may be ahead of it.
      ahead_.push_back(session->pending.position);
    }
    if (!status.ok() && !keep_trying(status)) {
      return status.at(cat("stream of ", setup_.source_name));
    }
  }
  return {};
}

bool Streamer::keep_trying(const Status& status) {
  if (stop_.requested()) return true;  // the loop ends by itself
  // Somebody reads the table, perhaps for long; that ends by itself.
  const bool waits = status.code() == "S215";
  if (waits) patience_.progressed();
  const bool for_good = status.code().starts_with("S2") ||
                        status.code().starts_with("S34") ||
                        status.code() == "S320";
  if (!waits && for_good) {
    totals_.findings.push_back({status.code(), Severity::kError,
                                setup_.source_name, status.message(), "", "",
                                false, ""});
    return true;
  }
  if (status.kind() != StatusKind::kRetry) return false;
  observer_.note(cat("stream of ", setup_.source_name, ": ", status.message(),
                     "; trying again"));
  return patience_.wait(stop_) || stop_.requested();
}

Status Streamer::open(std::unique_ptr<Session>* session) {
  MR_RETURN_IF_ERROR(setup_.ensure_lock());
  MR_ASSIGN_OR_RETURN(auto writer, setup_.target->change_writer(
                                       setup_.target_endpoint, setup_.plan));
  // The writer's session holds the fence now: no commit of an earlier
  // session can move the position that is read next.
  MR_ASSIGN_OR_RETURN(StreamRecord record, setup_.read_record());
  MR_RETURN_IF_ERROR(decide(record.position));
  std::vector<const Route*> routes;
  ChangeLogOptions options;
  for (const StreamRoad& road : setup_.roads) {
    routes.push_back(road.route);
    options.tables.push_back(road.route->source_table);
    options.tables_from.push_back(road.from);
  }
  auto made = std::make_unique<Session>(routes);
  made->writer = std::move(writer);
  made->record = made->pending = std::move(record);
  made->ahead = ahead_;
  for (const StreamRoad& road : setup_.roads) {
    made->ahead.push_back(road.copy_end);
  }
  MR_RETURN_IF_ERROR(update_ahead(*made));
  MR_ASSIGN_OR_RETURN(
      auto log, setup_.source->change_log(setup_.source_endpoint, options));
  MR_RETURN_IF_ERROR(log->open(made->record.position));
  made->pump =
      std::make_unique<LogPump>(std::move(log), batch_bytes(setup_.limits));
  *session = std::move(made);
  return {};
}

// Did the step whose commit was cut off take place? The position says so.
Status Streamer::decide(const Position& now) {
  if (!undecided_) return {};
  MR_ASSIGN_OR_RETURN(const bool took_place, reached(now, undecided_at_));
  if (took_place) adopt(*undecided_);
  undecided_.reset();
  return {};
}

void Streamer::adopt(const SchemaReplay::Prepared& prepared) {
  setup_.replay->done(prepared);
  // All at once: tables may have taken each other's names.
  std::vector<const Route*> now;
  for (const StreamRoad& road : setup_.roads) now.push_back(road.route);
  for (const auto& [was, made] : prepared.roads) {
    for (size_t i = 0; i < setup_.roads.size(); ++i) {
      if (setup_.roads[i].route->id == was) now[i] = made;
    }
  }
  for (size_t i = 0; i < now.size(); ++i) setup_.roads[i].route = now[i];
  ++totals_.statements;
}

// Copy ends that the committed position has passed are ahead no more.
Status Streamer::update_ahead(Session& session) {
  std::vector<Position> still;
  for (const Position& end : session.ahead) {
    if (end.kind == PositionKind::kNone) continue;
    MR_ASSIGN_OR_RETURN(const bool passed,
                        reached(session.record.position, end));
    if (!passed) still.push_back(end);
  }
  session.ahead = std::move(still);
  return {};
}

Status Streamer::follow(Session& session, const std::optional<Position>& goal,
                        bool* reached_goal) {
  const size_t most_bytes = batch_bytes(setup_.limits);
  while (!stop_.requested()) {
    if (goal && !session.inside) {
      MR_ASSIGN_OR_RETURN(const bool taken,
                          reached(session.pending.position, *goal));
      if (taken) {
        MR_RETURN_IF_ERROR(commit(session));
        *reached_goal = true;  // not before: the commit may have failed
        report(session, true);
        return {};
      }
    }
    // What is there is taken; only when nothing is, is the batch committed.
    std::optional<LogPump::Item> item = session.pump->ready();
    if (!item && !session.inside && !session.batch.empty()) {
      MR_RETURN_IF_ERROR(commit(session));
      report(session, false);
      continue;
    }
    if (!item) item = session.pump->next(kLook);
    if (!item) continue;
    if (!item->status.ok()) {
      // What came whole before the log ended is kept.
      if (!session.inside) MR_RETURN_IF_ERROR(commit(session));
      return item->status;
    }
    if (!item->part.statements.empty()) return alter(session, item->part);
    if (item->part.idle) {
      MR_RETURN_IF_ERROR(idle(session));
      continue;
    }
    MR_RETURN_IF_ERROR(take(session, item->part));
    const bool full = session.batch.changes() >= kBatchChanges ||
                      session.batch.bytes() >= most_bytes;
    if (full) {
      MR_RETURN_IF_ERROR(session.inside ? spill(session) : commit(session));
      report(session, false);
    }
  }
  return {};
}

Status Streamer::take(Session& session, TransactionPart& part) {
  moment("stream.part.taken");
  for (const RowChange& change : part.changes) {
    Status added = session.batch.add(change);
    if (added.ok() && session.cascades.calls(change) &&
        replays(setup_.roads[change.table].route->sync, change.kind)) {
      // Children follow a parent that is in the target, and before anything
      // that comes after it.
      added = spill(session);
      if (added.ok()) {
        added = run_cascades(session.cascades, change, *session.writer);
      }
    }
    if (!added.ok()) {
      return added.at(cat("transaction ", part.gtid, " after ",
                          session.pending.position.str()));
    }
  }
  session.pending.rows += part.changes.size();
  session.inside = !part.ends;
  if (part.ends) {
    session.pending.position = part.position;
    session.pending.commit_time_us = part.commit_time_us;
    if (!part.gtid.empty() || !part.changes.empty()) {
      ++session.pending.transactions;
    }
  }
  return {};
}

// Applies what the batch holds without ending the target transaction.
Status Streamer::spill(Session& session) {
  if (!session.open) {
    MR_RETURN_IF_ERROR(session.writer->begin());
    session.open = true;
  }
  auto outcome =
      session.writer->apply(session.batch.net(), !session.ahead.empty());
  if (!outcome.ok()) return outcome.status();
  session.batch.clear();
  moment("stream.applied");
  return {};
}

Status Streamer::commit(Session& session) {
  if (session.pending.position == session.record.position) return {};
  if (!session.batch.empty()) MR_RETURN_IF_ERROR(spill(session));
  if (!session.open) MR_RETURN_IF_ERROR(session.writer->begin());
  moment("stream.before_commit");
  MR_RETURN_IF_ERROR(session.writer->commit(setup_.plan, session.pending));
  moment("stream.after_commit");
  session.open = false;
  totals_.transactions +=
      session.pending.transactions - session.record.transactions;
  totals_.rows += session.pending.rows - session.record.rows;
  session.record = session.pending;
  session.written = std::chrono::steady_clock::now();
  patience_.progressed();
  if (!session.ahead.empty()) MR_RETURN_IF_ERROR(update_ahead(session));
  return {};
}

// Nothing new in the log: the position may still have moved over work that
// was not selected; it is written down now and then, so that a restart does
// not read the log again from far behind.
Status Streamer::idle(Session& session) {
  patience_.progressed();
  const auto now = std::chrono::steady_clock::now();
  if (!session.inside && now - session.written >= kPositionEvery) {
    MR_RETURN_IF_ERROR(commit(session));
  }
  report(session, true);
  return {};
}

// A statement on a selected table: everything before it is committed, then
// it is carried out, with the position behind it, and the log is opened
// anew, with the tables as they are from there on.
Status Streamer::alter(Session& session, const TransactionPart& part) {
  MR_RETURN_IF_ERROR(commit(session));
  report(session, false);
  for (const LoggedStatement& statement : part.statements) {
    std::string reason = reason_to_stop(statement);
    if (reason.empty() && !part.ends) reason = "it is one of several";
    if (!reason.empty()) {
      stop_before(statement, session.record.position, kDdlStopCode, reason, "");
      return {};
    }
    std::vector<const Route*> roads;
    for (const StreamRoad& road : setup_.roads) roads.push_back(road.route);
    MR_ASSIGN_OR_RETURN(
        auto prepared,
        setup_.replay->prepare(roads, statement, !session.ahead.empty()));
    if (!prepared.problem.empty()) {
      stop_before(statement, session.record.position, kDdlStopCode,
                  prepared.problem, prepared.remedy);
      return {};
    }
    MR_RETURN_IF_ERROR(run_step(session, part, statement, std::move(prepared)));
  }
  return {};
}

// "" = it can be replayed.
std::string Streamer::reason_to_stop(const LoggedStatement& statement) const {
  if (statement.tables.empty()) return "which tables it reaches is not known";
  if (!statement.problem.empty()) return statement.problem;
  for (const TableAlteration& made : statement.alterations) {
    const SyncOptions& sync = setup_.roads[made.table].route->sync;
    const SourceDdl ddl = made.kind == TableAlteration::Kind::kEmpty
                              ? SourceDdl::kTruncate
                              : SourceDdl::kAddColumn;
    if (on_source_ddl(sync, ddl) == DdlAnswer::kStop) {
      return "\"stream\" in the Plan does not name \"alter\"";
    }
  }
  if (setup_.replay == nullptr) return "nothing replays it";
  return "";
}

Status Streamer::run_step(Session& session, const TransactionPart& part,
                          const LoggedStatement& statement,
                          SchemaReplay::Prepared prepared) {
  session.pending.position = part.position;
  session.pending.commit_time_us = part.commit_time_us;
  ++session.pending.transactions;
  const SchemaStep step = prepared.step;
  undecided_ = std::move(prepared);
  undecided_at_ = part.position;
  for (const Statement& one : step.statements) observer_.statement(one.sql);
  moment("alter.before");
  const Status status =
      session.writer->alter(setup_.plan, step, session.pending);
  if (!status.ok() && status.kind() != StatusKind::kRetry) {
    session.writer->rollback();
    undecided_.reset();
    stop_before(statement, session.record.position, "S214",
                cat("the target refused it: ", status.message()), "");
    session.pending = session.record;
    return {};
  }
  MR_RETURN_IF_ERROR(status);
  moment("alter.after");
  adopt(*undecided_);
  undecided_.reset();
  ++totals_.transactions;
  session.record = session.pending;
  patience_.progressed();
  report(session, false);
  return {};
}

void Streamer::stop_before(const LoggedStatement& statement, const Position& at,
                           const char* code, const std::string& reason,
                           const std::string& remedy) {
  Finding finding;
  finding.code = code;
  finding.severity = Severity::kError;
  finding.object = setup_.source_name;
  for (const uint32_t table : statement.tables) {
    finding.object +=
        cat(".", setup_.roads[table].route->source_table.name.str());
    break;
  }
  finding.message = cat("the source ran ", statement.what,
                        "; the stream stopped before it: ", reason);
  finding.evidence = cat(statement.sql, " after ", at.str());
  finding.remedy =
      remedy.empty()
          ? cat("bring the target table to the new shape by hand or empty it, "
                "drop its records with `millrace forget PLAN --table ",
                finding.object, "`, then apply: the table is copied anew")
          : remedy;
  totals_.findings.push_back(std::move(finding));
}

void Streamer::report(Session& session, bool caught_up) {
  StreamProgress progress;
  progress.source = setup_.source_name;
  progress.position = session.record.position;
  progress.transactions = totals_.transactions;
  progress.rows = totals_.rows;
  progress.caught_up = caught_up;
  if (!caught_up && session.record.commit_time_us > 0) {
    progress.lag_seconds =
        std::max<int64_t>(0, wall_clock_us() - session.record.commit_time_us) /
        1e6;
  }
  observer_.stream_progress(progress);
}

}  // namespace millrace
