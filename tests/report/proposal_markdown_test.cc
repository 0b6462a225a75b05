// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_markdown.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "report/golden.h"
#include "report/hostile.h"

using namespace millrace;
using namespace millrace::test;

namespace {

// Fences open and close, and what is outside of them holds no tag but ours.
std::string broken_markdown(const std::string& text) {
  std::string fence;
  std::string outside;
  for (const std::string& line : split(text, '\n')) {
    const size_t run = line.find_first_not_of('`') == std::string::npos
                           ? line.size()
                           : line.find_first_not_of('`');
    if (fence.empty() && run >= 3) {
      fence = line.substr(0, run);
    } else if (!fence.empty()) {
      if (run >= fence.size() && run == line.size()) fence.clear();
    } else {
      append_to(outside, line, "\n");
    }
  }
  if (!fence.empty()) return "a fence is open";
  const size_t comment = outside.find("-->");
  outside.erase(0, comment + 3);
  for (const char* tag : {"<details>", "</details>", "<summary>", "</summary>",
                          "<code>", "</code>", "<b>", "</b>", "<br>"}) {
    outside = replace_all(outside, tag, "");
  }
  return outside.find('<') == std::string::npos ? "" : "a strange tag";
}

}  // namespace

TEST_CASE("proposal markdown: the sample is as it was written down") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  check_golden("sample.md", proposal_markdown(proposal));
  proposal.findings.push_back(sample_error());
  check_golden("blocked.md", proposal_markdown(proposal));
}

TEST_CASE("proposal markdown: a converged plan is one headline") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  proposal.changes.clear();
  proposal.findings.clear();
  CHECK(proposal_markdown(proposal) ==
        "<!-- millrace plan: shop -->\n"
        "### millrace plan <code>shop</code>: nothing to change\n");
}

TEST_CASE("proposal markdown: hostile names stay text") {
  std::mt19937 random(1);
  const Plan plan = sample_plan();
  for (int i = 0; i < 300; ++i) {
    INFO(i);
    const std::string text = proposal_markdown(hostile_proposal(plan, random));
    REQUIRE(broken_markdown(text) == "");
    REQUIRE(valid_utf8_prefix(text) == text.size());
  }
}

TEST_CASE("proposal markdown: never too large, and says what is missing") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  for (int i = 0; i < 3000; ++i) {
    ProposedChange change = proposal.changes[1];
    change.table.table = cat("orders_", i);
    change.risk = Risk::kDestroys;
    proposal.changes.push_back(change);
    Finding finding = sample_error();
    finding.code = cat("P", 100 + i % 900);
    proposal.findings.push_back(finding);
  }
  const std::string text = proposal_markdown(proposal);
  CHECK(text.size() < 65'536);
  CHECK(text.find("more tables do not fit") != std::string::npos);
  CHECK(text.find("more findings are left out") != std::string::npos);
}

TEST_CASE("proposal markdown: many findings of a kind are one row") {
  const Plan plan = sample_plan();
  Proposal proposal = sample_proposal(plan);
  for (int i = 0; i < 40; ++i) {
    proposal.findings.push_back(proposal.findings[0]);
    proposal.findings.back().object = cat("eu.shop.t", i);
  }
  const std::string text = proposal_markdown(proposal);
  CHECK(text.find("P131 ×41") != std::string::npos);
  CHECK(text.find("and 36 more") != std::string::npos);
}
