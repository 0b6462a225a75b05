// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger.h"

#include "base/text.h"
#include "postgres/ledger_read.h"
#include "postgres/ledger_sql.h"

namespace millrace {
namespace {

std::string number(uint64_t n) { return cat(n); }

const char* truth(bool b) { return b ? "true" : "false"; }

}  // namespace

Result<std::unique_ptr<LedgerReader>> PostgresLedgerReader::open(
    const Endpoint& endpoint) {
  SessionOptions options;
  options.read_only = true;
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint, options));
  return std::unique_ptr<LedgerReader>(
      std::make_unique<PostgresLedgerReader>(std::move(session)));
}

Result<std::unique_ptr<Ledger>> PostgresLedger::open(const Endpoint& endpoint) {
  MR_ASSIGN_OR_RETURN(auto session, Session::open(endpoint));
  return std::unique_ptr<Ledger>(
      std::make_unique<PostgresLedger>(std::move(session)));
}

Result<LedgerState> PostgresLedger::read(const std::string& plan) {
  return read_ledger(*session_, plan);
}

Result<std::vector<ChunkRecord>> PostgresLedger::chunks(const std::string& plan,
                                                        const RoadId& road) {
  return read_chunks(*session_, plan, road);
}

Result<LedgerState> PostgresLedgerReader::read(const std::string& plan) {
  return read_ledger(*session_, plan);
}

Result<std::vector<ChunkRecord>> PostgresLedgerReader::chunks(
    const std::string& plan, const RoadId& road) {
  return read_chunks(*session_, plan, road);
}

Result<CopyPace> PostgresLedger::pace(const std::string& plan) {
  return read_pace(*session_, plan);
}

Result<CopyPace> PostgresLedgerReader::pace(const std::string& plan) {
  return read_pace(*session_, plan);
}

Status PostgresLedger::create() {
  // Two plans may begin at once; IF NOT EXISTS alone does not save the
  // second from the first one's catalog rows.
  MR_RETURN_IF_ERROR(session_->begin());
  Status status = make_tables();
  if (status.ok()) status = session_->commit();
  session_->rollback();
  MR_RETURN_IF_ERROR(status.at("making the ledger"));
  add_pace_columns();
  return check_ledger_format(*session_);
}

Status PostgresLedger::make_tables() {
  MR_RETURN_IF_ERROR(session_->run(
      "SELECT pg_advisory_xact_lock(hashtext('millrace ledger'))"));
  MR_ASSIGN_OR_RETURN(
      Rows there,
      session_->query("SELECT count(*) FROM pg_catalog.pg_namespace WHERE "
                      "nspname = 'millrace'"));
  for (const std::string& sql :
       ledger_tables(session_->flavor(), there.integer(0, 0) > 0)) {
    MR_RETURN_IF_ERROR(session_->run(sql));
  }
  return Status();
}

// The copy goes without them: what is lost is an estimate, so an account that
// does not own a ledger of an earlier release is not refused. Nor is a plan
// that begins beside another that adds them.
void PostgresLedger::add_pace_columns() {
  const auto there = pace_columns_there(*session_);
  if (!there.ok() || *there) return;
  Status status = session_->begin();
  for (const std::string& sql : pace_columns()) {
    if (status.ok()) status = session_->run(sql);
  }
  if (status.ok()) status = session_->commit();
  session_->rollback();
}

Status PostgresLedger::atomically(const std::function<Status()>& writes) {
  MR_RETURN_IF_ERROR(session_->begin());
  Status status = writes();
  if (status.ok()) return session_->commit();
  session_->rollback();
  return status;
}

Status PostgresLedger::together(const std::vector<Work>& statements) {
  MR_RETURN_IF_ERROR(session_->begin());
  for (const Work& work : statements) {
    Status status = session_->run(work.sql, work.params);
    if (!status.ok()) {
      session_->rollback();
      return status;
    }
  }
  return session_->commit();
}

Status PostgresLedger::put(const std::string& update, const std::string& insert,
                           const Session::Params& params) {
  auto rows = session_->query(update, params);
  if (!rows.ok()) return rows.status().at("writing the ledger");
  if (rows->affected() > 0) return Status();
  return session_->run(insert, params).at("writing the ledger");
}

Status PostgresLedger::record_plan(const std::string& plan,
                                   const std::string& digest) {
  return put(
      "UPDATE millrace.plans SET digest = $2, updated_at = now() "
      "WHERE plan = $1",
      "INSERT INTO millrace.plans (plan, digest, updated_at) "
      "VALUES ($1, $2, now())",
      {plan, digest});
}

Status PostgresLedger::record_road(const std::string& plan,
                                   const RoadRecord& road) {
  Session::Params params = road_params(plan, road.id);
  params.push_back(road_table_to_json(road.source_table, road.asked_names));
  params.push_back(road.road_digest);
  params.push_back(truth(road.created_by_us));
  params.push_back(truth(road.copied));
  params.push_back(number(road.rows_estimate));
  params.push_back(number(road.chunks_estimate));
  params.push_back(position_to_json(road.start));
  params.push_back(position_to_json(road.copy_end));
  return put(cat("UPDATE millrace.roads SET source_table = $7, "
                 "road_digest = $8, created_by_us = $9::boolean, "
                 "copied = $10::boolean, rows_estimate = $11::bigint, "
                 "chunks_estimate = $12::bigint, start_position = $13, "
                 "copy_end = $14 WHERE",
                 kRoadMatch),
             "INSERT INTO millrace.roads (plan, source, from_schema, "
             "from_table, to_schema, to_table, source_table, road_digest, "
             "created_by_us, copied, rows_estimate, chunks_estimate, "
             "start_position, copy_end) VALUES ($1, $2, $3, $4, $5, $6, $7, "
             "$8, $9::boolean, $10::boolean, $11::bigint, $12::bigint, $13, "
             "$14)",
             params);
}

Status PostgresLedger::record_copied(const std::string& plan,
                                     const RoadId& road,
                                     const Position& copy_end) {
  return set_copy_end(*session_, plan, road, copy_end, true);
}

Status PostgresLedger::record_repeated(const std::string& plan,
                                       const RoadId& road) {
  return session_->run(cat("UPDATE millrace.roads SET chunks_repeated = "
                           "chunks_repeated + 1 WHERE",
                           kRoadMatch),
                       road_params(plan, road));
}

Status PostgresLedger::record_stream(const std::string& plan,
                                     const StreamRecord& stream) {
  return put(
      "UPDATE millrace.streams SET start_position = $3, position = $4, "
      "transactions = $5::bigint, rows = $6::bigint, commit_time_us = "
      "$7::bigint, error = $8, updated_at = now() "
      "WHERE plan = $1 AND source = $2",
      "INSERT INTO millrace.streams (plan, source, start_position, "
      "position, transactions, rows, commit_time_us, error, "
      "updated_at) VALUES ($1, $2, $3, $4, $5::bigint, $6::bigint, "
      "$7::bigint, $8, now())",
      {plan, stream.source, position_to_json(stream.start),
       position_to_json(stream.position), number(stream.transactions),
       number(stream.rows), cat(stream.commit_time_us), stream.error});
}

Status PostgresLedger::record_stream_error(const std::string& plan,
                                           const std::string& source,
                                           const std::string& error) {
  return session_->run(
      "UPDATE millrace.streams SET error = $3, updated_at = now() "
      "WHERE plan = $1 AND source = $2",
      {plan, source, error});
}

Status PostgresLedger::forget(const std::string& plan,
                              const std::optional<RoadId>& road) {
  std::vector<Work> work;
  MR_ASSIGN_OR_RETURN(const bool tables, applied_tables_there(*session_));
  if (road) {
    if (tables) {
      work.push_back(
          {"DELETE FROM millrace.tables WHERE plan = $1 AND "
           "to_schema = $2 AND to_table = $3",
           {plan, road->to.schema, road->to.table}});
    }
    for (const char* table : {"chunks", "roads"}) {
      work.push_back({cat("DELETE FROM millrace.", table, " WHERE", kRoadMatch),
                      road_params(plan, *road)});
    }
  } else {
    for (const char* table :
         {"chunks", "roads", "streams", "tables", "plans"}) {
      if (!tables && std::string_view(table) == "tables") continue;
      work.push_back(
          {cat("DELETE FROM millrace.", table, " WHERE plan = $1"), {plan}});
    }
  }
  return together(work).at("forgetting");
}

Status PostgresLedger::forget_stream(const std::string& plan,
                                     const std::string& source) {
  return session_->run(
      "DELETE FROM millrace.streams WHERE plan = $1 AND source = $2",
      {plan, source});
}

Status PostgresLedger::record_table(const std::string& plan,
                                    const AppliedTable& table) {
  return put_applied_table(*session_, plan, table).at("writing the ledger");
}

Status PostgresLedger::forget_table(const std::string& plan,
                                    const QualifiedName& table) {
  return drop_applied_table(*session_, plan, table);
}

Status PostgresLedger::move_road(const std::string& plan, const RoadId& from,
                                 const RoadId& to) {
  MR_RETURN_IF_ERROR(session_->begin());
  const Status status = rename_road(*session_, plan, from, to);
  if (status.ok()) return session_->commit();
  session_->rollback();
  return status.at("renaming in the ledger");
}

}  // namespace millrace
