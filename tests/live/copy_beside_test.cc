// SPDX-License-Identifier: Apache-2.0
//
// What a stream does beside a copy (docs/consistency.md), on real servers:
// others stream on while a table is added, the ledger's position moves, and
// cascades, statements and keys that move end right.
#include <catch2/catch.hpp>

#include "live/live_run.h"
#include "support/oracle.h"

namespace millrace::test {
namespace {

const char* kPlan = R"({
  "name": "@NAME@",
  "sources": {
    "src": {"host": "@SOURCE_HOST@", "port": @SOURCE_PORT@, "user": "millrace"}
  },
  "target": {
    "engine": "postgresql", "host": "@TARGET_HOST@", "port": @TARGET_PORT@,
    "user": "postgres", "database": "@TARGET_DATABASE@"
  },
  "tables": [{"source": "src", "include": ["beside.*"],
              "exclude": [@EXCLUDE@]}],
  "limits": {"readers": 2, "writers": 2, "copy_alone_mb": 0,
             "megabytes_per_second": 1}
})";

// A small table, parents, and children that take seconds to copy.
void fill(const Servers& servers) {
  std::string sql =
      "DROP DATABASE IF EXISTS beside; CREATE DATABASE beside; USE beside;"
      "CREATE TABLE small (id INT PRIMARY KEY, v INT) ENGINE=InnoDB;"
      "INSERT INTO small VALUES (1, 1), (2, 2);"
      "CREATE TABLE parent (id INT PRIMARY KEY, v INT) ENGINE=InnoDB;"
      "CREATE TABLE child (id INT PRIMARY KEY, parent INT, pad CHAR(200), "
      "FOREIGN KEY (parent) REFERENCES parent (id) ON DELETE CASCADE ON "
      "UPDATE CASCADE) ENGINE=InnoDB; INSERT INTO parent VALUES (0, 0)";
  for (int i = 1; i <= 2000; ++i) sql += ",(" + std::to_string(i) + ",0)";
  for (int i = 1; i <= 40'000; ++i) {
    sql += i % 1000 == 1 ? ";INSERT INTO child VALUES (" : ",(";
    sql += std::to_string(i) + "," + std::to_string(1 + i % 2000) +
           ",REPEAT('x',200))";
  }
  servers.run_source(sql + ";ANALYZE TABLE small, parent, child;");
}

std::string compared(const LiveRun& run) {
  return run.is_family()
             ? compare_family_databases(run.servers(), run.family(), {"beside"})
             : compare_databases(run.servers(), {"beside"});
}

std::string in_target(const LiveRun& run, const std::string& query) {
  return run.is_family() ? run.family().ask_source(query).at(0).at(0)
                         : run.servers().ask_target(query).at(0).at(0);
}

// Waits until the query says so; false after 20 seconds.
bool comes(const LiveRun& run, const std::string& query,
           const std::string& answer) {
  for (int i = 0; i < 400; ++i) {
    if (in_target(run, query) == answer) return true;
    sleep_seconds(0.05);
  }
  return false;
}

// The run has compared the source with its proposal, and reads.
bool copies(Background& run) {
  for (int i = 0; i < 600 && run.running(); ++i) {
    if (run.err().find("phase: copy") != std::string::npos) return true;
    sleep_seconds(0.05);
  }
  return false;
}

// The run comes to its end, the next one too, and both sides are one.
void ends_equal(const LiveRun& run, Background& copy) {
  CHECK(copy.running());
  const Outcome end = copy.wait(60);
  INFO(end.text());
  CHECK(end.exit_code == 0);
  const Outcome rest = run.millrace("apply", {"--yes"});
  INFO(rest.text());
  CHECK(rest.exit_code == 0);
  CHECK(compared(run) == "");
}

void others_stream_on(bool family) {
  LiveRun run(
      "beside",
      replaced(kPlan, "@EXCLUDE@", R"("beside.child", "beside.parent")"),
      family);
  fill(run.servers());
  const std::string few = read_file(run.plan_path());
  const Outcome first = run.millrace("apply", {"--yes"});
  INFO(first.text());
  REQUIRE(first.exit_code == 0);
  write_file(run.plan_path(),
             replaced(few, R"("beside.child", "beside.parent")", ""));
  auto copy = run.start("apply", {"--yes"});
  sleep_seconds(1.5);
  run.servers().run_source("UPDATE beside.small SET v = 77 WHERE id = 1");
  CHECK(comes(run, "SELECT v FROM beside.small WHERE id = 1", "77"));
  CHECK(in_target(run, "SELECT COUNT(*) FROM beside.child") != "40000");
  ends_equal(run, *copy);
}

// Parents go and change their keys while their children are copied.
void cascades(bool family) {
  LiveRun run("cascade", replaced(kPlan, "@EXCLUDE@", ""), family);
  fill(run.servers());
  auto copy = run.start("apply", {"--yes"});
  sleep_seconds(0.5);
  std::string sql = "USE beside;\n";
  for (int i = 0; i < 150; ++i) {
    const std::string parent = std::to_string(1 + i * 13 % 2000);
    const std::string child = std::to_string(1 + i * 267 % 40000);
    sql += "BEGIN;\n";
    if (i % 3 == 0) sql += "DELETE FROM parent WHERE id = " + parent + ";\n";
    if (i % 3 == 0) {
      // Comes back, and so does one of its children.
      sql += "INSERT INTO parent VALUES (" + parent + ", 5);\n";
      sql += "INSERT IGNORE INTO child VALUES (" + child + ", " + parent +
             ", 'again');\n";
    }
    if (i % 3 == 1) {
      sql += "UPDATE parent SET id = id + 5000 WHERE id = " + parent + ";\n";
    }
    if (i % 3 == 2) {
      sql +=
          "UPDATE IGNORE child SET id = id + 100000, pad = 'moved' WHERE "
          "id = " +
          child + ";\n";
    }
    sql += "COMMIT; DO SLEEP(0.02);\n";
  }
  run.servers().run_source(sql);
  ends_equal(run, *copy);
}

// A statement on a table that is being copied waits for the copy.
void statements(bool family) {
  LiveRun run("statement", replaced(kPlan, "@EXCLUDE@", ""), family);
  fill(run.servers());
  auto copy = run.start("apply", {"--yes"});
  REQUIRE(copies(*copy));
  sleep_seconds(0.5);
  run.servers().run_source(
      "USE beside; UPDATE child SET pad = 'before' WHERE id IN (1, 39999);"
      "ALTER TABLE child ADD COLUMN more INT NOT NULL DEFAULT 7;"
      "UPDATE child SET more = 9 WHERE id IN (2, 39998);"
      "INSERT INTO child VALUES (100000, 1, 'new', 8)");
  ends_equal(run, *copy);
}

// Unique indexes are built once the stream has passed the end of the copy,
// and with it this ALTER: what is recorded then must know of it.
void altered(bool family) {
  LiveRun run("altered", replaced(kPlan, "@EXCLUDE@", ""), family);
  fill(run.servers());
  run.servers().run_source("CREATE UNIQUE INDEX of_v ON beside.small (v)");
  auto copy = run.start("apply", {"--yes"});
  REQUIRE(copies(*copy));
  sleep_seconds(0.5);
  run.servers().run_source(
      "ALTER TABLE beside.child ADD COLUMN more INT NOT NULL DEFAULT 7");
  ends_equal(run, *copy);
}

}  // namespace

TEST_CASE("copy beside: others stream on while tables are added") {
  others_stream_on(false);
}
TEST_CASE("copy beside: others stream on, MariaDB as the target") {
  others_stream_on(true);
}
TEST_CASE("copy beside: cascades reach children that are being copied") {
  cascades(false);
}
TEST_CASE("copy beside: cascades, MariaDB as the target") { cascades(true); }
TEST_CASE("copy beside: statements wait for the copy") { statements(false); }
TEST_CASE("copy beside: statements, MariaDB as the target") {
  statements(true);
}
TEST_CASE("copy beside: altered before its unique index is there") {
  altered(false);
}
TEST_CASE(
    "copy beside: altered before its unique index, MariaDB as the target") {
  altered(true);
}

}  // namespace millrace::test
