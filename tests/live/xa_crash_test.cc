// SPDX-License-Identifier: Apache-2.0
//
// XA transactions whose PREPARE and COMMIT a run sees in two lives: it is
// killed in between, the tables change in between, a table is added in
// between; the end is the source's.
#include <signal.h>

#include <catch2/catch.hpp>
#include <random>

#include "live/live_run.h"

namespace millrace::test {
namespace {

// Statements of a session of its own, which ends with them.
class Decider {
 public:
  Decider(const LiveRun& run, const std::string& database, uint64_t seed)
      : run_(run), database_(database), random_(seed) {}

  uint64_t below(uint64_t bound) { return random_() % bound; }
  void plain() { say("INSERT INTO t VALUES (" + fresh() + ", 'plain');"); }
  void prepare() {
    const std::string id = fresh();
    open_.push_back("'x" + id + "'");
    const std::string xid = open_.back();
    say("XA START " + xid + "; INSERT INTO t VALUES (" + id +
        ", REPEAT('x', 500)); INSERT INTO u VALUES (" + id +
        ", 'prepared'); XA END " + xid + "; XA PREPARE " + xid + ";");
  }
  void decide(bool commit) {
    if (open_.empty()) return;
    const size_t i = below(open_.size());
    const std::string xid = open_[i];
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
    say((commit ? "XA COMMIT " : "XA ROLLBACK ") + xid + ";");
  }
  bool undecided() const { return !open_.empty(); }

 private:
  std::string fresh() { return std::to_string(++next_); }

  // A transaction's session may take a moment to let go of it.
  void say(const std::string& sql) {
    Outcome said;
    for (int tries = 0; tries < 50; ++tries) {
      said = run(run_.servers().source_argv(), 60, {},
                 "USE " + database_ + ";\n" + sql + "\n");
      if (said.exit_code == 0) return;
      sleep_seconds(0.05);
    }
    FAIL(sql << ": " << said.text());
  }

  const LiveRun& run_;
  std::string database_;
  std::mt19937_64 random_;
  int next_ = 100;
  std::vector<std::string> open_;
};

std::string applied(const LiveRun& run, const std::string& name) {
  const Outcome apply = run.millrace("apply", {"--yes"}, {}, 180);
  if (apply.exit_code != 0) return "the next run: " + apply.text();
  return compared(run, name);
}

bool prepares_are_logged() {
  const std::string version = source_version();
  return source_is_mariadb() || version.substr(0, 3) != "5.6";
}

void kill_between(bool family, uint64_t seed, int rounds) {
  const std::string name = family ? "xafam" : "xapg";
  INFO("seed " << seed << (family ? ", family" : ", PostgreSQL"));
  LiveRun run(name, plan_of_database(family), family);
  run.servers().run_source("DROP DATABASE IF EXISTS " + name +
                           "; CREATE DATABASE " + name + "; USE " + name +
                           "; CREATE TABLE t (id INT PRIMARY KEY, v TEXT);"
                           "CREATE TABLE u (id INT PRIMARY KEY, v TEXT);"
                           "INSERT INTO t VALUES (1, 'a'), (2, 'b');");
  REQUIRE(applied(run, name) == "");
  Decider decider(run, name, seed);
  for (int round = 0; round < rounds; ++round) {
    auto follower = run.start("apply", {"--yes", "--follow"});
    for (int i = 0; i < 4; ++i) {
      switch (decider.below(4)) {
        case 0:
          decider.plain();
          break;
        case 1:
          decider.decide(decider.below(3) > 0);
          break;
        default:
          decider.prepare();
      }
    }
    sleep_seconds(static_cast<double>(decider.below(900)) / 1000);
    INFO("round " << round << ": " << follower->err());
    CHECK(follower->running());
    follower->signal(SIGKILL);
    follower->wait(10);
    // Caught up is a state that prepared transactions do not stand against.
    if (round % 3 == 2) CHECK(applied(run, name) == "");
  }
  while (decider.undecided()) decider.decide(true);
  CHECK(applied(run, name) == "");
}

}  // namespace

TEST_CASE("crash: killed between XA PREPARE and its end, it ends equal",
          "[crash][xa]") {
  if (!prepares_are_logged()) return;
  const char* rounds = getenv("MILLRACE_SOAK");
  for (const bool family : {false, true}) {
    kill_between(family, 77, rounds ? atoi(rounds) : 9);
  }
}

}  // namespace millrace::test
