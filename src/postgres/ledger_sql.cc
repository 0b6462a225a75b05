// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger_sql.h"

#include <cstdlib>

#include "base/text.h"
#include "postgres/greenplum.h"

namespace millrace {
namespace {

constexpr const char* kRoadColumns =
    "  plan text NOT NULL,\n"
    "  source text NOT NULL,\n"
    "  from_schema text NOT NULL,\n"
    "  from_table text NOT NULL,\n"
    "  to_schema text NOT NULL,\n"
    "  to_table text NOT NULL,\n";

constexpr const char* kRoadKey =
    "plan, source, from_schema, from_table, to_schema, to_table";

std::string roads_table() {
  return cat("CREATE TABLE IF NOT EXISTS millrace.roads (\n", kRoadColumns,
             "  source_table text NOT NULL,\n"
             "  road_digest text NOT NULL,\n"
             "  created_by_us boolean NOT NULL,\n"
             "  copied boolean NOT NULL,\n"
             "  rows_estimate bigint NOT NULL,\n"
             "  chunks_estimate bigint NOT NULL,\n"
             "  start_position text NOT NULL,\n"
             "  copy_end text NOT NULL,\n"
             "  chunks_repeated bigint NOT NULL DEFAULT 0,\n"
             "  PRIMARY KEY (",
             kRoadKey, ")\n)");
}

std::string chunks_table() {
  return cat("CREATE TABLE IF NOT EXISTS millrace.chunks (\n", kRoadColumns,
             "  number bigint NOT NULL,\n"
             "  lower_bound bytea[],\n"
             "  upper_bound bytea[],\n"
             "  rows bigint NOT NULL,\n"
             "  bytes bigint NOT NULL,\n"
             "  done_at timestamp with time zone DEFAULT clock_timestamp(),\n"
             "  PRIMARY KEY (",
             kRoadKey, ", number)\n)");
}

// Every table goes by its plan: progress of one plan lies together, the key
// holds it, and no UPDATE touches it. It is a heap, whatever the database's
// rule: its key has to be unique.
std::vector<std::string> spread(std::vector<std::string> statements,
                                const Flavor& flavor) {
  for (std::string& sql : statements) {
    if (!sql.starts_with("CREATE TABLE")) continue;
    sql += heap_clause(flavor);
    sql += sql.find("  plan text") == std::string::npos
               ? " DISTRIBUTED BY (version)"
               : " DISTRIBUTED BY (plan)";
  }
  return statements;
}

std::vector<std::string> table_statements() {
  return {
      "CREATE TABLE IF NOT EXISTS millrace.format (\n"
      "  version bigint NOT NULL PRIMARY KEY\n)",
      "CREATE TABLE IF NOT EXISTS millrace.plans (\n"
      "  plan text NOT NULL PRIMARY KEY,\n"
      "  digest text NOT NULL,\n"
      "  updated_at timestamp with time zone NOT NULL\n)",
      roads_table(),
      chunks_table(),
      "CREATE TABLE IF NOT EXISTS millrace.streams (\n"
      "  plan text NOT NULL,\n"
      "  source text NOT NULL,\n"
      "  start_position text NOT NULL,\n"
      "  position text NOT NULL,\n"
      "  transactions bigint NOT NULL,\n"
      "  rows bigint NOT NULL,\n"
      "  commit_time_us bigint NOT NULL,\n"
      "  error text NOT NULL,\n"
      "  updated_at timestamp with time zone NOT NULL,\n"
      "  PRIMARY KEY (plan, source)\n)",
      "CREATE TABLE IF NOT EXISTS millrace.tables (\n"
      "  plan text NOT NULL,\n"
      "  to_schema text NOT NULL,\n"
      "  to_table text NOT NULL,\n"
      "  applied text NOT NULL,\n"
      "  updated_at timestamp with time zone NOT NULL,\n"
      "  PRIMARY KEY (plan, to_schema, to_table)\n)",
      cat("INSERT INTO millrace.format (version) SELECT ", kLedgerFormat,
          " WHERE NOT EXISTS (SELECT 1 FROM millrace.format)"),
  };
}

std::string number(uint64_t n) { return cat(n); }

std::optional<std::string> bound_param(const std::optional<KeyBound>& bound) {
  if (!bound) return std::nullopt;
  return bound_array(*bound);
}

}  // namespace

const char* const kRoadMatch =
    " plan = $1 AND source = $2 AND from_schema = $3 AND from_table = $4 "
    "AND to_schema = $5 AND to_table = $6";

std::vector<std::string> ledger_tables(const Flavor& flavor,
                                       bool schema_there) {
  std::vector<std::string> statements = table_statements();
  if (flavor.kind == FlavorKind::kGreenplum) {
    statements = spread(std::move(statements), flavor);
  }
  if (!schema_there) {
    statements.insert(statements.begin(), "CREATE SCHEMA millrace");
  }
  return statements;
}

// Chunks that are there stay without a time: they were not done now.
std::vector<std::string> pace_columns() {
  return {
      "ALTER TABLE millrace.chunks ADD COLUMN done_at timestamp with time zone",
      "ALTER TABLE millrace.chunks ALTER COLUMN done_at SET DEFAULT "
      "clock_timestamp()",
      "ALTER TABLE millrace.roads ADD COLUMN chunks_repeated bigint NOT NULL "
      "DEFAULT 0",
  };
}

Result<bool> pace_columns_there(Session& session) {
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query("SELECT count(*) FROM pg_catalog.pg_attribute AS a JOIN "
                    "pg_catalog.pg_class AS c ON c.oid = a.attrelid JOIN "
                    "pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                    "WHERE n.nspname = 'millrace' AND NOT a.attisdropped AND "
                    "((c.relname = 'chunks' AND a.attname = 'done_at') OR "
                    "(c.relname = 'roads' AND a.attname = "
                    "'chunks_repeated'))"));
  return rows.integer(0, 0) == 2;
}

Result<bool> applied_tables_there(Session& session) {
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query("SELECT count(*) FROM pg_catalog.pg_class AS c JOIN "
                    "pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                    "WHERE n.nspname = 'millrace' AND c.relkind = 'r' AND "
                    "c.relname = 'tables'"));
  return rows.integer(0, 0) == 1;
}

std::string bound_array(const KeyBound& bound) {
  std::string out = "{";
  for (const std::string& part : bound) {
    append_to(out, out.size() == 1 ? "" : ",", "\"\\\\x", hex(part), "\"");
  }
  return out + "}";
}

KeyBound bound_from_array(std::string_view array) {
  KeyBound bound;
  size_t at = 0;
  // Elements read "\\x6162"; between the marks there are only digits.
  while ((at = array.find('x', at)) != std::string_view::npos) {
    size_t end = array.find_first_not_of("0123456789abcdef", at + 1);
    if (end == std::string_view::npos) end = array.size();
    std::string bytes;
    unhex(array.substr(at + 1, end - at - 1), &bytes);
    bound.push_back(bytes);
    at = end;
  }
  return bound;
}

Session::Params road_params(const std::string& plan, const RoadId& road) {
  return {plan,           road.source,  road.from.schema, road.from.table,
          road.to.schema, road.to.table};
}

Status insert_chunk(Session& session, const std::string& plan,
                    const RoadId& road, const ChunkRecord& done) {
  Session::Params params = road_params(plan, road);
  params.push_back(number(done.chunk.number));
  params.push_back(bound_param(done.chunk.lower));
  params.push_back(bound_param(done.chunk.upper));
  params.push_back(number(done.rows));
  params.push_back(number(done.bytes));
  std::string sql =
      cat("INSERT INTO millrace.chunks (", kRoadKey,
          ", number, lower_bound, upper_bound, rows, bytes) SELECT ", kRoadKey,
          ", $7::bigint, $8::bytea[], $9::bytea[], $10::bigint, $11::bigint "
          "FROM millrace.roads WHERE",
          kRoadMatch);
  auto rows = session.query(sql, params);
  std::string where = cat("plan ", plan, ", ", road.source, ".",
                          road.from.str(), ", chunk ", done.chunk.number);
  if (!rows.ok()) {
    bool twice = rows.status().message().find("23505") != std::string::npos;
    if (!twice) return rows.status().at(where);
    return Status::broken(where +
                          ": the ledger has this chunk already; "
                          "another run is writing");
  }
  if (rows->affected() == 1) return Status();
  return Status::broken(where +
                        ": the road is no longer in the ledger; was "
                        "the plan forgotten while it ran?");
}

Status rename_road(Session& session, const std::string& plan,
                   const RoadId& from, const RoadId& to) {
  if (from == to) return {};
  for (const char* table : {"chunks", "roads"}) {
    Session::Params params = road_params(plan, from);
    for (const std::string* part : {&to.source, &to.from.schema, &to.from.table,
                                    &to.to.schema, &to.to.table}) {
      params.push_back(*part);
    }
    MR_RETURN_IF_ERROR(
        session.run(cat("UPDATE millrace.", table,
                        " SET source = $7, from_schema = $8, from_table = $9, "
                        "to_schema = $10, to_table = $11 WHERE",
                        kRoadMatch),
                    params));
  }
  return {};
}

Status drop_applied_table(Session& session, const std::string& plan,
                          const QualifiedName& table) {
  return session.run(
      "DELETE FROM millrace.tables WHERE plan = $1 AND to_schema = $2 AND "
      "to_table = $3",
      {plan, table.schema, table.table});
}

Status update_road(Session& session, const std::string& plan,
                   const SchemaStep::Road& road) {
  Session::Params params = road_params(plan, road.now);
  params.push_back(road_table_to_json(road.source_table, road.asked_names));
  params.push_back(road.digest);
  MR_ASSIGN_OR_RETURN(
      Rows rows, session.query(cat("UPDATE millrace.roads SET source_table = "
                                   "$7, road_digest = $8 WHERE",
                                   kRoadMatch),
                               params));
  if (rows.affected() == 1) return Status();
  return Status::broken(cat("plan ", plan, ", ", road.id.source, ".",
                            road.id.from.str(),
                            ": the road is no longer in the ledger; was the "
                            "plan forgotten while it ran?"));
}

Status put_applied_table(Session& session, const std::string& plan,
                         const AppliedTable& table) {
  const QualifiedName& name = table.desired.name;
  const Session::Params params = {plan, name.schema, name.table,
                                  applied_table_to_json(table)};
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query("UPDATE millrace.tables SET applied = $4, updated_at = "
                    "now() WHERE plan = $1 AND to_schema = $2 AND to_table = "
                    "$3",
                    params));
  if (rows.affected() > 0) return Status();
  return session.run(
      "INSERT INTO millrace.tables (plan, to_schema, to_table, applied, "
      "updated_at) VALUES ($1, $2, $3, $4, now())",
      params);
}

Status set_copy_end(Session& session, const std::string& plan,
                    const RoadId& road, const Position& up_to, bool copied) {
  Session::Params params = road_params(plan, road);
  params.push_back(position_to_json(up_to));
  MR_ASSIGN_OR_RETURN(const Rows rows,
                      session.query(cat("UPDATE millrace.roads SET ",
                                        copied ? "copied = true, " : "",
                                        "copy_end = $7 WHERE", kRoadMatch),
                                    params));
  if (rows.affected() == 1) return Status();
  return Status::broken(cat("plan ", plan, ": the road from ", road.from.str(),
                            " is not in the ledger"));
}

Status advance_stream(Session& session, const std::string& plan,
                      const StreamRecord& progress) {
  MR_ASSIGN_OR_RETURN(
      Rows rows,
      session.query("UPDATE millrace.streams SET position = $3, "
                    "transactions = $4::bigint, rows = $5::bigint, "
                    "commit_time_us = $6::bigint, error = $7, "
                    "updated_at = now() WHERE plan = $1 AND source = $2",
                    {plan, progress.source, position_to_json(progress.position),
                     number(progress.transactions), number(progress.rows),
                     cat(progress.commit_time_us), progress.error}));
  if (rows.affected() == 1) return Status();
  return Status::broken(cat("plan ", plan, ", stream of ", progress.source,
                            ": it is no longer in the ledger; was the plan "
                            "forgotten while it ran?"));
}

}  // namespace millrace
