// SPDX-License-Identifier: Apache-2.0
//
// Far behind, a batch is applied by two sessions; killed between their two
// commits, the next run brings the target to the source's state.
#include <signal.h>

#include <catch2/catch.hpp>

#include "live/live_run.h"

namespace millrace::test {
namespace {

// Transactions of a thousand rows beside unique values that move on by one
// row each time: a table that is divided, and one that cannot be.
std::string backlog(int transactions) {
  std::string sql;
  for (int i = 1; i <= transactions; ++i) {
    const std::string n = std::to_string(i);
    sql +=
        "START TRANSACTION;"
        "INSERT INTO t SELECT id + " +
        n + "000, v, " + n +
        " FROM t WHERE id <= 900;"
        "UPDATE t SET k = " +
        n +
        ", v = CONCAT(v, 'x') WHERE id <= 100;"
        "DELETE FROM u WHERE id = " +
        n +
        ";"
        "INSERT INTO u VALUES (" +
        std::to_string(i + 1) + ", 'one'), (" + std::to_string(i + 1000) +
        ", 'c" + n +
        "');"
        "COMMIT;\n";
  }
  return sql;
}

void killed_between_lanes(bool family, int nth) {
  const std::string name = family ? "lanesfam" : "lanespg";
  INFO((family ? "family, " : "PostgreSQL, ") << nth);
  LiveRun run(name, plan_of_database(family), family);
  std::string rows = "INSERT INTO t VALUES (1, 'a', 0)";
  for (int i = 2; i <= 1000; ++i) {
    rows += ",(" + std::to_string(i) + ", 'row', 0)";
  }
  run.servers().run_source(
      "DROP DATABASE IF EXISTS " + name + "; CREATE DATABASE " + name +
      "; USE " + name +
      "; CREATE TABLE t (id INT PRIMARY KEY, v TEXT, k INT);"
      "CREATE TABLE u (id INT PRIMARY KEY, code VARCHAR(20) UNIQUE);"
      "INSERT INTO u VALUES (1, 'one');" +
      rows + ";");
  const Outcome copied = run.millrace("apply", {"--yes"}, {}, 120);
  REQUIRE(copied.exit_code == 0);
  run.servers().run_source("USE " + name + ";\n" + backlog(150));
  sleep_seconds(6);  // for it to be in the past
  const Outcome killed = run.millrace(
      "apply", {"--yes"},
      {{"MILLRACE_CRASH_AT", "stream.lane.committed:" + std::to_string(nth)}},
      120);
  INFO(killed.text());
  REQUIRE(killed.exit_code != 0);
  CHECK(compared(run, name) != "");
  const Outcome next = run.millrace("apply", {"--yes"}, {}, 120);
  INFO(next.text());
  CHECK(next.exit_code == 0);
  CHECK(compared(run, name) == "");
}

}  // namespace

TEST_CASE("crash: killed between the commits of two lanes, it ends equal",
          "[crash]") {
  for (const bool family : {false, true}) {
    for (const int nth : {1, 2}) killed_between_lanes(family, nth);
  }
}

}  // namespace millrace::test
