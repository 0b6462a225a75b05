// SPDX-License-Identifier: Apache-2.0
//
// Exactly once for statements, too: while a table is altered again and again
// the run is killed at every moment of a replay, run again, and compared;
// on a target that takes ALTER TABLE into a transaction, and on one that
// does not.
#include <signal.h>

#include <catch2/catch.hpp>

#include "live/live_alterations.h"
#include "live/live_run.h"

namespace millrace::test {
namespace {

std::string settled(const LiveRun& run, const std::string& name) {
  const Outcome apply = run.millrace("apply", {"--yes"}, {}, 180);
  if (apply.exit_code != 0) return "the next run: " + apply.text();
  const std::string found = compared(run, name);
  if (!found.empty()) return found + apply.text();
  const Outcome plan = run.millrace("plan", {"--detailed-exitcode"});
  return plan.exit_code == 0 ? "" : "not settled: " + plan.text();
}

// "" when a run that is killed at the `nth` passing of the moment, and the
// one after it, end equal.
std::string survives(bool family, const std::string& moment, int nth,
                     uint64_t seed) {
  const std::string name = family ? "altfam" : "altpg";
  Alterations alterations(name, seed);
  LiveRun run(name, plan_of_database(family), family);
  run.servers().run_source(alterations.setup(30));
  std::string problem = settled(run, name);
  if (!problem.empty()) return "the first run: " + problem;
  run.servers().run_source(alterations.script(12));
  const Outcome killed = run.millrace(
      "apply", {"--yes"},
      {{"MILLRACE_CRASH_AT", moment + ":" + std::to_string(nth)}}, 120);
  if (killed.exit_code != 128 + SIGKILL) {
    return "it was not killed: " + killed.text();
  }
  return settled(run, name);
}

void check_moments(bool family, std::initializer_list<const char*> moments) {
  uint64_t seed = 4711;
  for (const char* moment : moments) {
    for (const int nth : {1, 4}) {
      INFO(moment << ":" << nth << ", seed " << ++seed);
      CHECK(survives(family, moment, nth, seed) == "");
    }
  }
}

}  // namespace

TEST_CASE("crash: killed while a statement is replayed, it ends equal",
          "[crash]") {
  check_moments(false, {"alter.before", "alter.before_commit",
                        "alter.after_commit", "alter.after"});
}

TEST_CASE("crash: killed between the statements of a replay, it ends equal",
          "[crash]") {
  check_moments(true,
                {"alter.before", "alter.intent", "alter.statement",
                 "alter.before_commit", "alter.after_commit", "alter.after"});
}

TEST_CASE("crash: altered and killed at random, it ends equal",
          "[crash][soak]") {
  const char* fixed = getenv("MILLRACE_SEED");
  const uint64_t seed =
      fixed ? strtoull(fixed, nullptr, 10) : std::random_device{}();
  WARN("MILLRACE_SEED=" << seed << " repeats this");
  const char* rounds = getenv("MILLRACE_SOAK");
  std::mt19937_64 random(seed);
  Alterations alterations("altsoak", seed);
  LiveRun run("altsoak", plan_of_database(false));
  run.servers().run_source(alterations.setup(200));
  CHECK(settled(run, "altsoak") == "");
  for (int round = 0; round < (rounds ? atoi(rounds) : 3); ++round) {
    INFO("round " << round);
    Background writer(run.servers().source_argv(), Environment{},
                      alterations.script(15));
    auto follower = run.start("apply", {"--yes", "--follow"});
    sleep_seconds(0.3 + static_cast<double>(random() % 2000) / 1000);
    follower->signal(SIGKILL);
    follower->wait(10);
    const Outcome written = writer.wait(120);
    CHECK(written.text() + settled(run, "altsoak") == written.text());
  }
}

}  // namespace millrace::test
