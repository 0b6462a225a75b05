// SPDX-License-Identifier: Apache-2.0
#include "cli/draft_round.h"

#include <catch2/catch.hpp>

#include "route/findings.h"

namespace millrace {
namespace {

TEST_CASE("draft round: errors before warnings, one of each code, so many") {
  const std::vector<Finding> findings = {
      info_finding("P121", "a", "a view"),
      warning_finding("P131", "a.i", "prefix", "…"),
      error_finding("P151", "a", "dates", "…"),
      warning_finding("P131", "b.i", "prefix", "…"),
      warning_finding("P137", "a", "triggers", "…")};
  const std::vector<RiskyFinding> risks = riskiest(findings, 5);
  REQUIRE(risks.size() == 3);
  CHECK(risks[0].finding->code == "P151");
  CHECK(risks[1].finding->code == "P131");
  CHECK(risks[1].more == 1);
  CHECK(risks[2].finding->code == "P137");
  CHECK(riskiest(findings, 2).size() == 2);
}

TEST_CASE("draft round: tables without a key are left out, once") {
  DraftRound round;
  Route route;
  route.id = {"source", {"shop", "log"}, {"shop", "log"}};
  round.proposal.routes.push_back(route);
  round.proposal.findings = {
      error_finding("P130", "source.shop.log", "no key", "…"),
      error_finding("P151", "source.shop.log", "dates", "…")};
  PlanDraft draft;
  CHECK(improve(round, &draft));
  CHECK(draft.databases == std::set<std::string>{"shop"});
  CHECK(draft.excluded == std::set<QualifiedName>{{"shop", "log"}});
  CHECK(draft.renamed.empty());
  CHECK_FALSE(improve(round, &draft));
}

}  // namespace
}  // namespace millrace
