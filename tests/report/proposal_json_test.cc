// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_json.h"

#include <catch2/catch.hpp>

#include "report/samples.h"
#include "support/paths.h"
#include "support/process.h"

namespace millrace {
namespace {

std::string violation(const std::string& document) {
  const std::string schema = test::read_file(std::string(test::project_root()) +
                                             "/schemas/proposal.schema.json");
  const Result<std::string> found = schema_violation(schema, document);
  return found.ok() ? *found : found.status().message();
}

TEST_CASE("proposal json: fits its schema, findings and all") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  CHECK(violation(proposal_json(p)) == "");
  p.findings.push_back(test::sample_error());
  p.findings.back().waived = true;
  p.findings.back().waiver = "known";
  CHECK(violation(proposal_json(p)) == "");
  p.target.capabilities = {{"on_conflict", false}, {"replicated", true}};
  p.target.strategy = "by hand";
  CHECK(violation(proposal_json(p)) == "");
  CHECK(proposal_json(p).find("\"on_conflict\": false") != std::string::npos);
  p.sources[0].position = {};
  p.changes.clear();
  CHECK(violation(proposal_json(p)) == "");
  p.sources[0].position.kind = PositionKind::kFile;
  p.sources[0].position.file = "bin.000001";
  CHECK(violation(proposal_json(p)) == "");
}

TEST_CASE("proposal json: thousands of changes are one document") {
  const Plan plan = test::sample_plan();
  Proposal p = test::sample_proposal(plan);
  const ProposedChange one = p.changes.at(1);
  for (int i = 0; i < 2500; ++i) p.changes.push_back(one);
  const auto root = parse_own_json(proposal_json(p));
  REQUIRE(root.ok());
  CHECK(root->find("changes")->items.size() == p.changes.size());
}

TEST_CASE("proposal json: the schema is not one that lets anything pass") {
  const Plan plan = test::sample_plan();
  const std::string good = proposal_json(test::sample_proposal(plan));
  for (const char* name : {"format_version", "digest", "applyable", "summary",
                           "rows_estimate", "severity"}) {
    std::string bad = good;
    const size_t at = bad.find(std::string("\"") + name + "\"");
    REQUIRE(at != std::string::npos);
    bad.insert(at + 1, "x");
    INFO(name);
    CHECK(violation(bad) != "");
  }
}

TEST_CASE("proposal json: says what the contract says") {
  const Plan plan = test::sample_plan();
  const Proposal p = test::sample_proposal(plan);
  const auto root = parse_own_json(proposal_json(p));
  REQUIRE(root.ok());
  CHECK(root->string_or("plan", "") == "shop");
  CHECK(root->bool_or("applyable", false));
  const JsonNode& changes = *root->find("changes");
  REQUIRE(changes.items.size() == 5);
  const JsonNode& table = changes.items[1];
  CHECK(table.string_or("action", "") == "create_table");
  CHECK(table.string_or("risk", "") == "safe");
  CHECK(table.find("statements")->items.size() == 1);
  CHECK(changes.items[2].int_or("rows_estimate", 0) == 120000);
  CHECK(changes.items[2].find("statements") == nullptr);
  CHECK(changes.items[4].members.size() == 2);  // action, object
  CHECK(root->find("summary")->int_or("create", -1) == 3);
  CHECK(
      root->find("sources")->items[0].find("position")->string_or("gtid", "") ==
      "0-1-77");
}

TEST_CASE("proposal json: the same proposal gives the same bytes") {
  const Plan plan = test::sample_plan();
  CHECK(proposal_json(test::sample_proposal(plan)) ==
        proposal_json(test::sample_proposal(plan)));
}

}  // namespace
}  // namespace millrace
