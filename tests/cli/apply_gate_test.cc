// SPDX-License-Identifier: Apache-2.0
#include "cli/apply_gate.h"

#include <catch2/catch.hpp>

#include "cli/exit_code.h"
#include "cli/no_servers.h"

namespace millrace {
namespace {

TEST_CASE("apply gate: what blocks is let through by nothing, --yes included") {
  const test::NoSource source;
  const Engines engines{source, {}, "0"};
  const Plan plan = test::plan_of(TargetEngineKind::kDrds);
  for (const bool yes : {true, false}) {
    ApplyGate gate(plan, engines, std::nullopt, yes);
    const auto passed = gate.pass();
    REQUIRE_FALSE(passed.ok());
    CHECK(gate.exit_code() == kExitBlocked);
    CHECK(passed.status().message().find("nothing was changed") !=
          std::string::npos);
  }
}

}  // namespace
}  // namespace millrace
