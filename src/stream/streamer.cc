// SPDX-License-Identifier: Apache-2.0
#include "stream/streamer.h"

#include <algorithm>

#include "base/clock.h"
#include "base/moment.h"
#include "base/text.h"
#include "route/spare_columns.h"
#include "stream/streamer_session.h"

namespace millrace {
namespace {

using std::chrono::milliseconds;

// How often a position that moved past unselected work is written down.
constexpr milliseconds kPositionEvery{1000};
constexpr milliseconds kLook{100};
// How long the source may be made to wait for the target, at the most.
constexpr std::chrono::seconds kMostStall{3600};
// A chunk that is on its way is waited for with the log open for so long.
constexpr milliseconds kHoldOpen{3000};

size_t batch_bytes(const Limits& limits) {
  const size_t share = (static_cast<size_t>(limits.memory_mb) << 20) / 8;
  return std::clamp<size_t>(share, 1 << 20, 32 << 20);
}

}  // namespace

Streamer::Streamer(StreamSetup setup, Observer& observer, const Stop& stop)
    : setup_(std::move(setup)),
      observer_(observer),
      large_rows_(setup_.limits, observer),
      stop_(&stop),
      patience_(std::chrono::seconds(setup_.limits.retry_seconds)) {}

Streamer::~Streamer() = default;

Status Streamer::run(const std::optional<Position>& goal) {
  patience_.progressed();
  bool reached_goal = false;
  while (!reached_goal && !stop_->requested() && totals_.findings.empty()) {
    std::unique_ptr<Session> session;
    Status status = open(&session);
    if (status.ok()) status = follow(*session, goal, &reached_goal);
    if (session && session->writer) session->writer->rollback();
    if (session && session->second) session->second->rollback();
    if (!status.ok() && session && session->open) {
      // Its commit may have taken place, or may yet: until the stream is
      // there again, rows may be ahead of it.
      ahead_.push_back({{}, session->pending.position});
    }
    if (!status.ok() && !keep_trying(status)) {
      return status.at(cat("stream of ", setup_.source_name));
    }
  }
  return {};
}

Status Streamer::run_beside(const CopyFrontier& frontier, const Stop& over) {
  const Stop* whole = std::exchange(stop_, &over);
  frontier_ = &frontier;
  Status status = run(std::nullopt);
  frontier_ = nullptr;
  held_.reset();
  stop_ = whole;
  return status;
}

bool Streamer::keep_trying(const Status& status) {
  if (stop_->requested()) return true;  // the loop ends by itself
  if (held_) return wait_for_copy(), true;
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
  return patience_.wait(*stop_) || stop_->requested();
}

Status Streamer::open(std::unique_ptr<Session>* session) {
  MR_RETURN_IF_ERROR(setup_.ensure_lock());
  MR_ASSIGN_OR_RETURN(auto writer, setup_.target->change_writer(
                                       setup_.target_endpoint, setup_.plan));
  // The writer's session holds the fence now: no commit of an earlier
  // session can move the position that is read next.
  MR_ASSIGN_OR_RETURN(StreamStart start, setup_.read_start());
  MR_RETURN_IF_ERROR(decide(start.record.position));
  std::vector<const Route*> routes;
  ChangeLogOptions options;
  options.stall = setup_.source_stall;
  for (const StreamRoad& road : setup_.roads) {
    routes.push_back(road.route);
    options.tables.push_back(road.route->source_table);
    options.tables_from.push_back(road.from);
  }
  auto made = std::make_unique<Session>(routes);
  options.tables_spare = spare_columns(routes);
  made->writer = std::move(writer);
  made->record = made->pending = std::move(start.record);
  made->ahead = std::move(start.copy_ends);
  made->ahead.insert(made->ahead.end(), ahead_.begin(), ahead_.end());
  if (frontier_ != nullptr) {
    made->join =
        std::make_shared<CopyJoin>(*frontier_, setup_.source_name, routes);
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

bool Streamer::ahead(const Session& session) const {
  return session.join || !session.ahead.empty();
}

// Copy ends that the committed position has passed are ahead no more.
Status Streamer::update_ahead(Session& session) {
  std::vector<RowsAhead> still;
  for (RowsAhead& rows : session.ahead) {
    if (rows.until.kind == PositionKind::kNone) continue;
    MR_ASSIGN_OR_RETURN(const bool passed,
                        reached(session.record.position, rows.until));
    if (!passed) still.push_back(std::move(rows));
  }
  session.ahead = std::move(still);
  return {};
}

Status Streamer::follow(Session& session, const std::optional<Position>& goal,
                        bool* reached_goal) {
  const size_t most_bytes = batch_bytes(setup_.limits);
  while (!stop_->requested()) {
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
      // The target was slower than the source waits: it may wait longer.
      if (session.pump->longest_stall() >= setup_.source_stall * 9 / 10) {
        setup_.source_stall = std::min(2 * setup_.source_stall, kMostStall);
      }
      return item->status;
    }
    if (!item->part.statements.empty()) return alter(session, item->part);
    if (item->part.idle) {
      MR_RETURN_IF_ERROR(idle(session));
      continue;
    }
    MR_RETURN_IF_ERROR(take(session, item->part));
    const bool full = session.batch.changes() >= setup_.batch_changes ||
                      session.batch.bytes() >= most_bytes;
    if (full) {
      MR_RETURN_IF_ERROR(session.inside      ? spill(session)
                         : in_lanes(session) ? commit_in_lanes(session)
                                             : commit(session));
      report(session, false);
    }
  }
  return {};
}

// Which rows of the part concern the target, beyond those in `rows`. What
// cannot be told yet is waited for, but never with locks in the target that
// a chunk may need. An answer holds only while nothing is applied that came
// before: that a chunk brings a row is no answer once that row may have been
// evicted by an earlier change.
Status Streamer::ask(Session& session, TransactionPart& part,
                     std::vector<ChangeBatch::Rows>* rows) {
  const auto until = std::chrono::steady_clock::now() + kHoldOpen;
  const size_t answered = rows->size();
  while (true) {
    rows->resize(answered);
    MR_ASSIGN_OR_RETURN(
        const bool known,
        session.join->ask(part, session.pending.position, rows));
    if (known) return {};
    const bool between = !session.inside && answered == 0;
    if (between) MR_RETURN_IF_ERROR(commit(session));
    if (session.open || stop_->requested() ||
        std::chrono::steady_clock::now() > until) {
      return hold(session, std::move(part));
    }
    frontier_->wait(milliseconds(50));
  }
}

// Lets both sides' sessions go until what is waited for is there.
Status Streamer::hold(Session& session, TransactionPart part) {
  held_ = std::make_unique<Held>(
      Held{std::move(part), session.pending.position, session.join});
  return Status::retry("waits for the copy");
}

void Streamer::wait_for_copy() {
  const std::unique_ptr<Held> held = std::move(held_);
  patience_.progressed();
  std::vector<ChangeBatch::Rows> rows;
  while (!stop_->requested()) {
    const bool statement = !held->part.statements.empty();
    const auto known = held->join->ask(held->part, held->before, &rows);
    // A failure will show when it is asked again.
    if (!statement && (!known.ok() || *known)) return;
    frontier_->wait(milliseconds(100));
  }
}

Status Streamer::take(Session& session, TransactionPart& part) {
  moment("stream.part.taken");
  std::vector<ChangeBatch::Rows> rows;
  if (session.join) MR_RETURN_IF_ERROR(ask(session, part, &rows));
  rows.resize(part.changes.size());  // without a copy all rows concern it
  for (size_t i = 0; i < part.changes.size(); ++i) {
    const RowChange& change = part.changes[i];
    const size_t held = session.batch.bytes();
    Status added = session.batch.add(change, rows[i]);
    const size_t bytes = session.batch.bytes() - held;
    if (large_rows_.large(bytes)) {
      large_rows_.name(*setup_.roads[change.table].route,
                       session.batch.key_text(change), bytes);
    }
    if (added.ok() && session.cascades.calls(change) &&
        replays(setup_.roads[change.table].route->sync, change.kind)) {
      // Children follow a parent that is in the target, and before anything
      // that comes after it.
      added = spill(session);
      if (added.ok()) {
        added = run_cascades(session.cascades, change, *session.writer);
      }
      if (added.ok() && session.join) {
        rows.resize(i + 1);
        added = ask(session, part, &rows);
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
  auto outcome = session.writer->apply(session.batch.net(), ahead(session));
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
