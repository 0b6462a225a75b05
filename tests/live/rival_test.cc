// SPDX-License-Identifier: Apache-2.0
//
// Two plans read one source's log with the same server_id: the server puts
// the older reader off. It says so and does not come back by itself, since
// the two would put each other off for ever.
#include <signal.h>

#include <catch2/catch.hpp>

#include "live/live_run.h"

namespace millrace::test {
namespace {

std::string plan_with_our_id(const std::string& database) {
  std::string plan =
      replaced(plan_of_database(false), "@NAME@.*", database + ".*");
  plan = replaced(plan, R"("user": "millrace")",
                  R"("user": "millrace", "server_id": 4711)");
  REQUIRE(plan.find("4711") != std::string::npos);
  return plan;
}

std::string status_of(const LiveRun& run) {
  return run.millrace("status", {"--format", "json"}).out;
}

}  // namespace

TEST_CASE("rival: another plan with our server_id is found and named",
          "[live]") {
  if (!source_is_mariadb()) {
    WARN("not run: MySQL knows its readers by more than server_id");
    return;
  }
  LiveRun first("rivalone", plan_with_our_id("rivals"));
  LiveRun second("rivaltwo", plan_with_our_id("rivals"));
  first.servers().run_source(
      "DROP DATABASE IF EXISTS rivals; CREATE DATABASE rivals; USE rivals;"
      "CREATE TABLE t (id INT PRIMARY KEY); INSERT INTO t VALUES (1);");
  auto older = first.start("apply", {"--yes", "--follow"});
  REQUIRE(first.wait_caught_up(*older, 60));
  auto newer = second.start("apply", {"--yes", "--follow"});
  const Outcome end = older->wait(60);
  INFO(end.text());
  // A finding blocks it, as it does `plan`.
  CHECK(end.exit_code == 3);
  CHECK((end.out + end.err).find("S210") != std::string::npos);
  CHECK((end.out + end.err).find("server_id") != std::string::npos);
  REQUIRE(second.wait_caught_up(*newer, 60));

  const std::string told = status_of(first);
  INFO(told);
  CHECK(told.find("S210") != std::string::npos);
  CHECK(status_of(second).find("S210") == std::string::npos);

  // With the other gone it goes on where it was.
  first.servers().run_source("INSERT INTO rivals.t VALUES (2);");
  REQUIRE(second.wait_caught_up(*newer, 60));
  newer->signal(SIGINT);
  CHECK(newer->wait(60).exit_code == 130);
  const Outcome again = first.millrace("apply", {"--yes"});
  INFO(again.text());
  CHECK(again.exit_code == 0);
  CHECK(status_of(first).find("S210") == std::string::npos);
  CHECK(compared(first, "rivals") == "");
  CHECK(compared(second, "rivals") == "");
}

}  // namespace millrace::test
