// SPDX-License-Identifier: Apache-2.0
#include "cli/make_proposal.h"

#include <catch2/catch.hpp>

#include "cli/no_servers.h"

namespace millrace {
namespace {

TEST_CASE("make proposal: an engine that is not carried blocks, by a finding") {
  const test::NoSource source;
  const Engines engines{source, {}, "0"};
  const Plan plan = test::plan_of(TargetEngineKind::kDrds);
  const auto proposal = make_proposal(plan, engines, "none");
  REQUIRE(proposal.ok());
  CHECK_FALSE(proposal->applyable());
  CHECK(proposal->empty());
  REQUIRE(proposal->findings.size() == 1);
  CHECK(proposal->findings[0].code == "P230");
  CHECK(proposal->findings[0].message.find("some engine") != std::string::npos);
  CHECK(proposal->digest.size() == 7 + 64);
}

}  // namespace
}  // namespace millrace
