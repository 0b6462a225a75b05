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

// The edit itself may be what blocks: stale is said first.
TEST_CASE("apply gate: a saved proposal of an edited Plan is stale") {
  const test::NoSource source;
  const Engines engines{source, {}, "0"};
  const Plan plan = test::plan_of(TargetEngineKind::kDrds);
  SavedProposal saved;
  saved.plan_path = "shop.json";
  saved.plan_digest = "sha256:before";
  ApplyGate edited(plan, engines, saved, true);
  CHECK(edited.pass().status().message().find("has been edited") !=
        std::string::npos);
  CHECK(edited.exit_code() == kExitStale);
  saved.plan_digest = plan.digest;
  ApplyGate same(plan, engines, saved, true);
  CHECK_FALSE(same.pass().ok());
  CHECK(same.exit_code() == kExitBlocked);
}

}  // namespace
}  // namespace millrace
