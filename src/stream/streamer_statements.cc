// SPDX-License-Identifier: Apache-2.0
//
// What Streamer does with statements of the source.
#include <algorithm>

#include "base/moment.h"
#include "base/text.h"
#include "route/source_ddl.h"
#include "stream/streamer.h"
#include "stream/streamer_session.h"

namespace millrace {

// A statement on a selected table: everything before it is committed, then
// it is carried out, with the position behind it, and the log is opened
// anew, with the tables as they are from there on.
Status Streamer::alter(Session& session, TransactionPart& part) {
  MR_RETURN_IF_ERROR(commit(session));
  report(session, false);
  if (session.join) {
    for (const LoggedStatement& statement : part.statements) {
      if (session.join->holds_up(statement)) {
        return hold(session, std::move(part));
      }
    }
  }
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
        setup_.replay->prepare(roads, statement, ahead_of(statement, session)));
    if (!prepared.problem.empty()) {
      stop_before(statement, session.record.position, kDdlStopCode,
                  prepared.problem, prepared.remedy);
      return {};
    }
    MR_RETURN_IF_ERROR(run_step(session, part, statement, std::move(prepared)));
  }
  return {};
}

// May rows of a table that it alters be ahead? Where a copy goes on beside
// the stream, a statement on its tables has waited for the end.
bool Streamer::ahead_of(const LoggedStatement& statement,
                        const Session& session) const {
  return std::any_of(
      session.ahead.begin(), session.ahead.end(), [&](const RowsAhead& rows) {
        if (rows.to.table.empty()) return true;
        return std::any_of(statement.tables.begin(), statement.tables.end(),
                           [&](uint32_t i) {
                             return setup_.roads[i].route->id.to == rows.to;
                           });
      });
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

}  // namespace millrace
