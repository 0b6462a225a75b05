// SPDX-License-Identifier: Apache-2.0
#include "mysql/fence.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("fence: names fit and are the plan's own") {
  auto session = test::target_session();
  const std::string long_name(500, 'x');
  CHECK(plan_lock_name(*session, long_name).size() <= 64);
  CHECK(fence_slot_name(*session, long_name, 127).size() <= 64);
  CHECK(plan_lock_name(*session, "a") != plan_lock_name(*session, "b"));
}

TEST_CASE("fence: writers hold slots until their sessions end") {
  auto runner = test::target_session();
  auto one = test::target_session();
  auto two = test::target_session();
  REQUIRE(enter_fence(*one, "fence-1").ok());
  REQUIRE(enter_fence(*two, "fence-1").ok());
  CHECK(fence_holders(*runner, "fence-1").value().size() == 2);
  CHECK(fence_holders(*runner, "fence-2").value().empty());
  const uint64_t id = fence_holders(*runner, "fence-1").value()[0];
  CHECK(describe_connection(*runner, id).value().find("root") !=
        std::string::npos);
  REQUIRE(runner->run("KILL " + std::to_string(id), "x").ok());
  two.reset();
  while (!fence_holders(*runner, "fence-1").value().empty()) {
  }
  CHECK(lock_owner(*runner, fence_slot_name(*runner, "fence-1", 0)).value() ==
        0);
}

TEST_CASE("fence: who lost the plan's lock does not get in") {
  auto runner = test::target_session();
  const std::string lock = plan_lock_name(*runner, "fence-3");
  REQUIRE(try_lock(*runner, lock).value());
  remember_runner(*runner, "fence-3", mysql_thread_id(runner->handle()));
  auto writer = test::target_session();
  CHECK(enter_fence(*writer, "fence-3").ok());
  CHECK_FALSE(try_lock(*writer, lock).value());
  REQUIRE(runner->run("DO RELEASE_LOCK('" + lock + "')", "x").ok());
  auto late = test::target_session();
  CHECK(enter_fence(*late, "fence-3").kind() == StatusKind::kRetry);
}

}  // namespace millrace::mysql
