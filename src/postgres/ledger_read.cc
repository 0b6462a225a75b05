// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger_read.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "postgres/ledger_sql.h"

namespace millrace {
namespace {

constexpr const char* kTablesThere =
    "SELECT count(*) FROM pg_catalog.pg_class AS c JOIN "
    "pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE "
    "n.nspname = 'millrace' AND c.relkind = 'r' AND c.relname IN "
    "('format', 'plans', 'roads', 'chunks', 'streams')";

constexpr const char* kRoads =
    "SELECT r.source, r.from_schema, r.from_table, r.to_schema, r.to_table, "
    "r.source_table, r.road_digest, r.created_by_us, r.copied, "
    "r.rows_estimate, r.chunks_estimate, r.start_position, r.copy_end, "
    "coalesce(c.n, 0), coalesce(c.rows, 0), coalesce(c.bytes, 0) "
    "FROM millrace.roads AS r LEFT JOIN (SELECT source, from_schema, "
    "from_table, to_schema, to_table, count(*) AS n, "
    "sum(rows)::bigint AS rows, sum(bytes)::bigint AS bytes "
    "FROM millrace.chunks WHERE plan = $1 GROUP BY 1, 2, 3, 4, 5) AS c "
    "USING (source, from_schema, from_table, to_schema, to_table) "
    "WHERE r.plan = $1 ORDER BY r.source COLLATE \"C\", "
    "r.from_schema COLLATE \"C\", r.from_table COLLATE \"C\", "
    "r.to_schema COLLATE \"C\", r.to_table COLLATE \"C\"";

// The first of the chunks says only when the others began.
constexpr const char* kPace =
    "SELECT r.source, r.from_schema, r.from_table, r.to_schema, r.to_table, "
    "r.chunks_repeated, coalesce(c.rows, 0), coalesce(c.bytes, 0), "
    "coalesce(c.ms, 0) FROM millrace.roads AS r LEFT JOIN (SELECT source, "
    "from_schema, from_table, to_schema, to_table, sum(CASE WHEN done_at > "
    "first THEN rows ELSE 0 END)::bigint AS rows, sum(CASE WHEN done_at > "
    "first THEN bytes ELSE 0 END)::bigint AS bytes, (extract(epoch FROM "
    "clock_timestamp() - min(first)) * 1000)::bigint AS ms FROM "
    "(SELECT *, min(done_at) OVER () AS first FROM millrace.chunks WHERE "
    "plan = $1 AND done_at > clock_timestamp() - $2::bigint * interval "
    "'1 second') AS lately GROUP BY 1, 2, 3, 4, 5) AS c USING (source, "
    "from_schema, from_table, to_schema, to_table) WHERE r.plan = $1 AND "
    "(r.chunks_repeated > 0 OR c.ms IS NOT NULL) ORDER BY r.source COLLATE "
    "\"C\", r.from_schema COLLATE \"C\", r.from_table COLLATE \"C\", "
    "r.to_schema COLLATE \"C\", r.to_table COLLATE \"C\"";

constexpr const char* kStreams =
    "SELECT source, start_position, position, transactions, rows, "
    "commit_time_us, error FROM millrace.streams WHERE plan = $1 "
    "ORDER BY source COLLATE \"C\"";

// False when there is no ledger yet.
Result<bool> ledger_there(Session& session) {
  MR_ASSIGN_OR_RETURN(Rows rows, session.query(kTablesThere));
  return rows.integer(0, 0) == 5;
}

uint64_t count(const Rows& rows, size_t row, int column) {
  return static_cast<uint64_t>(rows.integer(row, column));
}

Result<RoadRecord> road_from(const Rows& rows, size_t i) {
  RoadRecord road;
  road.id.source = rows.str(i, 0);
  road.id.from = {rows.str(i, 1), rows.str(i, 2)};
  road.id.to = {rows.str(i, 3), rows.str(i, 4)};
  MR_RETURN_IF_ERROR(road_table_from_json(rows.text(i, 5), &road));
  road.road_digest = rows.str(i, 6);
  road.created_by_us = rows.flag(i, 7);
  road.copied = rows.flag(i, 8);
  road.rows_estimate = count(rows, i, 9);
  road.chunks_estimate = count(rows, i, 10);
  MR_ASSIGN_OR_RETURN(road.start, position_from_json(rows.str(i, 11)));
  MR_ASSIGN_OR_RETURN(road.copy_end, position_from_json(rows.str(i, 12)));
  road.chunks_done = count(rows, i, 13);
  road.rows_copied = count(rows, i, 14);
  road.bytes_copied = count(rows, i, 15);
  return road;
}

Result<StreamRecord> stream_from(const Rows& rows, size_t i) {
  StreamRecord stream;
  stream.source = rows.str(i, 0);
  MR_ASSIGN_OR_RETURN(stream.start, position_from_json(rows.str(i, 1)));
  MR_ASSIGN_OR_RETURN(stream.position, position_from_json(rows.str(i, 2)));
  stream.transactions = count(rows, i, 3);
  stream.rows = count(rows, i, 4);
  stream.commit_time_us = rows.integer(i, 5);
  stream.error = rows.str(i, 6);
  return stream;
}

std::optional<KeyBound> bound_at(const Rows& rows, size_t i, int column) {
  if (rows.is_null(i, column)) return std::nullopt;
  return bound_from_array(rows.text(i, column));
}

Status read_tables(Session& session, const std::string& plan,
                   LedgerState* state) {
  MR_ASSIGN_OR_RETURN(const bool there, applied_tables_there(session));
  if (!there) return Status();
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query("SELECT applied FROM millrace.tables WHERE plan = $1 "
                    "ORDER BY to_schema COLLATE \"C\", to_table COLLATE \"C\"",
                    {plan}));
  for (size_t i = 0; i < rows.size(); ++i) {
    MR_ASSIGN_OR_RETURN(AppliedTable table,
                        applied_table_from_json(rows.str(i, 0)));
    state->add_table(std::move(table));
  }
  return Status();
}

// Roads and streams belong together: both as of one moment.
Status read_parts(Session& session, const std::string& plan,
                  LedgerState* state) {
  MR_ASSIGN_OR_RETURN(Rows roads, session.query(kRoads, {plan}));
  for (size_t i = 0; i < roads.size(); ++i) {
    MR_ASSIGN_OR_RETURN(RoadRecord road, road_from(roads, i));
    state->roads.push_back(std::move(road));
  }
  MR_ASSIGN_OR_RETURN(Rows streams, session.query(kStreams, {plan}));
  for (size_t i = 0; i < streams.size(); ++i) {
    MR_ASSIGN_OR_RETURN(StreamRecord stream, stream_from(streams, i));
    state->streams.push_back(std::move(stream));
  }
  return read_tables(session, plan, state);
}

}  // namespace

Status check_ledger_format(Session& session) {
  MR_ASSIGN_OR_RETURN(Rows rows,
                      session.query("SELECT version FROM millrace.format"));
  if (rows.size() == 1 && rows.integer(0, 0) == kLedgerFormat) return Status();
  return Status::refused(cat(
      "the ledger in schema millrace on ", session.server(), " has format ",
      rows.empty() ? "none" : rows.str(0, 0), ", this millrace knows format ",
      kLedgerFormat, ": use the millrace that wrote it, or a newer one"));
}

Result<LedgerState> read_ledger(Session& session, const std::string& plan) {
  LedgerState state;
  MR_ASSIGN_OR_RETURN(bool there, ledger_there(session));
  if (!there) return state;
  MR_RETURN_IF_ERROR(check_ledger_format(session));
  MR_RETURN_IF_ERROR(session.begin());
  Status status =
      session.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
  auto plans = session.query(
      "SELECT digest FROM millrace.plans WHERE plan = $1", {plan});
  if (status.ok()) status = plans.status();
  if (status.ok()) status = read_parts(session, plan, &state);
  session.rollback();
  if (!status.ok()) return status.at("reading the ledger");
  state.exists = !plans->empty();
  if (state.exists) state.plan_digest = plans->str(0, 0);
  return state;
}

Result<CopyPace> read_pace(Session& session, const std::string& plan) {
  CopyPace pace;
  MR_ASSIGN_OR_RETURN(const bool there, ledger_there(session));
  if (!there) return pace;
  MR_ASSIGN_OR_RETURN(const bool noted, pace_columns_there(session));
  if (!noted) return pace;
  MR_ASSIGN_OR_RETURN(Rows rows,
                      session.query(kPace, {plan, cat(kPaceSeconds)}));
  for (size_t i = 0; i < rows.size(); ++i) {
    CopyPace::Road& road = pace.roads.emplace_back();
    road.id.source = rows.str(i, 0);
    road.id.from = {rows.str(i, 1), rows.str(i, 2)};
    road.id.to = {rows.str(i, 3), rows.str(i, 4)};
    road.chunks_repeated = count(rows, i, 5);
    road.rows = count(rows, i, 6);
    road.bytes = count(rows, i, 7);
    pace.seconds =
        std::max(pace.seconds, static_cast<double>(count(rows, i, 8)) / 1000);
  }
  return pace;
}

Result<std::vector<ChunkRecord>> read_chunks(Session& session,
                                             const std::string& plan,
                                             const RoadId& road) {
  std::vector<ChunkRecord> chunks;
  MR_ASSIGN_OR_RETURN(bool there, ledger_there(session));
  if (!there) return chunks;
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query(cat("SELECT number, lower_bound, upper_bound, rows, "
                        "bytes FROM millrace.chunks WHERE",
                        kRoadMatch, " ORDER BY number"),
                    road_params(plan, road)));
  for (size_t i = 0; i < rows.size(); ++i) {
    ChunkRecord record;
    record.chunk.number = static_cast<uint32_t>(rows.integer(i, 0));
    record.chunk.lower = bound_at(rows, i, 1);
    record.chunk.upper = bound_at(rows, i, 2);
    record.rows = count(rows, i, 3);
    record.bytes = count(rows, i, 4);
    chunks.push_back(std::move(record));
  }
  return chunks;
}

}  // namespace millrace
