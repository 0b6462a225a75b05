// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_summary.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

TEST_CASE("summary: counts what is made, altered, destroyed and copied") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  CHECK(summary_line(summarize(p)) ==
        "Plan: 3 to create, 0 to alter, 0 to destroy, 1 to copy; 0 errors, "
        "1 warning");
}

TEST_CASE("summary: clearing and lossy alterations count as destruction") {
  const Plan plan = test::sample_plan();
  Proposal p;
  p.plan = &plan;
  ProposedChange change;
  change.action = Action::kAlterTable;
  p.changes.push_back(change);
  change.risk = Risk::kDestroys;
  p.changes.push_back(change);
  change.action = Action::kClearTable;
  change.risk = Risk::kSafe;
  p.changes.push_back(change);
  change.action = Action::kForgetTable;
  p.changes.push_back(change);
  const ProposalSummary sum = summarize(p);
  CHECK(sum.alter == 1);
  CHECK(sum.destroy == 2);
  CHECK(summary_line(sum) ==
        "Plan: 0 to create, 1 to alter, 2 to destroy, 0 to copy, 1 to "
        "forget; 0 errors, 0 warnings");
}

}  // namespace
}  // namespace millrace
