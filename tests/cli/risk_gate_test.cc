// SPDX-License-Identifier: Apache-2.0
#include "cli/risk_gate.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {

TEST_CASE("risk gate: changes above the limit block, each by its name") {
  const Plan plan = test::sample_plan();
  const Proposal sample = test::sample_proposal(plan);
  const auto found = [&](const std::string& most) {
    Proposal p = sample;
    ProposedChange clear;
    clear.action = Action::kClearTable;
    clear.object = "sales.t";
    clear.risk = Risk::kDestroys;
    p.changes.push_back(clear);
    limit_risk(most, &p);
    std::string out;
    for (const Finding& f : p.findings) {
      if (f.code == "P192") out += f.object + " ";
    }
    CHECK(p.applyable() == out.empty());
    return out;
  };
  CHECK(found("") == "");
  CHECK(found("destroys") == "");
  CHECK(found("rewrites") == "target.sales.t ");
  CHECK(found("safe") == "target.sales.orders target.sales.t ");
}

}  // namespace millrace
