// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_groups.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

using namespace millrace;
using namespace millrace::test;

TEST_CASE("proposal groups: a table's changes stand together, streams last") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  std::swap(proposal.changes[1], proposal.changes[4]);
  const auto groups = group_changes(proposal);
  REQUIRE(groups.size() == 3);
  CHECK(groups[0].heading == "Schemas");
  CHECK(groups[1].heading == "sales.orders");
  CHECK(groups[1].changes.size() == 3);
  CHECK(groups[2].heading == "Streams");
  CHECK(worst_risk(groups[1]) == Risk::kLocks);
  proposal.changes.push_back(*groups[1].changes[0]);
  CHECK(verbs_text(group_changes(proposal)[1]) ==
        "copy table ×2, create index, create table");
}

TEST_CASE("proposal groups: the worst findings come first, order kept") {
  std::vector<Finding> findings(5);
  findings[0].severity = Severity::kInfo;
  findings[1].severity = Severity::kError;
  findings[1].waived = true;
  findings[2].severity = Severity::kWarning;
  findings[3].severity = Severity::kError;
  findings[4].severity = Severity::kError;
  const auto sorted = worst_first(findings);
  CHECK(sorted == std::vector<const Finding*>{&findings[3], &findings[4],
                                              &findings[1], &findings[2],
                                              &findings[0]});
}

TEST_CASE(
    "proposal groups: clearing a table destroys, whatever its risk says") {
  ProposedChange change;
  change.action = Action::kClearTable;
  CHECK(destroys(change));
  CHECK(shown_risk(change) == Risk::kDestroys);
  CHECK(change_sign(change) == '-');
}
