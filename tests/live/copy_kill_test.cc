// SPDX-License-Identifier: Apache-2.0
//
// Copies of the bench's mixed set, killed at random while the source is in
// use: whatever the target, the run that comes through ends equal.
#include <signal.h>

#include <catch2/catch.hpp>
#include <random>

#include "live/live_run.h"
#include "support/oracle.h"
#include "support/paths.h"

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
  "tables": [{"source": "src", "include": ["mixed.*"]}],
  "limits": {"readers": 2, "writers": 2, "memory_mb": 64,
             "copy_alone_mb": @ALONE@}
})";

enum class Stream { kAfter, kBeside };

int number_of(const char* variable, int otherwise) {
  const char* value = getenv(variable);
  return value == nullptr ? otherwise : atoi(value);
}

// Fills the database anew. Enough rows that the key comes after the data.
void fill(const Servers& servers, int rows) {
  const std::string sql =
      read_file(std::string(test::project_root()) + "/tests/bench/mixed.sql");
  servers.run_source(replaced(sql, "@MIXED@", std::to_string(rows)));
  servers.run_source(
      "USE mixed; CREATE TABLE odd (code VARCHAR(20) COLLATE "
      "utf8mb4_general_ci PRIMARY KEY, v INT, KEY (v)); INSERT INTO odd "
      "SELECT CONCAT(IF(seq % 2, 'Key ', 'key '), seq), seq % 97 FROM "
      "seq_1_to_3000; CREATE TABLE empty (id INT PRIMARY KEY, v INT); "
      "ANALYZE TABLE posts, odd;");
}

std::string transactions(std::mt19937_64& random, int rows, int count) {
  const auto id = [&] { return std::to_string(1 + random() % rows); };
  std::string sql = "USE mixed;\n";
  for (int i = 0; i < count; ++i) {
    sql += "BEGIN;\n";
    sql +=
        "UPDATE posts SET title = CONCAT('now ', RAND()), big = big - 1 "
        "WHERE id BETWEEN " +
        id() + " AND 40 + " + id() + " LIMIT 30;\n";
    sql += "DELETE FROM posts WHERE id = " + id() + ";\n";
    // A key that moves behind what is copied, or ahead of it.
    sql +=
        "UPDATE IGNORE posts SET id = " + id() + " WHERE id = " + id() + ";\n";
    sql += "INSERT IGNORE INTO posts VALUES (" + id() +
           ", 'new \\t🎉', NULL, '{\"a\": 1}', x'00ff', 7, 'reply', "
           "'2026-01-02 03:04:05.678');\n";
    sql +=
        "UPDATE odd SET v = v + 1 WHERE v = " + std::to_string(random() % 97) +
        ";\n";
    sql += random() % 8 == 0 ? "ROLLBACK;\n" : "COMMIT;\n";
    sql += "DO SLEEP(0.02);\n";
  }
  return sql;
}

std::string compared(const LiveRun& run) {
  return run.is_family()
             ? compare_family_databases(run.servers(), run.family(), {"mixed"})
             : compare_databases(run.servers(), {"mixed"});
}

// The last run goes to the end; then both sides, and the proposal.
std::string finish(const LiveRun& run) {
  const Outcome apply = run.millrace("apply", {"--yes"}, {}, 300);
  if (apply.exit_code != 0) return "the next run: " + apply.text();
  const std::string found = compared(run);
  if (!found.empty()) return found;
  const Outcome plan = run.millrace("plan", {"--detailed-exitcode"});
  return plan.exit_code == 0 ? "" : "not settled: " + plan.text();
}

// Copies anew until `kills` runs were killed in the midst of one.
void kill_copies(bool family, Stream stream, int kills) {
  const bool beside = stream == Stream::kBeside;
  const std::string plan = replaced(kPlan, "@ALONE@", beside ? "0" : "1000");
  Argv options{"--yes"};
  if (!beside) options.insert(options.end(), {"--until", "data"});
  const char* fixed = getenv("MILLRACE_SEED");
  const uint64_t seed =
      fixed ? strtoull(fixed, nullptr, 10) : std::random_device{}();
  INFO("MILLRACE_SEED=" << seed);
  WARN("MILLRACE_SEED=" << seed << " repeats this");
  std::mt19937_64 random(seed);
  const int rows = number_of("MILLRACE_MIXED", 50'000);
  int killed = 0;
  int copies = 0;
  while (killed < kills) {
    LiveRun run("copykill", plan, family);
    fill(run.servers(), rows);
    ++copies;
    for (bool through = false; !through && killed < kills;) {
      Background writer(run.servers().source_argv(), Environment{},
                        transactions(random, rows, 40));
      auto copy = run.start("apply", options);
      sleep_seconds(0.1 + static_cast<double>(random() % 2000) / 1000);
      through = !copy->running();
      if (!through) {
        copy->signal(SIGKILL);
        ++killed;
      }
      const Outcome end = copy->wait(30);
      INFO(end.text());
      CHECK(end.exit_code == (through ? 0 : 128 + SIGKILL));
      const Outcome wrote = writer.wait(120);
      INFO(wrote.text());
      REQUIRE(wrote.exit_code == 0);
    }
    INFO("copy " << copies << ", kills so far " << killed);
    CHECK(finish(run) == "");
  }
  WARN(killed << " kills in " << copies << " copies");
}

}  // namespace

TEST_CASE("copy kill: a copy into PostgreSQL, killed at random, ends equal",
          "[crash][soak]") {
  kill_copies(false, Stream::kAfter, number_of("MILLRACE_SOAK", 2));
}

TEST_CASE("copy kill: a copy into MariaDB, killed at random, ends equal",
          "[crash][soak]") {
  kill_copies(true, Stream::kAfter, number_of("MILLRACE_SOAK", 2));
}

TEST_CASE("copy kill: into PostgreSQL with the stream beside it",
          "[crash][soak]") {
  kill_copies(false, Stream::kBeside, number_of("MILLRACE_SOAK", 2));
}

TEST_CASE("copy kill: into MariaDB with the stream beside it",
          "[crash][soak]") {
  kill_copies(true, Stream::kBeside, number_of("MILLRACE_SOAK", 2));
}

}  // namespace millrace::test
