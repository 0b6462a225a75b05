// SPDX-License-Identifier: Apache-2.0
//
// Servers that die, fill up or have other guests, under a run that goes on.
// Networks that fail are in faults_test.cc.
#include <pwd.h>
#include <signal.h>
#include <sys/mount.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "live/live_faults.h"
#include "live/live_run.h"

namespace millrace::test {
namespace {

// Slow enough for a server to be killed in the midst of the copy.
constexpr const char* kPatient =
    ", \"retry_seconds\": 120, \"rows_per_second\": 5000";

// Kills and restarts by `strike`, first in the copy, then in the stream.
template <typename Strike>
void outlives(FaultScene& scene, Strike strike) {
  auto follower = scene.start({"--yes", "--follow"});
  REQUIRE(scene.wait_said(*follower, "phase: copy", 60));
  strike();
  const bool copied = scene.wait_caught_up(*follower, 120);
  INFO(follower->err());
  REQUIRE(copied);
  for (int round = 0; round < 3; ++round) {
    scene.write_all(40);
    strike();
    scene.write_all(20);
  }
  const bool there = scene.wait_caught_up(*follower, 120);
  INFO(follower->err());
  REQUIRE(there);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

}  // namespace

TEST_CASE("server faults: the source is killed and comes back", "[faults]") {
  FaultScene scene("sourcekill", 71, kPatient, false, 10'000);
  outlives(scene, [&] {
    scene.source().kill();
    sleep_seconds(0.5);
    scene.source().restart();
  });
}

TEST_CASE("server faults: both are killed and come back with TLS", "[faults]") {
  FaultScene scene("killtls", 74, kPatient, false, 10'000, {{}, {}, true});
  outlives(scene, [&] {
    scene.source().kill();
    scene.target().kill();
    sleep_seconds(0.5);
    scene.target().restart();
    scene.source().restart();
  });
}

TEST_CASE("server faults: the target is killed and comes back", "[faults]") {
  for (const bool family : {false, true}) {
    INFO((family ? "MariaDB" : "PostgreSQL"));
    FaultScene scene("targetkill", 72, kPatient, family, 10'000);
    outlives(scene, [&] {
      if (family) {
        scene.family().kill();
        sleep_seconds(0.5);
        scene.family().restart();
      } else {
        scene.target().kill();
        sleep_seconds(0.5);
        scene.target().restart();
      }
    });
  }
}

TEST_CASE("server faults: time-outs of the target's account do no harm",
          "[faults]") {
  FaultScene scene("timeouts", 73, kPatient);
  scene.servers().run_target(
      "ALTER ROLE postgres SET statement_timeout = 300;"
      "ALTER ROLE postgres SET lock_timeout = 20;"
      "ALTER ROLE postgres SET idle_in_transaction_session_timeout = 20;");
  const Outcome first = scene.millrace("apply", {"--yes"});
  INFO(first.text());
  CHECK(first.exit_code == 0);
  scene.write_all(60);
  const Outcome second = scene.millrace("apply", {"--yes"});
  INFO(second.text());
  CHECK(second.exit_code == 0);
  CHECK(scene.compare() == "");
}

// Others lock the rows that are to be written, in another order.
TEST_CASE("server faults: another session's locks and deadlocks", "[faults]") {
  FaultScene scene("deadlocks", 74, kPatient);
  auto follower = scene.start({"--yes", "--follow"});
  REQUIRE(scene.wait_caught_up(*follower, 60));
  std::string others = "SET search_path = deadlocks;\n";
  for (int i = 0; i < 30; ++i) {
    others +=
        "BEGIN; UPDATE accounts SET balance = balance WHERE id BETWEEN 2000 "
        "AND 2999; SELECT pg_sleep(0.05); UPDATE accounts SET balance = "
        "balance WHERE id < 2000; COMMIT;\n";
  }
  Background guest(
      {"psql", "-X", "-q", "-h", "127.0.0.1", "-p",
       std::to_string(scene.target().port()), "-U", "postgres", "postgres"},
      {}, others);
  for (int round = 0; round < 8; ++round) scene.write_all(25);
  guest.wait(60);
  const bool there = scene.wait_caught_up(*follower, 60);
  INFO(follower->err());
  REQUIRE(there);
  CHECK(scene.compare() == "");
  CHECK(scene.end(*follower) == 130);
}

namespace {

// A file system of its own that a table space lies on. Making one takes
// rights that not everybody has.
class SmallDisk {
 public:
  SmallDisk() : folder_(make_temp_dir("millrace-disk")) {
    mounted_ =
        ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=2m,mode=1777") == 0;
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  // The server takes hold of the folder, and runs as nobody under root.
  void hand_over() {
    const passwd* nobody = ::getpwnam("nobody");
    if (nobody == nullptr) return;
    if (::chown(folder_.c_str(), nobody->pw_uid, nobody->pw_gid) != 0) return;
  }
  bool mounted() const { return mounted_; }
  bool grow() {
    return ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT,
                   "size=200m,mode=1777") == 0;
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  bool mounted_ = false;
};

}  // namespace

TEST_CASE("server faults: a full disk is told, room made, the run goes on",
          "[faults]") {
  SmallDisk disk;
  if (!disk.mounted()) {
    WARN("not run, needs the right to mount a file system");
    return;
  }
  disk.hand_over();
  FaultScene scene("diskfull", 75, ", \"retry_seconds\": 120", false, 30'000);
  scene.servers().run_target("CREATE TABLESPACE small LOCATION '" +
                             disk.folder() + "';");
  scene.servers().run_target(
      "ALTER ROLE postgres SET default_tablespace = small;");
  const Outcome full = scene.millrace("apply", {"--yes"});
  INFO(full.text());
  CHECK(full.exit_code == 1);
  CHECK(full.err.find("disk is full: free space") != std::string::npos);
  REQUIRE(disk.grow());
  scene.write_all(30);
  const Outcome next = scene.millrace("apply", {"--yes"});
  INFO(next.text());
  CHECK(next.exit_code == 0);
  CHECK(scene.compare() == "");
  scene.servers().run_target(
      "ALTER ROLE postgres RESET default_tablespace; DROP SCHEMA diskfull "
      "CASCADE; DROP SCHEMA millrace CASCADE;");
  scene.servers().run_target("DROP TABLESPACE small;");
}

// All tables and the ledger in one table space that may not grow: error 1114,
// as on a disk that is full.
TEST_CASE("server faults: a full MariaDB is told, room made, the run goes on",
          "[faults]") {
  FaultServers small;
  small.family = {"--innodb-file-per-table=0",
                  "--innodb-data-file-path=ibdata1:12M:autoextend:max:16M"};
  FaultScene scene("tablefull", 77, ", \"retry_seconds\": 120", true, 60'000,
                   small);
  const Outcome full = scene.millrace("apply", {"--yes"});
  INFO(full.text());
  CHECK(full.exit_code == 1);
  CHECK(full.err.find("free space on its disk") != std::string::npos);
  scene.family().stop();
  scene.family().add_option(
      "--innodb-data-file-path=ibdata1:12M:autoextend:max:500M");
  scene.family().restart();
  scene.write_all(30);
  const Outcome next = scene.millrace("apply", {"--yes"});
  INFO(next.text());
  CHECK(next.exit_code == 0);
  CHECK(scene.compare() == "");
}

// SIGTERM as an operator of containers sends it: at any time.
TEST_CASE("server faults: SIGTERM at any moment, the next run goes on",
          "[faults]") {
  FaultScene scene("sigterm", 76, kPatient, false, 10'000);
  for (int round = 0; round < 12; ++round) {
    auto writer = scene.write(30);
    auto follower = scene.start({"--yes", "--follow"});
    sleep_seconds(0.03 + 0.17 * round);
    follower->signal(SIGTERM);
    const Outcome end = follower->wait(60);
    INFO("round " << round << ": " << end.text());
    // Before its own handler stands the signal ends it as any program.
    CHECK((end.exit_code == 130 || end.exit_code == 128 + SIGTERM));
    CHECK(writer->wait(60).exit_code == 0);
  }
  const Outcome last = scene.millrace("apply", {"--yes"});
  INFO(last.text());
  CHECK(last.exit_code == 0);
  CHECK(scene.compare() == "");
}

}  // namespace millrace::test
