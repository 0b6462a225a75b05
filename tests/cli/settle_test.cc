// SPDX-License-Identifier: Apache-2.0
#include "cli/settle.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "cli/no_servers.h"

namespace millrace {
namespace {

TEST_CASE("settle: without servers nothing runs and nothing is waited for") {
  const test::NoSource source;
  const test::NoTarget target;
  const Engines engines{source, {}, "0"};
  const Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  CHECK_FALSE(is_running(plan, target));
  const auto begun = std::chrono::steady_clock::now();
  settle(plan, engines, target, Stop());
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
}

}  // namespace
}  // namespace millrace
