// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_html.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "report/golden.h"
#include "report/hostile.h"

using namespace millrace;
using namespace millrace::test;

TEST_CASE("proposal html: the sample is as it was written down") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  proposal.findings.push_back(sample_error());
  check_golden("blocked.html", proposal_html(proposal));
}

TEST_CASE("proposal html: the page needs nothing from elsewhere") {
  const Plan plan = sample_plan();
  const std::string page = proposal_html(sample_proposal(plan));
  for (const char* word : {"http:", "https:", "src=", "url(", "@import",
                           "<script", "<link", "javascript:"}) {
    CHECK(page.find(word) == std::string::npos);
  }
}

TEST_CASE("proposal html: hostile names stay text") {
  std::mt19937 random(2);
  const Plan plan = sample_plan();
  for (int i = 0; i < 300; ++i) {
    INFO(i);
    const std::string page = proposal_html(hostile_proposal(plan, random));
    REQUIRE(unbalanced(page) == "");
    REQUIRE(valid_utf8_prefix(page) == page.size());
    REQUIRE(page.find("<script") == std::string::npos);
  }
}

TEST_CASE("proposal html: what destroys is open and marked") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  for (int i = 0; i < 50; ++i) {
    proposal.changes.push_back(proposal.changes[1]);
    proposal.changes.back().table.table = cat("t", i);
  }
  CHECK(proposal_html(proposal).find("badge destroys") == std::string::npos);
  proposal.changes[20].risk = Risk::kDestroys;
  const std::string page = proposal_html(proposal);
  CHECK(page.find("badge destroys") != std::string::npos);
  CHECK(page.find("<details open>") != std::string::npos);
}
