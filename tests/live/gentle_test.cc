// SPDX-License-Identifier: Apache-2.0
//
// A copy that holds back while a server has enough to do, and goes on when
// it has not: by the limits of the Plan, on servers that really are busy.
#include <catch2/catch.hpp>
#include <functional>
#include <memory>
#include <vector>

#include "live/live_faults.h"
#include "live/live_run.h"

namespace millrace::test {
namespace {

// So many sessions at work at once, until they are ended.
class Load {
 public:
  Load(const FaultScene& scene, int sessions) {
    for (int i = 0; i < sessions; ++i) {
      workers_.push_back(std::make_unique<Background>(
          scene.servers().source_argv(), Environment{},
          "SELECT BENCHMARK(1000000, MD5('x')); SELECT SLEEP(600);"));
    }
  }
  void end() { workers_.clear(); }

 private:
  std::vector<std::unique_ptr<Background>> workers_;
};

uint64_t chunks_in(const FaultScene& scene) {
  return std::stoull(
      scene.servers().target_value("SELECT count(*) FROM millrace.chunks"));
}

// Chunks that were being read are read to their end; then none is added.
bool rests(const FaultScene& scene) {
  uint64_t before = chunks_in(scene);
  for (int i = 0; i < 30; ++i) {
    sleep_seconds(1.5);
    const uint64_t now = chunks_in(scene);
    if (now == before) return true;
    before = now;
  }
  return false;
}

void wait_for(const std::function<bool()>& there) {
  for (int i = 0; i < 300 && !there(); ++i) sleep_seconds(0.1);
}

constexpr const char* kSlowly = ", \"rows_per_second\": 8000";

}  // namespace

TEST_CASE("gentle: the copy waits while the source runs many threads",
          "[faults]") {
  FaultScene scene("busy", 81,
                   std::string(kSlowly) + ", \"source_threads_running\": 8",
                   false, 30'000);
  Load load(scene, 12);
  wait_for([&] {
    return scene.servers()
               .ask_source(
                   "SHOW GLOBAL STATUS LIKE "
                   "'Threads_running'")[0][1]
               .size() > 1;  // 10 and more
  });
  auto run = scene.start({"--yes"});
  const bool waits = scene.wait_said(*run, "threads running, limits", 60);
  INFO(run->err());
  REQUIRE(waits);
  CHECK(rests(scene));
  CHECK(run->running());
  CHECK(scene.millrace("status", {"--format", "json"})
            .out.find("\"phase\": \"copy\"") != std::string::npos);
  load.end();
  CHECK(scene.wait_said(*run, "the copy goes on", 60));
  CHECK(run->wait(120).exit_code == 0);
  CHECK(scene.compare() == "");
}

TEST_CASE("gentle: the copy waits while the source lags behind its own",
          "[faults]") {
  FaultServers options;
  options.source = {"--log-slave-updates=1", "--server-id=2"};
  FaultScene scene("lagging", 82,
                   std::string(kSlowly) + ", \"source_lag_seconds\": 2", false,
                   20'000, options);
  MariadbServer primary({"--server-id=3", "--gtid-domain-id=7"});
  scene.source().run(
      "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=" +
      std::to_string(primary.port()) +
      ", MASTER_USER='root', MASTER_USE_GTID=no, MASTER_LOG_FILE='bin.000001', "
      "MASTER_LOG_POS=4, MASTER_DELAY=3600; START SLAVE;");
  primary.run("CREATE DATABASE elsewhere; CREATE TABLE elsewhere.t (a INT)");
  const auto behind = [&] {
    const Lines lines = scene.servers().ask_source(
        "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE "
        "VARIABLE_NAME = 'SLAVES_RUNNING'");
    return lines[0][0] == "1";
  };
  wait_for(behind);
  sleep_seconds(4);  // it falls behind
  auto run = scene.start({"--yes"});
  const bool waits = scene.wait_said(*run, "behind its own source, limits", 60);
  INFO(run->err());
  REQUIRE(waits);
  CHECK(rests(scene));
  scene.source().run(
      "STOP SLAVE; CHANGE MASTER TO MASTER_DELAY=0; START SLAVE;");
  CHECK(scene.wait_said(*run, "the copy goes on", 60));
  CHECK(run->wait(120).exit_code == 0);
  CHECK(scene.compare() == "");
}

// The commit itself is slow: a trigger that is put off until then.
TEST_CASE("gentle: writers hold back while the target commits slowly",
          "[faults]") {
  FaultScene scene("slowcommit", 83, ", \"target_commit_ms\": 60", false,
                   20'000);
  REQUIRE(scene.millrace("apply", {"--yes", "--until", "schema"}).exit_code ==
          0);
  scene.servers().run_target(
      "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "PERFORM pg_sleep(0.2); RETURN NULL; END $$; "
      "CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON millrace.chunks "
      "DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION slow(); "
      "ALTER TABLE millrace.chunks ENABLE ALWAYS TRIGGER slow;");
  const Outcome end = scene.millrace("apply", {"--yes"});
  INFO(end.text());
  CHECK(end.exit_code == 0);
  CHECK(end.err.find("ms to commit, limits.target_commit_ms is 60; writers "
                     "hold back") != std::string::npos);
  CHECK(scene.compare() == "");
}

TEST_CASE("gentle: a short time limit of the source ends no copy", "[faults]") {
  FaultScene scene("hurried", 84, kSlowly, false, 20'000);
  scene.source().run(
      "SET GLOBAL max_statement_time = 0.05; "
      "ALTER USER root@localhost WITH MAX_STATEMENT_TIME 0.05");
  const Outcome end = scene.millrace("apply", {"--yes"});
  scene.source().run(
      "SET GLOBAL max_statement_time = 0; "
      "ALTER USER root@localhost WITH MAX_STATEMENT_TIME 0");
  INFO(end.text());
  CHECK(end.exit_code == 0);
  CHECK(scene.compare() == "");
}

}  // namespace millrace::test
