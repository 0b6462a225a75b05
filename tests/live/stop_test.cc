// SPDX-License-Identifier: Apache-2.0
//
// SIGTERM while something is waited for: the run ends within kStopBound
// (docs/staying-alive.md), leaves nothing on the target that would hold locks
// there, and the next one goes on.
#include <signal.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "live/live_faults.h"

namespace millrace::test {
namespace {

using Clock = std::chrono::steady_clock;

// Ten seconds for the statement at hand, ten for a connection that is being
// opened, ten to end what was lost sight of.
constexpr double kStopBound = 30;

constexpr const char* kSlow = ", \"retry_seconds\": 300, \"copy_alone_mb\": 0";
constexpr const char* kSlowCopy =
    ", \"retry_seconds\": 300, \"copy_alone_mb\": 0, "
    "\"rows_per_second\": 3000";

// "" when SIGTERM ended it in time and with the exit code it should have.
std::string stopped(Background& follower) {
  const auto begun = Clock::now();
  follower.signal(SIGTERM);
  const Outcome end = follower.wait(kStopBound + 30);
  const double took =
      std::chrono::duration<double>(Clock::now() - begun).count();
  if (end.exit_code == 130 && took < kStopBound) return "";
  return "after " + std::to_string(took) + " s: " + end.text();
}

// Statements of millrace that the target still works at.
std::string at_work(FaultScene& scene, bool family) {
  return family ? scene.family().value(
                      "SELECT COUNT(*) FROM information_schema.PROCESSLIST "
                      "WHERE USER = 'root' AND INFO IS NOT NULL AND ID <> "
                      "CONNECTION_ID() AND INFO NOT LIKE '%SLEEP(%'")
                : scene.target().value(
                      "SELECT count(*) FROM pg_stat_activity WHERE "
                      "application_name = 'millrace' AND state <> 'idle'");
}

std::unique_ptr<Background> other_session(FaultScene& scene, bool family,
                                          const std::string& sql) {
  const Argv client = family ? Argv{"mariadb",
                                    "-h",
                                    "127.0.0.1",
                                    "-P",
                                    std::to_string(scene.family().port()),
                                    "-u",
                                    "root"}
                             : Argv{"psql",
                                    "-X",
                                    "-q",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    std::to_string(scene.target().port()),
                                    "-U",
                                    "postgres",
                                    "postgres"};
  auto session = std::make_unique<Background>(client, Environment{}, sql);
  sleep_seconds(0.5);  // for it to have its lock
  return session;
}

// A session that sleeps does not see that its client has gone.
void end_other(FaultScene& scene, bool family) {
  if (!family) {
    scene.servers().run_target(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query "
        "LIKE '%pg_sleep(120)%' AND pid <> pg_backend_pid();");
    return;
  }
  const std::string id = scene.family().value(
      "SELECT ID FROM information_schema.PROCESSLIST WHERE INFO LIKE 'SELECT "
      "SLEEP(120)%'");
  scene.family().run("KILL " + id);
}

// Nobody may write the table, for two minutes.
std::unique_ptr<Background> lock_out(FaultScene& scene, bool family,
                                     const std::string& table) {
  return other_session(
      scene, family,
      family ? "LOCK TABLES " + table + " WRITE; SELECT SLEEP(120);"
             : "BEGIN; LOCK TABLE " + table + "; SELECT pg_sleep(120);");
}

// Rows may be written; an index of the table waits.
std::unique_ptr<Background> hold_index(FaultScene& scene, bool family,
                                       const std::string& table) {
  return other_session(
      scene, family,
      family ? "BEGIN; SELECT * FROM " + table + " LIMIT 1; SELECT SLEEP(120);"
             : "BEGIN; LOCK TABLE " + table +
                   " IN ROW EXCLUSIVE MODE; SELECT pg_sleep(120);");
}

bool waits_for_index(FaultScene& scene, bool family) {
  for (int i = 0; i < 300; ++i) {
    const std::string found =
        family ? scene.family().value(
                     "SELECT COUNT(*) FROM information_schema.PROCESSLIST "
                     "WHERE STATE LIKE 'Waiting for table metadata%' AND INFO "
                     "LIKE '%INDEX%'")
               : scene.target().value(
                     "SELECT count(*) FROM pg_stat_activity WHERE query LIKE "
                     "'CREATE%INDEX%' AND wait_event_type = 'Lock'");
    if (found != "0") return true;
    sleep_seconds(0.1);
  }
  return false;
}

void ends_well(FaultScene& scene) {
  const Outcome next = scene.millrace("apply", {"--yes"});
  INFO(next.text());
  CHECK(next.exit_code == 0);
  CHECK(scene.compare() == "");
}

template <typename Test>
void on_each_side(FaultScene& scene, Test test) {
  for (FaultProxy* side : {&scene.target_proxy(), &scene.source_proxy()}) {
    INFO((side == &scene.source_proxy() ? "source" : "target"));
    test(*side);
    side->go_on();
  }
  ends_well(scene);
}

template <typename Test>
void on_both(const std::string& name, uint64_t seed, const char* limits,
             int rows, Test test) {
  for (const bool family : {false, true}) {
    INFO((family ? "MariaDB" : "PostgreSQL"));
    FaultScene scene(name, seed, limits, family, rows);
    test(scene, family);
  }
}

}  // namespace

TEST_CASE("stop: while a server stands still in the copy", "[faults]") {
  on_both("stopcopy", 81, kSlowCopy, 10'000, [](FaultScene& scene, bool) {
    on_each_side(scene, [&](FaultProxy& still) {
      auto follower = scene.start({"--yes", "--follow"});
      REQUIRE(scene.wait_said(*follower, "phase: copy", 60));
      sleep_seconds(0.3);
      still.stand_still();
      sleep_seconds(0.5);
      CHECK(stopped(*follower) == "");
    });
  });
}

TEST_CASE("stop: while a server stands still in the stream", "[faults]") {
  on_both("stopstream", 82, kSlow, 1000, [](FaultScene& scene, bool) {
    on_each_side(scene, [&](FaultProxy& still) {
      auto follower = scene.start({"--yes", "--follow"});
      REQUIRE(scene.wait_caught_up(*follower, 60));
      still.stand_still();
      scene.write_all(20);
      sleep_seconds(0.5);
      CHECK(stopped(*follower) == "");
    });
  });
}

TEST_CASE("stop: while a server that is away is tried again", "[faults]") {
  on_both("stopaway", 83, kSlow, 1000, [](FaultScene& scene, bool) {
    on_each_side(scene, [&](FaultProxy& away) {
      auto follower = scene.start({"--yes", "--follow"});
      REQUIRE(scene.wait_caught_up(*follower, 60));
      away.refuse();
      scene.write_all(20);
      REQUIRE(scene.wait_said(*follower, "trying again", 30, 4));
      CHECK(stopped(*follower) == "");
    });
  });
}

TEST_CASE("stop: while a table of the target is locked", "[faults]") {
  on_both("stoplock", 84, kSlow, 1000, [](FaultScene& scene, bool family) {
    auto follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_caught_up(*follower, 60));
    auto other = lock_out(scene, family, "stoplock.accounts");
    scene.write_all(20);
    sleep_seconds(1);
    CHECK(at_work(scene, family) != "0");
    CHECK(stopped(*follower) == "");
    CHECK(at_work(scene, family) == "0");
    // Far behind, two sessions wait.
    for (int i = 0; i < 5; ++i) scene.write_all(400);
    sleep_seconds(6);
    follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_said(*follower, "phase: stream", 60));
    sleep_seconds(2);
    CHECK(stopped(*follower) == "");
    CHECK(at_work(scene, family) == "0");
    end_other(scene, family);
    ends_well(scene);
  });
}

TEST_CASE("stop: while an index is being built", "[faults]") {
  on_both("stopindex", 85, kSlowCopy, 5000, [](FaultScene& scene, bool family) {
    auto follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_said(*follower, "phase: copy", 60));
    auto other = hold_index(scene, family, "stopindex.accounts");
    REQUIRE(waits_for_index(scene, family));
    CHECK(stopped(*follower) == "");
    CHECK(at_work(scene, family) == "0");
    end_other(scene, family);
    ends_well(scene);
  });
}

TEST_CASE("stop: while verify waits for a server", "[faults]") {
  on_both("stopverify", 86, kSlow, 3000, [](FaultScene& scene, bool) {
    REQUIRE(scene.millrace("apply", {"--yes"}).exit_code == 0);
    for (FaultProxy* still : {&scene.target_proxy(), &scene.source_proxy()}) {
      INFO((still == &scene.source_proxy() ? "source" : "target"));
      still->stop_those_that_send("accounts", 1);
      auto verify = scene.start_command("verify", {});
      sleep_seconds(2);
      REQUIRE(verify->running());
      CHECK(stopped(*verify) == "");
      still->go_on();
    }
  });
}

// The lock's holder goes with the server, the build with its session.
TEST_CASE("server faults: an index build waits for a target that was killed",
          "[faults]") {
  on_both("killindex", 87, kSlowCopy, 5000, [](FaultScene& scene, bool family) {
    auto follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_said(*follower, "phase: copy", 60));
    auto other = hold_index(scene, family, "killindex.accounts");
    REQUIRE(waits_for_index(scene, family));
    const auto away = [&](auto& server) {
      server.kill();
      sleep_seconds(1);
      server.restart();
    };
    family ? away(scene.family()) : away(scene.target());
    scene.write_all(20);
    const bool there = scene.wait_caught_up(*follower, 90);
    INFO(follower->err());
    REQUIRE(there);
    CHECK(follower->err().find("; trying again") != std::string::npos);
    CHECK(scene.compare() == "");
    CHECK(scene.end(*follower) == 130);
    ends_well(scene);
  });
}

// A run that is killed cannot end its session: the server goes on with it.
TEST_CASE("server faults: an index that a killed run left is no obstacle",
          "[faults]") {
  on_both("leftindex", 88, kSlowCopy, 5000, [](FaultScene& scene, bool family) {
    auto follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_said(*follower, "phase: copy", 60));
    auto other = hold_index(scene, family, "leftindex.accounts");
    REQUIRE(waits_for_index(scene, family));
    follower->signal(SIGKILL);
    follower->wait(10);
    follower = scene.start({"--yes", "--follow"});
    sleep_seconds(3);  // it waits as well, behind its predecessor
    CHECK(follower->running());
    end_other(scene, family);
    const bool there = scene.wait_caught_up(*follower, 90);
    INFO(follower->err());
    REQUIRE(there);
    CHECK(scene.end(*follower) == 130);
    ends_well(scene);
  });
}

}  // namespace millrace::test
