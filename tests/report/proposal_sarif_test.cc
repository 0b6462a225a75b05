// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_sarif.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "report/golden.h"
#include "report/hostile.h"

using namespace millrace;
using namespace millrace::test;

namespace {

const JsonNode& run_of(const JsonNode& root) {
  return root.find("runs")->items.at(0);
}

}  // namespace

TEST_CASE("proposal sarif: the sample is as it was written down") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  Finding waived = sample_error();
  waived.waived = true;
  waived.waiver = "known until March";
  proposal.findings.push_back(waived);
  const std::string log = proposal_sarif(proposal, "plans/my shop.json");
  check_golden("sample.sarif", log);
  CHECK(log.find("plans/my%20shop.json") != std::string::npos);
  CHECK(schema_says("sarif-subset", log) == "");
}

TEST_CASE("proposal sarif: levels, rules and suppressions fit together") {
  const Plan plan = sample_plan();
  std::mt19937 random(4);
  for (int i = 0; i < 100; ++i) {
    INFO(i);
    const Proposal proposal = hostile_proposal(plan, random);
    const std::string log = proposal_sarif(proposal, "p.json");
    const auto root = parse_own_json(log);
    REQUIRE(root.ok());
    REQUIRE(schema_says("sarif-subset", log) == "");
    const auto& rules =
        run_of(*root).find("tool")->find("driver")->find("rules")->items;
    const auto& results = run_of(*root).find("results")->items;
    REQUIRE(results.size() == proposal.findings.size());
    size_t suppressed = 0;
    for (const JsonNode& result : results) {
      const auto rule = static_cast<size_t>(result.int_or("ruleIndex", -1));
      REQUIRE(rule < rules.size());
      CHECK(rules[rule].string_or("id", "") == result.string_or("ruleId", "x"));
      if (result.find("suppressions") != nullptr) ++suppressed;
    }
    size_t waived = 0;
    for (const Finding& finding : proposal.findings) waived += finding.waived;
    CHECK(suppressed == waived);
  }
}

TEST_CASE(
    "proposal sarif: a finding keeps its fingerprint when it is reworded") {
  const Plan plan = sample_plan();
  Proposal one = sample_proposal(plan);
  Proposal two = one;
  two.findings[0].message = "other words";
  const auto print = [](const Proposal& proposal) {
    const auto root = parse_own_json(proposal_sarif(proposal, "p.json"));
    return run_of(*root)
        .find("results")
        ->items.at(0)
        .find("partialFingerprints")
        ->string_or("millraceFinding/v1", "");
  };
  CHECK(print(one) == print(two));
  two.findings[0].object = "elsewhere";
  CHECK(print(one) != print(two));
}
