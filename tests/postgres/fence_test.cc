// SPDX-License-Identifier: Apache-2.0
#include "postgres/fence.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

namespace {

std::unique_ptr<Session> open() {
  auto session = Session::open(PostgresServer::shared().endpoint());
  REQUIRE(session.ok());
  return std::move(session).value();
}

}  // namespace

TEST_CASE("fence: many writers share it, a starting run keeps them out") {
  auto one = open();
  auto two = open();
  auto run = open();
  REQUIRE(share_fence(*one, "p").ok());
  REQUIRE(share_fence(*two, "p").ok());
  std::string take =
      cat("SELECT pg_try_advisory_lock(", fence_key("p").arguments(), ")");
  CHECK_FALSE(run->query(take)->flag(0, 0));
  CHECK(holders_of(*run, fence_key("p"))->find(cat(one->backend_pid())) !=
        std::string::npos);
  one.reset();
  two.reset();
  bool taken = false;
  for (int i = 0; i < 200 && !taken; ++i) {
    taken = run->query(take)->flag(0, 0);
    REQUIRE(run->run("SELECT pg_sleep(0.02)").ok());
  }
  REQUIRE(taken);
  auto late = open();
  CHECK(share_fence(*late, "p").kind() == StatusKind::kRetry);
  CHECK(share_fence(*late, "another").ok());
}

TEST_CASE("fence: a runner that lost the plan's lock opens no writer") {
  auto runner = open();
  std::string take =
      cat("SELECT pg_try_advisory_lock(", plan_lock_key("q").arguments(), ")");
  REQUIRE(runner->query(take)->flag(0, 0));
  remember_runner(runner->server(), "q", runner->backend_pid());
  auto writer = open();
  CHECK(share_fence(*writer, "q").ok());
  REQUIRE(runner->run("SELECT pg_advisory_unlock_all()").ok());
  auto late = open();
  CHECK(share_fence(*late, "q").kind() == StatusKind::kRetry);
}

TEST_CASE("fence: plans have keys of their own") {
  CHECK(plan_lock_key("a").arguments() != plan_lock_key("b").arguments());
  CHECK(plan_lock_key("a").arguments() != fence_key("a").arguments());
}
