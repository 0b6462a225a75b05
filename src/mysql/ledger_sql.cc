// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger_sql.h"

#include "base/digest.h"
#include "base/text.h"

namespace millrace::mysql {
namespace {

bool inside_target(const Session& session) {
  return session.flavor().kind == FlavorKind::kDrds;
}

constexpr const char* kId =
    "  id CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,\n";
constexpr const char* kName = " VARCHAR(255) NOT NULL,\n";
constexpr const char* kNumber = " BIGINT UNSIGNED NOT NULL,\n";
constexpr const char* kLong = " LONGTEXT NOT NULL,\n";
constexpr const char* kDoneAt =
    "TIMESTAMP(6) NULL DEFAULT CURRENT_TIMESTAMP(6)";

std::string create(const Session& session, const char* name,
                   const std::string& columns) {
  const std::string engine = inside_target(session) ? "" : " ENGINE=InnoDB";
  return cat("CREATE TABLE IF NOT EXISTS ", ledger_table(session, name), " (\n",
             columns, ")", engine,
             " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
}

std::string roads_columns() {
  return cat(kId, "  plan", kName, "  source", kName, "  from_schema", kName,
             "  from_table", kName, "  to_schema", kName, "  to_table", kName,
             "  source_table", kLong, "  road_digest", kName, "  created_by_us",
             kNumber, "  copied", kNumber, "  rows_estimate", kNumber,
             "  chunks_estimate", kNumber, "  start_position", kLong,
             "  copy_end", kLong,
             "  chunks_repeated BIGINT UNSIGNED NOT NULL DEFAULT 0,\n"
             "  PRIMARY KEY (id)\n");
}

std::string chunks_columns() {
  return cat(kId, "  number", kNumber,
             "  lower_bound LONGTEXT,\n  upper_bound LONGTEXT,\n  row_count",
             kNumber, "  bytes", kNumber, "  done_at ", kDoneAt,
             ",\n  PRIMARY KEY (id, number)\n");
}

std::string streams_columns() {
  return cat(kId, "  plan", kName, "  source", kName, "  start_position", kLong,
             "  position", kLong, "  transactions", kNumber, "  row_count",
             kNumber, "  commit_time_us BIGINT NOT NULL,\n  error", kLong,
             "  updated_at DATETIME NOT NULL,\n  PRIMARY KEY (id)\n");
}

std::string tables_columns() {
  return cat(kId, "  plan", kName, "  to_schema", kName, "  to_table", kName,
             "  applied", kLong,
             "  updated_at DATETIME NOT NULL,\n  PRIMARY KEY (id)\n");
}

std::string bound_literal(const std::optional<KeyBound>& bound) {
  return bound ? quote_literal(bound_text(*bound)) : "NULL";
}

std::string quoted_digest(const std::string& names) {
  return quote_literal(sha256_hex(names));
}

}  // namespace

std::string ledger_database(const Session& session) {
  return inside_target(session) ? session.endpoint().database : "millrace";
}

std::string ledger_prefix(const Session& session) {
  return inside_target(session) ? "millrace_" : "";
}

std::string ledger_table(const Session& session, std::string_view name) {
  return quote_table(
      {ledger_database(session), cat(ledger_prefix(session), name)});
}

std::vector<std::string> ledger_tables(const Session& session) {
  std::vector<std::string> sql;
  if (!inside_target(session)) {
    sql.push_back(
        "CREATE DATABASE IF NOT EXISTS `millrace` DEFAULT CHARACTER SET "
        "utf8mb4");
  }
  sql.push_back(create(session, "format",
                       cat("  version", kNumber, "  PRIMARY KEY (version)\n")));
  sql.push_back(
      create(session, "plans",
             cat(kId, "  plan", kName, "  digest", kName,
                 "  updated_at DATETIME NOT NULL,\n  PRIMARY KEY (id)\n")));
  sql.push_back(create(session, "roads", roads_columns()));
  sql.push_back(create(session, "chunks", chunks_columns()));
  sql.push_back(create(session, "streams", streams_columns()));
  sql.push_back(create(session, "intents",
                       cat(kId, "  plan", kName, "  source", kName, "  step",
                           kLong, "  done", kNumber, "  PRIMARY KEY (id)\n")));
  sql.push_back(create(session, "tables", tables_columns()));
  return sql;
}

std::string plan_id(const std::string& plan) { return quoted_digest(plan); }

std::string stream_id(const std::string& plan, const std::string& source) {
  return quoted_digest(cat(plan, '\0', source));
}

std::string road_id(const std::string& plan, const RoadId& road) {
  return quoted_digest(cat(plan, '\0', road.source, '\0', road.from.schema,
                           '\0', road.from.table, '\0', road.to.schema, '\0',
                           road.to.table));
}

std::string applied_id(const std::string& plan, const QualifiedName& table) {
  return quoted_digest(cat(plan, '\0', table.schema, '\0', table.table));
}

// Chunks that are there stay without a time: they were not done now.
std::vector<std::string> pace_columns(const Session& session) {
  const std::string chunks = ledger_table(session, "chunks");
  return {cat("ALTER TABLE ", chunks, " ADD COLUMN done_at TIMESTAMP(6) NULL"),
          cat("ALTER TABLE ", chunks, " MODIFY COLUMN done_at ", kDoneAt),
          cat("ALTER TABLE ", ledger_table(session, "roads"),
              " ADD COLUMN chunks_repeated BIGINT UNSIGNED NOT NULL DEFAULT "
              "0")};
}

Result<bool> pace_columns_there(Session& session) {
  const auto one = [&](const char* table, const char* column) {
    return cat(
        "(TABLE_NAME=", quote_literal(cat(ledger_prefix(session), table)),
        " AND COLUMN_NAME='", column, "')");
  };
  auto n = session.value(
      cat("SELECT COUNT(*) FROM information_schema.COLUMNS WHERE TABLE_SCHEMA=",
          quote_literal(ledger_database(session)), " AND (",
          one("chunks", "done_at"), " OR ", one("roads", "chunks_repeated"),
          ")"),
      "cannot read the ledger");
  if (!n.ok()) return n.status();
  return *n == "2";
}

Result<bool> applied_tables_there(Session& session) {
  auto n = session.value(
      cat("SELECT COUNT(*) FROM information_schema.TABLES WHERE TABLE_SCHEMA=",
          quote_literal(ledger_database(session)), " AND TABLE_NAME=",
          quote_literal(cat(ledger_prefix(session), "tables"))),
      "cannot read the ledger");
  if (!n.ok()) return n.status();
  return *n == "1";
}

std::string bound_text(const KeyBound& bound) {
  std::string out;
  for (const std::string& part : bound) append_to(out, hex(part), ";");
  return out;
}

KeyBound bound_from_text(std::string_view text) {
  KeyBound bound;
  for (size_t end; (end = text.find(';')) != std::string_view::npos;) {
    std::string bytes;
    unhex(text.substr(0, end), &bytes);
    bound.push_back(std::move(bytes));
    text.remove_prefix(end + 1);
  }
  return bound;
}

Status insert_chunk(Session& session, const std::string& plan,
                    const RoadId& road, const ChunkRecord& done) {
  const std::string id = road_id(plan, road);
  const std::string where = cat("plan ", plan, ", ", road.source, ".",
                                road.from.str(), ", chunk ", done.chunk.number);
  const Status status = session.run(
      cat("INSERT INTO ", ledger_table(session, "chunks"),
          " (id, number, lower_bound, upper_bound, row_count, bytes) SELECT "
          "id, ",
          done.chunk.number, ", ", bound_literal(done.chunk.lower), ", ",
          bound_literal(done.chunk.upper), ", ", done.rows, ", ", done.bytes,
          " FROM ", ledger_table(session, "roads"), " WHERE id = ", id),
      "cannot write the ledger");
  if (!status.ok()) {
    const bool twice = mysql_errno(session.handle()) == 1062;
    if (!twice) return status.at(where);
    return Status::broken(where +
                          ": the ledger has this chunk already; another run "
                          "is writing");
  }
  if (session.affected() == 1) return {};
  return Status::broken(where +
                        ": the road is no longer in the ledger; was the plan "
                        "forgotten while it ran?");
}

Status put_applied_table(Session& session, const std::string& plan,
                         const AppliedTable& table) {
  const QualifiedName& name = table.desired.name;
  return session.run(
      cat("REPLACE INTO ", ledger_table(session, "tables"),
          " (id, plan, to_schema, to_table, applied, updated_at) VALUES (",
          applied_id(plan, name), ", ", quote_literal(plan), ", ",
          quote_literal(name.schema), ", ", quote_literal(name.table), ", ",
          quote_literal(applied_table_to_json(table)), ", UTC_TIMESTAMP())"),
      "cannot write the ledger");
}

Status drop_applied_table(Session& session, const std::string& plan,
                          const QualifiedName& table) {
  return session.run(cat("DELETE FROM ", ledger_table(session, "tables"),
                         " WHERE id = ", applied_id(plan, table)),
                     "cannot write the ledger");
}

Status set_copy_end(Session& session, const std::string& plan,
                    const RoadId& road, const Position& up_to, bool copied) {
  MR_RETURN_IF_ERROR(
      session.run(cat("UPDATE ", ledger_table(session, "roads"), " SET ",
                      copied ? "copied = 1, " : "",
                      "copy_end = ", quote_literal(position_to_json(up_to)),
                      " WHERE id = ", road_id(plan, road)),
                  "cannot write the ledger"));
  if (session.affected() == 1) return {};
  return Status::broken(cat("plan ", plan, ": the road from ", road.from.str(),
                            " is not in the ledger"));
}

Status advance_stream(Session& session, const std::string& plan,
                      const StreamRecord& progress) {
  MR_RETURN_IF_ERROR(session.run(
      cat("UPDATE ", ledger_table(session, "streams"), " SET position = ",
          quote_literal(position_to_json(progress.position)),
          ", transactions = ", progress.transactions, ", row_count = ",
          progress.rows, ", commit_time_us = ", progress.commit_time_us,
          ", error = ", quote_literal(progress.error),
          ", updated_at = UTC_TIMESTAMP() WHERE id = ",
          stream_id(plan, progress.source)),
      "cannot write the ledger"));
  if (session.affected() == 1) return {};
  return Status::broken(cat("plan ", plan, ", stream of ", progress.source,
                            ": it is no longer in the ledger; was the plan "
                            "forgotten while it ran?"));
}

}  // namespace millrace::mysql
