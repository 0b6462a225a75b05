// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger_read.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "mysql/fence.h"
#include "mysql/ledger_sql.h"

namespace millrace::mysql {
namespace {

constexpr const char* kDoing = "cannot read the ledger";

// False when there is no ledger yet.
Result<bool> ledger_there(Session& session) {
  std::vector<std::string> names;
  for (const char* name : {"format", "plans", "roads", "chunks", "streams"}) {
    names.push_back(quote_literal(cat(ledger_prefix(session), name)));
  }
  auto n =
      session.value(cat("SELECT COUNT(*) FROM information_schema.TABLES WHERE "
                        "TABLE_SCHEMA=",
                        quote_literal(ledger_database(session)),
                        " AND TABLE_NAME IN (", join(names, ","), ")"),
                    kDoing);
  if (!n.ok()) return n.status();
  return *n == "5";
}

std::string roads_query(const Session& session, const std::string& plan) {
  return cat(
      "SELECT r.source, r.from_schema, r.from_table, r.to_schema, r.to_table, "
      "r.source_table, r.road_digest, r.created_by_us, r.copied, "
      "r.rows_estimate, r.chunks_estimate, r.start_position, r.copy_end, "
      "COUNT(c.number), COALESCE(SUM(c.row_count),0), "
      "COALESCE(SUM(c.bytes),0) FROM ",
      ledger_table(session, "roads"), " r LEFT JOIN ",
      ledger_table(session, "chunks"),
      " c ON c.id=r.id WHERE r.plan=", quote_literal(plan),
      " GROUP BY r.id, r.source, r.from_schema, r.from_table, r.to_schema, "
      "r.to_table, r.source_table, r.road_digest, r.created_by_us, r.copied, "
      "r.rows_estimate, r.chunks_estimate, r.start_position, r.copy_end");
}

// The first of the chunks says only when the others began.
std::string pace_query(const Session& session, const std::string& plan) {
  const std::string roads = ledger_table(session, "roads");
  const std::string chunks = ledger_table(session, "chunks");
  const std::string lately =
      cat("done_at > NOW(6) - INTERVAL ", kPaceSeconds, " SECOND");
  const std::string ours = cat("plan=", quote_literal(plan));
  const auto sum = [](const char* column) {
    return cat("COALESCE(SUM(CASE WHEN c.done_at > f.began THEN c.", column,
               " ELSE 0 END),0)");
  };
  return cat(
      "SELECT r.source, r.from_schema, r.from_table, r.to_schema, r.to_table, "
      "r.chunks_repeated, ",
      sum("row_count"), ", ", sum("bytes"),
      ", COALESCE(MAX(CASE WHEN c.number IS NULL THEN 0 ELSE "
      "TIMESTAMPDIFF(MICROSECOND, f.began, NOW(6)) DIV 1000 END),0) FROM ",
      roads, " r LEFT JOIN ", chunks, " c ON c.id=r.id AND c.", lately,
      " CROSS JOIN (SELECT MIN(done_at) AS began FROM ", chunks,
      " WHERE id IN (SELECT id FROM ", roads, " WHERE ", ours, ") AND ", lately,
      ") f WHERE r.", ours,
      " GROUP BY r.id, r.source, r.from_schema, r.from_table, r.to_schema, "
      "r.to_table, r.chunks_repeated HAVING r.chunks_repeated > 0 OR "
      "COUNT(c.number) > 0");
}

Result<RoadRecord> road_from(const QueryRows& row) {
  RoadRecord road;
  road.id.source = row.str(0);
  road.id.from = {row.str(1), row.str(2)};
  road.id.to = {row.str(3), row.str(4)};
  MR_RETURN_IF_ERROR(road_table_from_json(row.text(5), &road));
  road.road_digest = row.str(6);
  road.created_by_us = row.number(7) != 0;
  road.copied = row.number(8) != 0;
  road.rows_estimate = row.number(9);
  road.chunks_estimate = row.number(10);
  MR_ASSIGN_OR_RETURN(road.start, position_from_json(row.str(11)));
  MR_ASSIGN_OR_RETURN(road.copy_end, position_from_json(row.str(12)));
  road.chunks_done = row.number(13);
  road.rows_copied = row.number(14);
  road.bytes_copied = row.number(15);
  return road;
}

Result<StreamRecord> stream_from(const QueryRows& row) {
  StreamRecord stream;
  stream.source = row.str(0);
  MR_ASSIGN_OR_RETURN(stream.start, position_from_json(row.str(1)));
  MR_ASSIGN_OR_RETURN(stream.position, position_from_json(row.str(2)));
  stream.transactions = row.number(3);
  stream.rows = row.number(4);
  const std::string_view time = row.text(5);
  std::from_chars(time.data(), time.data() + time.size(),
                  stream.commit_time_us);
  stream.error = row.str(6);
  return stream;
}

Status read_roads(Session& session, const std::string& plan,
                  LedgerState* state) {
  auto roads = session.query(roads_query(session, plan), kDoing);
  if (!roads.ok()) return roads.status();
  while (roads->next()) {
    MR_ASSIGN_OR_RETURN(RoadRecord road, road_from(*roads));
    state->roads.push_back(std::move(road));
  }
  std::sort(state->roads.begin(), state->roads.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return {};
}

Status read_tables(Session& session, const std::string& plan,
                   LedgerState* state) {
  MR_ASSIGN_OR_RETURN(const bool there, applied_tables_there(session));
  if (!there) return {};
  auto rows =
      session.query(cat("SELECT applied FROM ", ledger_table(session, "tables"),
                        " WHERE plan=", quote_literal(plan)),
                    kDoing);
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    MR_ASSIGN_OR_RETURN(AppliedTable table,
                        applied_table_from_json(rows->str(0)));
    state->add_table(std::move(table));
  }
  std::sort(state->tables.begin(), state->tables.end(),
            [](const auto& a, const auto& b) {
              return a.desired.name < b.desired.name;
            });
  return {};
}

Status read_parts(Session& session, const std::string& plan,
                  LedgerState* state) {
  auto plans =
      session.query(cat("SELECT digest FROM ", ledger_table(session, "plans"),
                        " WHERE id=", plan_id(plan)),
                    kDoing);
  if (!plans.ok()) return plans.status();
  state->exists = plans->next();
  if (state->exists) state->plan_digest = plans->str(0);
  MR_RETURN_IF_ERROR(read_roads(session, plan, state));
  auto streams = session.query(
      cat("SELECT source, start_position, position, transactions, row_count, "
          "commit_time_us, error FROM ",
          ledger_table(session, "streams"),
          " WHERE plan=", quote_literal(plan)),
      kDoing);
  if (!streams.ok()) return streams.status();
  while (streams->next()) {
    MR_ASSIGN_OR_RETURN(StreamRecord stream, stream_from(*streams));
    state->streams.push_back(std::move(stream));
  }
  std::sort(state->streams.begin(), state->streams.end(),
            [](const auto& a, const auto& b) { return a.source < b.source; });
  return read_tables(session, plan, state);
}

std::optional<KeyBound> bound_at(const QueryRows& row, size_t column) {
  if (row.is_null(column)) return std::nullopt;
  return bound_from_text(row.text(column));
}

}  // namespace

Status check_ledger_format(Session& session) {
  auto version = session.value(
      "SELECT version FROM " + ledger_table(session, "format"), kDoing);
  if (!version.ok()) return version.status();
  if (*version == cat(kLedgerFormat)) return {};
  return Status::refused(
      cat("the ledger in database ", ledger_database(session), " on ",
          session.endpoint().str(), " has format ",
          version->empty() ? "none" : *version, ", this millrace knows format ",
          kLedgerFormat, ": use the millrace that wrote it, or a newer one"));
}

// Roads and streams belong together: both as of one moment.
Result<LedgerState> read_ledger(Session& session, const std::string& plan) {
  LedgerState state;
  MR_ASSIGN_OR_RETURN(const bool there, ledger_there(session));
  if (!there) return state;
  MR_RETURN_IF_ERROR(check_ledger_format(session));
  const bool drds = session.flavor().kind == FlavorKind::kDrds;
  MR_RETURN_IF_ERROR(session.run(
      drds ? "START TRANSACTION" : "START TRANSACTION WITH CONSISTENT SNAPSHOT",
      kDoing));
  const Status status = read_parts(session, plan, &state);
  session.rollback();
  if (!status.ok()) return status;
  return state;
}

Result<CopyPace> read_pace(Session& session, const std::string& plan) {
  CopyPace pace;
  MR_ASSIGN_OR_RETURN(const bool there, ledger_there(session));
  if (!there) return pace;
  MR_ASSIGN_OR_RETURN(const bool noted, pace_columns_there(session));
  if (!noted) return pace;
  auto rows = session.query(pace_query(session, plan), kDoing);
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    CopyPace::Road& road = pace.roads.emplace_back();
    road.id = {rows->str(0),
               {rows->str(1), rows->str(2)},
               {rows->str(3), rows->str(4)}};
    road.chunks_repeated = rows->number(5);
    road.rows = rows->number(6);
    road.bytes = rows->number(7);
    pace.seconds =
        std::max(pace.seconds, static_cast<double>(rows->number(8)) / 1000);
  }
  std::sort(pace.roads.begin(), pace.roads.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  return pace;
}

Result<std::vector<ChunkRecord>> read_chunks(Session& session,
                                             const std::string& plan,
                                             const RoadId& road) {
  std::vector<ChunkRecord> chunks;
  MR_ASSIGN_OR_RETURN(const bool there, ledger_there(session));
  if (!there) return chunks;
  auto rows = session.query(
      cat("SELECT number, lower_bound, upper_bound, row_count, bytes FROM ",
          ledger_table(session, "chunks"), " WHERE id=", road_id(plan, road),
          " ORDER BY number"),
      kDoing);
  if (!rows.ok()) return rows.status();
  while (rows->next()) {
    ChunkRecord record;
    record.chunk.number = static_cast<uint32_t>(rows->number(0));
    record.chunk.lower = bound_at(*rows, 1);
    record.chunk.upper = bound_at(*rows, 2);
    record.rows = rows->number(3);
    record.bytes = rows->number(4);
    chunks.push_back(std::move(record));
  }
  return chunks;
}

Result<std::string> read_lock_holder(Session& session,
                                     const std::string& plan) {
  MR_ASSIGN_OR_RETURN(const uint64_t owner,
                      lock_owner(session, plan_lock_name(session, plan)));
  return describe_connection(session, owner);
}

}  // namespace millrace::mysql
