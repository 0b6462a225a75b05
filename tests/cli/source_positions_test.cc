// SPDX-License-Identifier: Apache-2.0
#include "cli/source_positions.h"

#include <catch2/catch.hpp>

#include "cli/no_servers.h"

namespace millrace {
namespace {

TEST_CASE("source positions: a silent source is in the answer, with a reason") {
  const test::NoSource source;
  const Engines engines{source, {}, "0"};
  const Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  const auto positions = source_positions(plan, engines);
  REQUIRE(positions.size() == 2);
  for (const auto& [name, now] : positions) {
    CHECK(now.position.kind == PositionKind::kNone);
    CHECK(now.error == "nobody answers");
  }
}

}  // namespace
}  // namespace millrace
