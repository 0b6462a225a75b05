// SPDX-License-Identifier: Apache-2.0
//
// The source alters a table whose copy is not over, while no run is there:
// the next one ends equal, whatever became of the columns that the copy was
// to read.
#include <signal.h>

#include <catch2/catch.hpp>

#include "live/live_run.h"

namespace millrace::test {
namespace {

// Four chunks of 4 MB and more.
const char* kSetup = R"(
DROP DATABASE IF EXISTS altered; CREATE DATABASE altered; USE altered;
CREATE TABLE wide (id INT PRIMARY KEY, gone INT NOT NULL, n INT NOT NULL,
  body VARCHAR(1500) CHARACTER SET latin1 NOT NULL);
INSERT INTO wide SELECT 8 * a.d + b.d + 64 * c.d + 512 * e.d + 4096 * f.d,
    a.d, b.d, REPEAT(CHAR(97 + c.d), 1400)
  FROM (SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
        UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) a,
    (SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
     UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) b,
    (SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
     UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) c,
    (SELECT 0 d UNION SELECT 1 UNION SELECT 2 UNION SELECT 3 UNION SELECT 4
     UNION SELECT 5 UNION SELECT 6 UNION SELECT 7) e,
    (SELECT 0 d UNION SELECT 1 UNION SELECT 2) f;
CREATE TABLE other (id INT PRIMARY KEY, v INT);
INSERT INTO other VALUES (1, 1), (2, 2);
ANALYZE TABLE wide, other;
)";

// Not killed: the tables were made, no copy was begun.
const char* const kSchemaAlone = "--until schema";

struct Alteration {
  const char* sql;
  bool readable;  // what is left is read as the rest was
};

const Alteration kAlterations[] = {
    {"ALTER TABLE wide DROP COLUMN gone", false},
    {"ALTER TABLE wide CHANGE gone here BIGINT NOT NULL", false},
    {"ALTER TABLE wide MODIFY n BIGINT NOT NULL", true},
    {"ALTER TABLE wide ADD COLUMN more INT NOT NULL DEFAULT 7 AFTER id", true},
};

std::string settled(const LiveRun& run) {
  const Outcome apply = run.millrace("apply", {"--yes"}, {}, 180);
  if (apply.exit_code != 0) return "the next run: " + apply.text();
  const std::string found = compared(run, "altered");
  if (!found.empty()) return found + apply.text();
  const Outcome plan = run.millrace("plan", {"--detailed-exitcode"});
  return plan.exit_code == 0 ? "" : "not settled: " + plan.text();
}

std::string limited(bool family, bool beside, const std::string& more = "") {
  return replaced(plan_of_database(family), "\"tables\"",
                  std::string("\"limits\": {\"readers\": 1, \"writers\": 1, "
                              "\"copy_alone_mb\": ") +
                      (beside ? "0" : "1000") + more + "},\n  \"tables\"");
}

std::string survives(bool family, bool beside, const char* moment,
                     const char* sql, std::string* next_plan) {
  LiveRun run("altered", limited(family, beside), family);
  run.servers().run_source(kSetup);
  const bool schema_alone = std::string(moment) == kSchemaAlone;
  const Outcome first =
      schema_alone ? run.millrace("apply", {"--yes", "--until", "schema"})
                   : run.millrace("apply", {"--yes"},
                                  {{"MILLRACE_CRASH_AT", moment}}, 120);
  if (first.exit_code != (schema_alone ? 0 : 128 + SIGKILL)) {
    return "the first run: " + first.text();
  }
  run.servers().run_source(
      std::string("USE altered; UPDATE wide SET body = 'before' WHERE id < 9; "
                  "DELETE FROM wide WHERE id IN (3, 9000); ") +
      sql +
      "; UPDATE wide SET body = 'after' WHERE id > 12200; DELETE FROM wide "
      "WHERE id IN (4, 9001); UPDATE other SET v = 5;\n");
  *next_plan = run.millrace("plan", {}).text();
  return settled(run);
}

void check(bool family) {
  bool beside = family;
  for (const Alteration& alteration : kAlterations) {
    for (const char* moment : {kSchemaAlone, "apply.after_start_position:1",
                               "copy.chunk.after_commit:2"}) {
      beside = !beside;
      INFO(moment << (beside ? ", the stream beside it: " : ": ")
                  << alteration.sql);
      std::string plan;
      CHECK(survives(family, beside, moment, alteration.sql, &plan) == "");
      const bool half = std::string(moment).starts_with("copy.");
      const bool emptied = plan.find("clear table") != std::string::npos;
      INFO(plan);
      CHECK(emptied == (half && !alteration.readable));
    }
  }
}

// The run itself comes upon it.
std::string goes_on(bool family, bool beside) {
  LiveRun run("altered", limited(family, beside, ", \"rows_per_second\": 3000"),
              family);
  run.servers().run_source(kSetup);
  const auto copy = run.start("apply", {"--yes", "--progress", "plain"});
  for (int i = 0; i < 100; ++i) {
    if (copy->err().find("phase: copy") != std::string::npos) break;
    sleep_seconds(0.1);
  }
  sleep_seconds(1);
  run.servers().run_source(
      "USE altered; ALTER TABLE wide CHANGE gone here BIGINT NOT NULL; UPDATE "
      "wide SET here = -1 WHERE id % 9 = 0;\n");
  const Outcome end = copy->wait(120);
  if (end.exit_code != 0) return "the run: " + end.text();
  if (end.err.find("proposing anew") == std::string::npos) {
    return "it was over before: " + end.text();
  }
  return settled(run);
}

// Rows that somebody else put into the table, which the Plan keeps; before a
// copy into a table that is there, or in the midst of one into a new table.
std::string keeps_rows(bool family, bool half) {
  const std::string plan =
      replaced(limited(family, false), "\"tables\"",
               "\"sync\": {\"on_existing\": \"ignore\"},\n  \"tables\"");
  LiveRun run("altered", plan, family);
  run.servers().run_source(kSetup);
  if (!half) run.millrace("apply", {"--yes", "--until", "schema"});
  const auto theirs = [&] {
    const std::string sql =
        "INSERT INTO altered.wide VALUES (-1, 5, 6, 'theirs')";
    family ? run.family().run_source(sql) : run.servers().run_target(sql);
  };
  if (!half) theirs();
  const char* moment =
      half ? "copy.chunk.after_commit:2" : "apply.after_start_position:1";
  const Outcome killed =
      run.millrace("apply", {"--yes"}, {{"MILLRACE_CRASH_AT", moment}}, 120);
  if (killed.exit_code != 128 + SIGKILL) return "the first: " + killed.text();
  if (half) theirs();
  run.servers().run_source(
      half ? "USE altered; ALTER TABLE wide DROP COLUMN gone"
           : "USE altered; ALTER TABLE wide MODIFY n BIGINT NOT NULL");
  const Outcome next = run.millrace("apply", {"--yes"}, {}, 180);
  const bool said = next.out.find("error P160") != std::string::npos;
  if (next.exit_code != (half ? 3 : 0) || said != half) {
    return "the next run: " + next.text();
  }
  const std::string ask = "SELECT gone FROM altered.wide WHERE id = -1";
  const auto rows =
      family ? run.family().ask_source(ask) : run.servers().ask_target(ask);
  return rows.size() == 1 && rows[0].at(0) == "5" ? "" : "theirs is gone";
}

// Killed again between the clearing and the ledger's word of it.
std::string survives_twice(bool family) {
  LiveRun run("altered", limited(family, false), family);
  run.servers().run_source(kSetup);
  for (const char* moment :
       {"copy.chunk.after_commit:2", "schema.after_change:1"}) {
    const Outcome killed =
        run.millrace("apply", {"--yes"}, {{"MILLRACE_CRASH_AT", moment}}, 120);
    if (killed.exit_code != 128 + SIGKILL) return moment + killed.text();
    run.servers().run_source(
        "USE altered; ALTER TABLE wide DROP COLUMN IF EXISTS gone");
  }
  return settled(run);
}

// What is left of the copy can be read, and has the values of another column:
// the stream stops, and a copy from the beginning ends equal.
std::string stops_at_names(bool family, const std::string& statements,
                           const char* killed_again = nullptr) {
  LiveRun run("altered", limited(family, false), family);
  run.servers().run_source(kSetup);
  const Outcome killed =
      run.millrace("apply", {"--yes"},
                   {{"MILLRACE_CRASH_AT", "copy.chunk.after_commit:2"}}, 120);
  if (killed.exit_code != 128 + SIGKILL) return "the first: " + killed.text();
  run.servers().run_source("USE altered; " + statements);
  if (killed_again != nullptr) {
    const Outcome again = run.millrace(
        "apply", {"--yes"}, {{"MILLRACE_CRASH_AT", killed_again}}, 180);
    if (again.exit_code != 128 + SIGKILL) return "the second: " + again.text();
  }
  const Outcome next = run.millrace("apply", {"--yes"}, {}, 180);
  if (next.exit_code != 3 ||
      next.text().find("another takes its name") == std::string::npos) {
    return "the next run: " + next.text();
  }
  const std::string drop = "DROP TABLE altered.wide";
  family ? run.family().run_source(drop) : run.servers().run_target(drop);
  const Outcome forgotten = run.millrace("forget", {"--table", "altered.wide"});
  if (forgotten.exit_code != 0) return "forget: " + forgotten.text();
  return settled(run);
}

}  // namespace

TEST_CASE("copy altered: the source alters a table in the midst of its copy",
          "[crash]") {
  check(false);
}

TEST_CASE("copy altered: the same, into the source's own family", "[crash]") {
  check(true);
}

TEST_CASE("copy altered: a run that comes upon it proposes anew", "[crash]") {
  CHECK(goes_on(false, false) == "");
  CHECK(goes_on(false, true) == "");
  CHECK(goes_on(true, false) == "");
}

TEST_CASE("copy altered: rows of others stay in the table", "[crash]") {
  for (const bool half : {false, true}) {
    CHECK(keeps_rows(false, half) == "");
    CHECK(keeps_rows(true, half) == "");
  }
}

TEST_CASE("copy altered: a name that passes to another column", "[crash]") {
  CHECK(stops_at_names(false,
                       "ALTER TABLE wide CHANGE gone n INT NOT NULL, "
                       "CHANGE n gone INT NOT NULL") == "");
  CHECK(stops_at_names(true,
                       "ALTER TABLE wide CHANGE gone x INT NOT NULL; "
                       "ALTER TABLE wide CHANGE n gone INT NOT NULL; "
                       "ALTER TABLE wide CHANGE x n INT NOT NULL") == "");
  CHECK(stops_at_names(false,
                       "ALTER TABLE wide CHANGE gone old INT NOT NULL, "
                       "ADD gone INT NOT NULL DEFAULT 77") == "");
}

TEST_CASE("copy altered: a name that passes on, killed between statements",
          "[crash]") {
  for (const bool family : {false, true}) {
    INFO(family);
    CHECK(stops_at_names(family,
                         "ALTER TABLE wide CHANGE gone old INT NOT NULL; "
                         "ALTER TABLE wide ADD gone INT NOT NULL DEFAULT 77",
                         "alter.after:1") == "");
  }
}

TEST_CASE("copy altered: killed once the table is cleared", "[crash]") {
  CHECK(survives_twice(false) == "");
  CHECK(survives_twice(true) == "");
}

}  // namespace millrace::test
