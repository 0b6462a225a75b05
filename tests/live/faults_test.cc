// SPDX-License-Identifier: Apache-2.0
//
// Networks and servers that fail under a run: it goes on by itself, ends
// equal, and never waits for ever. What a run does when it is killed itself
// is in crash_test.cc.
#include <signal.h>

#include <catch2/catch.hpp>
#include <random>

#include "live/live_faults.h"

namespace millrace::test {
namespace {

constexpr const char* kPatient = ", \"retry_seconds\": 120";

struct Case {
  bool family;
  const char* name;
};

// A run from nothing to caught up while `disturb` has set up the proxies.
template <typename Disturb>
void survives(bool family, const std::string& name, uint64_t seed,
              Disturb disturb, bool tls = false) {
  FaultScene scene(name, seed, kPatient, family, 3000, {{}, {}, tls});
  INFO("seed " << seed << (family ? ", MariaDB" : ", PostgreSQL"));
  disturb(scene);
  auto writer = scene.write(150);
  auto follower = scene.start({"--yes", "--follow"});
  REQUIRE(writer->wait(120).exit_code == 0);
  scene.write_all(60);
  const uint64_t faults =
      scene.source_proxy().faults() + scene.target_proxy().faults();
  scene.source_proxy().cut_after_up_to(0, 0);
  scene.target_proxy().cut_after_up_to(0, 0);
  // Not `status` alone: it goes through the proxies too.
  const bool there = scene.wait_caught_up(*follower, 120);
  INFO(follower->err());
  REQUIRE(there);
  CHECK(faults > 0);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

}  // namespace

TEST_CASE("faults: connections to the source are cut inside packets",
          "[faults]") {
  for (const bool family : {false, true}) {
    survives(family, "cutsource", 11 + family, [](FaultScene& scene) {
      scene.source_proxy().cut_after_up_to(400'000, 5);
    });
  }
}

TEST_CASE("faults: connections to the target are cut inside packets",
          "[faults]") {
  for (const bool family : {false, true}) {
    survives(family, "cuttarget", 21 + family, [](FaultScene& scene) {
      scene.target_proxy().cut_after_up_to(400'000, 6);
    });
  }
}

TEST_CASE("faults: connections with TLS are cut on both sides", "[faults]") {
  for (const bool family : {false, true}) {
    survives(
        family, "cuttls", 25 + family,
        [](FaultScene& scene) {
          scene.source_proxy().cut_after_up_to(400'000, 7);
          scene.target_proxy().cut_after_up_to(400'000, 8);
        },
        /*tls=*/true);
  }
}

TEST_CASE("faults: the answer to a COMMIT is lost, again and again",
          "[faults]") {
  for (const bool family : {false, true}) {
    survives(family, "lostcommit", 31 + family, [](FaultScene& scene) {
      scene.target_proxy().lose_answers_to("COMMIT", 9);
    });
  }
}

TEST_CASE("faults: a source that falls silent is noticed and left",
          "[faults]") {
  FaultScene scene("silent", 41, kPatient);
  auto follower = scene.start({"--yes", "--follow"});
  REQUIRE(scene.wait_caught_up(*follower, 60));
  // Its log must be under way: a source that looks for our place in it may
  // be silent for longer.
  scene.write_all(5);
  REQUIRE(scene.wait_caught_up(*follower, 60));
  sleep_seconds(3);
  scene.source_proxy().stand_still();
  scene.write_all(40);
  const bool noticed = scene.wait_said(*follower, "no heartbeat for 3 s", 60);
  scene.source_proxy().go_on();
  const bool there = scene.wait_caught_up(*follower, 60);
  INFO(follower->err());
  CHECK(noticed);
  REQUIRE(there);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

TEST_CASE("faults: a source that falls silent in the copy is left",
          "[faults]") {
  FaultScene scene("silentcopy", 42,
                   std::string(kPatient) + ", \"answer_seconds\": 2", false,
                   10'000);
  scene.source_proxy().stop_those_that_send("SELECT `id`", 2);
  auto follower = scene.start({"--yes", "--follow"});
  const bool there = scene.wait_caught_up(*follower, 120);
  INFO(follower->err());
  REQUIRE(there);
  CHECK(scene.source_proxy().faults() == 2);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

// The session that fell silent keeps its locks on the server, which knows of
// nothing: the run must end it to get on.
TEST_CASE("faults: a target that falls silent is left, its locks are freed",
          "[faults]") {
  for (const bool family : {false, true}) {
    FaultScene scene("stalled", 51 + family,
                     std::string(kPatient) + ", \"answer_seconds\": 2", family);
    INFO((family ? "MariaDB" : "PostgreSQL"));
    auto follower = scene.start({"--yes", "--follow"});
    REQUIRE(scene.wait_caught_up(*follower, 60));
    // The statement that writes the stream's position: its transaction
    // holds the rows, and the position, locked.
    scene.target_proxy().stop_those_that_send("streams", 1);
    scene.write_all(40);
    const char* said = family ? "no answer for 2 s" : "not answered for 2 s";
    const bool noticed = scene.wait_said(*follower, said, 60);
    const bool there = scene.wait_caught_up(*follower, 60);
    INFO(follower->err());
    CHECK(noticed);
    REQUIRE(there);
    CHECK(scene.compare() == "");
    CHECK(scene.end(*follower) == 130);
  }
}

// The stream's last preparation has no limit of time: it may take hours.
bool unique_index_is_there(const FaultScene& scene) {
  for (int i = 0; i < 600; ++i) {
    if (scene.servers().target_value("SELECT count(*) FROM pg_indexes WHERE "
                                     "indexname = 'accounts_u'") == "1") {
      return true;
    }
    sleep_seconds(0.1);
  }
  return false;
}

TEST_CASE("faults: all of the target stands still for a while", "[faults]") {
  FaultScene scene("still", 61,
                   std::string(kPatient) + ", \"answer_seconds\": 2");
  auto follower = scene.start({"--yes", "--follow"});
  REQUIRE(scene.wait_caught_up(*follower, 60));
  REQUIRE(unique_index_is_there(scene));
  scene.target_proxy().stand_still();
  scene.write_all(40);
  const bool noticed = scene.wait_said(*follower, "not answered for 2 s", 60);
  sleep_seconds(3);
  scene.target_proxy().go_on();
  const bool there = scene.wait_caught_up(*follower, 60);
  INFO(follower->err());
  CHECK(noticed);
  REQUIRE(there);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

}  // namespace millrace::test
