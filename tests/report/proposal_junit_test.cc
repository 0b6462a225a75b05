// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_junit.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "report/golden.h"
#include "report/hostile.h"

using namespace millrace;
using namespace millrace::test;

TEST_CASE("proposal junit: errors fail, waived are skipped, others pass") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  proposal.findings.push_back(sample_error());
  Finding waived = sample_error();
  waived.waived = true;
  waived.waiver = "known until March";
  proposal.findings.push_back(waived);
  const std::string xml = proposal_junit(proposal);
  check_golden("blocked.junit.xml", xml);
  CHECK(xml.find("tests=\"4\" failures=\"1\" errors=\"0\" skipped=\"1\"") !=
        std::string::npos);
}

TEST_CASE("proposal junit: a plan without findings still shows a case") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  proposal.findings.clear();
  const std::string xml = proposal_junit(proposal);
  CHECK(xml.find("tests=\"1\" failures=\"0\"") != std::string::npos);
  CHECK(xml.find("name=\"plan\"") != std::string::npos);
}

TEST_CASE("proposal junit: hostile names stay text") {
  std::mt19937 random(3);
  const Plan plan = sample_plan();
  for (int i = 0; i < 300; ++i) {
    INFO(i);
    const std::string xml = proposal_junit(hostile_proposal(plan, random));
    REQUIRE(unbalanced(xml) == "");
    REQUIRE(valid_utf8_prefix(xml) == xml.size());
    for (const char c : xml) {
      const auto byte = static_cast<unsigned char>(c);
      REQUIRE((byte >= 0x20 || c == '\n' || c == '\t'));
    }
  }
}
