// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum_probe.h"

#include <libpq-fe.h>

#include <map>
#include <set>

#include "base/text.h"
#include "postgres/greenplum.h"
#include "postgres/identifiers.h"

namespace millrace {
namespace {

// A word of the grammar: on a table that does not exist the server must
// complain of the table, not of the words.
struct Word {
  const char* capability;
  const char* sql;
};

constexpr Word kWords[] = {
    {"on_conflict",
     "INSERT INTO pg_temp.millrace_not_there VALUES (1) ON CONFLICT DO "
     "NOTHING"},
    {"index_if_not_exists",
     "CREATE INDEX IF NOT EXISTS millrace_not_there ON "
     "pg_temp.millrace_not_there (a)"},
    {"column_if_not_exists",
     "ALTER TABLE pg_temp.millrace_not_there ADD COLUMN IF NOT EXISTS a int"},
    {"schema_if_not_exists", "CREATE SCHEMA IF NOT EXISTS pg_catalog"},
};

// Tried on temporary tables; the last statement decides.
struct Trial {
  const char* capability;
  const char* sql[3];
};

constexpr Trial kTrials[] = {
    {"key_beside_unique",
     {"CREATE TEMPORARY TABLE millrace_a (a int PRIMARY KEY, b int, UNIQUE "
      "(a, b)) DISTRIBUTED BY (a)",
      nullptr}},
    {"unique_index_beside_key",
     {"CREATE TEMPORARY TABLE millrace_b (a int PRIMARY KEY, b int) "
      "DISTRIBUTED BY (a)",
      "CREATE UNIQUE INDEX millrace_b_u ON pg_temp.millrace_b (a, b)"}},
    {"update_of_distribution",
     {"CREATE TEMPORARY TABLE millrace_c (a int PRIMARY KEY, b int) "
      "DISTRIBUTED BY (a)",
      "UPDATE pg_temp.millrace_c SET a = a + 1"}},
    {"part_of_key",
     {"CREATE TEMPORARY TABLE millrace_g (a int, b int, PRIMARY KEY (a, b)) "
      "DISTRIBUTED BY (b)",
      nullptr}},
    {"rename_of_distribution",
     {"CREATE TEMPORARY TABLE millrace_f (a int) DISTRIBUTED BY (a)",
      "ALTER TABLE pg_temp.millrace_f RENAME COLUMN a TO b"}},
    {"alter_of_indexed",
     {"CREATE TEMPORARY TABLE millrace_h (a int, b int) DISTRIBUTED BY (a)",
      "CREATE INDEX millrace_h_b ON pg_temp.millrace_h (b)",
      "ALTER TABLE pg_temp.millrace_h ALTER COLUMN b TYPE bigint"}},
    {"replicated",
     {"CREATE TEMPORARY TABLE millrace_d (a int) DISTRIBUTED REPLICATED",
      nullptr}},
    {"append_unique",
     {"CREATE TEMPORARY TABLE millrace_e (a int) WITH (appendonly=true) "
      "DISTRIBUTED BY (a)",
      "CREATE UNIQUE INDEX millrace_e_u ON pg_temp.millrace_e (a)"}},
};

// Trials of keys are of heaps, whatever the database's rule for new tables.
std::string of_heap(const char* sql, const Flavor& flavor) {
  const std::string text = sql;
  if (text.find("appendonly") != std::string::npos) return text;
  return replace_all(text, " DISTRIBUTED",
                     cat(heap_clause(flavor), " DISTRIBUTED"));
}

// 42601: syntax error.
bool knows_words(const Status& status) {
  return status.ok() || status.message().find("[42601 ") == std::string::npos;
}

// Not through libpqxx, which takes a failed statement for the end of its
// transaction.
Status exec(Session& session, const char* sql) {
  return session.check(PQexec(session.raw(), sql), "probe");
}

// One statement that may fail, inside the open transaction.
Status attempt(Session& session, const char* sql, Status* outcome) {
  MR_RETURN_IF_ERROR(exec(session, "SAVEPOINT millrace_probe"));
  *outcome = exec(session, sql);
  if (!outcome->ok()) {
    MR_RETURN_IF_ERROR(exec(session, "ROLLBACK TO SAVEPOINT millrace_probe"));
  }
  return exec(session, "RELEASE SAVEPOINT millrace_probe");
}

Status try_all(Session& session, std::map<std::string, bool>* can) {
  MR_RETURN_IF_ERROR(exec(session, "SET TRANSACTION READ WRITE"));
  for (const Word& word : kWords) {
    Status status;
    MR_RETURN_IF_ERROR(attempt(session, word.sql, &status));
    (*can)[word.capability] = knows_words(status);
  }
  for (const Trial& trial : kTrials) {
    bool done = true;
    for (const char* sql : trial.sql) {
      if (sql == nullptr || !done) continue;
      Status status;
      const std::string of = of_heap(sql, session.flavor());
      MR_RETURN_IF_ERROR(attempt(session, of.c_str(), &status));
      done = status.ok();
    }
    (*can)[trial.capability] = done;
  }
  return Status();
}

Status ask_types(Session& session, std::map<std::string, bool>* can) {
  for (const char* type : {"json", "jsonb", "uuid"}) (*can)[type] = false;
  MR_ASSIGN_OR_RETURN(
      const Rows rows,
      session.query("SELECT t.typname FROM pg_catalog.pg_type AS t JOIN "
                    "pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace "
                    "WHERE n.nspname = 'pg_catalog' AND t.typname IN "
                    "('json', 'jsonb', 'uuid')"));
  for (size_t i = 0; i < rows.size(); ++i) (*can)[rows.str(i, 0)] = true;
  return Status();
}

struct Setting {
  const char* name;
  const char* value;
};

// lock_timeout and what follows came with later PostgreSQL versions. An
// empty search path is refused by old ones; of pg_catalog alone names are
// printed the same. The newer optimizer needs longer to plan a small change
// than the old one to carry it out. Rows of append-optimised tables cannot be
// deleted where a transaction sees one moment throughout.
constexpr Setting kSettings[] = {
    {"timezone", "'UTC'"},
    {"datestyle", "ISO, YMD"},
    {"intervalstyle", "postgres"},
    {"extra_float_digits", "3"},
    {"bytea_output", "hex"},
    {"standard_conforming_strings", "on"},
    {"client_min_messages", "warning"},
    {"search_path", "pg_catalog"},
    {"statement_timeout", "0"},
    {"quote_all_identifiers", "off"},
    {"check_function_bodies", "off"},
    {"optimizer", "off"},
    {"default_transaction_isolation", "'read committed'"},
    {"lock_timeout", "'60s'"},
    {"idle_in_transaction_session_timeout", "0"},
    {"idle_session_timeout", "0"},
    {"transaction_timeout", "0"},
};

}  // namespace

Status greenplum_settings(Session& session, bool writes) {
  MR_ASSIGN_OR_RETURN(const Rows rows,
                      session.query("SELECT pg_catalog.lower(name) FROM "
                                    "pg_catalog.pg_settings"));
  std::set<std::string> known;
  for (size_t i = 0; i < rows.size(); ++i) known.insert(rows.str(i, 0));
  for (const Setting& setting : kSettings) {
    if (!known.contains(setting.name)) continue;
    MR_RETURN_IF_ERROR(
        session.run(cat("SET ", setting.name, " TO ", setting.value)));
  }
  if (writes) return session.run("SET enable_nestloop TO on");
  return Status();
}

std::string greenplum_strategy(const Flavor& flavor) {
  return cat(
      "rows that change are deleted by their keys and inserted again, whole "
      "sets at a time, in the transaction that moves the position",
      flavor.can("on_conflict") ? " (ON CONFLICT is there and not needed)" : "",
      flavor.can("update_of_distribution")
          ? ""
          : "; no distribution column is ever updated");
}

Status probe_greenplum(Session& session, Flavor* flavor) {
  MR_RETURN_IF_ERROR(ask_types(session, &flavor->capabilities));
  MR_RETURN_IF_ERROR(exec(session, "BEGIN"));
  Status status = try_all(session, &flavor->capabilities);
  const Status ended = exec(session, "ROLLBACK");
  if (status.ok()) status = ended;
  if (!status.ok()) return status.at("asking the server what it can do");
  flavor->strategy = greenplum_strategy(*flavor);
  return Status();
}

}  // namespace millrace
