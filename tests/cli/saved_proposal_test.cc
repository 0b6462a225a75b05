// SPDX-License-Identifier: Apache-2.0
#include "cli/saved_proposal.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

Proposal proposal_of(const Plan& plan) {
  Proposal p = test::sample_proposal(plan);
  Route route;
  route.source_table.name = {"shop_1", "orders"};
  Column id;
  id.name = "id";
  route.source_table.columns.push_back(id);
  p.catalog["eu.shop_1.orders"] = route.source_table;
  p.catalog["target.sales.lines"] = route.source_table;
  return p;
}

Plan plan_with_digest() {
  Plan plan = test::sample_plan();
  plan.digest = "sha256:plan";
  return plan;
}

// What another `plan` would give after something has changed.
Proposal changed(const Plan& plan) {
  Proposal p = proposal_of(plan);
  p.digest = "sha256:other";
  return p;
}

SavedProposal round_trip(const SavedProposal& saved) {
  const auto root = parse_own_json(saved_proposal_json(saved));
  REQUIRE(root.ok());
  REQUIRE(is_saved_proposal(*root));
  const auto back = saved_proposal_from_json(*root);
  REQUIRE(back.ok());
  return *back;
}

TEST_CASE("saved proposal: comes back as it was, and fits its own proposal") {
  const Plan plan = plan_with_digest();
  const Proposal p = proposal_of(plan);
  const SavedProposal saved = save_proposal(p, "/plans/shop.json", 1000, 60);
  const SavedProposal back = round_trip(saved);
  CHECK(back.plan_path == "/plans/shop.json");
  CHECK(back.digest == p.digest);
  CHECK(back.catalog == saved.catalog);
  CHECK(back.positions == std::map<std::string, std::string>{{"eu", "0-1-77"}});
  CHECK(back.expires == 1060);
  CHECK(expired_reason(back, 1059).empty());
  CHECK(expired_reason(back, 1060) == "it expired at 1970-01-01 00:17 UTC");
  CHECK(expired_reason(save_proposal(p, "x", 1000, 0), 99999999).empty());
  CHECK(back.changes == saved.changes);
  CHECK(stale_reason(back, p).empty());
}

TEST_CASE("saved proposal: a Plan is none, another version is refused") {
  const auto plan = parse_own_json(R"({"name": "shop", "sources": {}})");
  CHECK_FALSE(is_saved_proposal(*plan));
  for (const char* bad :
       {R"({"millrace_proposal": "9.0"})", R"({"millrace_proposal": "1.1"})"}) {
    const auto root = parse_own_json(bad);
    CHECK(is_saved_proposal(*root));
    CHECK_FALSE(saved_proposal_from_json(*root).ok());
  }
}

TEST_CASE("saved proposal: one byte changed anywhere is noticed") {
  const Plan plan = plan_with_digest();
  const std::string text = saved_proposal_json(
      save_proposal(proposal_of(plan), "/plans/shop.json", 1000, 60));
  CHECK(looks_like_saved_proposal(text.substr(0, text.size() / 2)));
  size_t read = 0;
  for (size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (!isalnum(static_cast<unsigned char>(c))) continue;
    std::string bad = text;
    bad[at] = c == '1' ? '2' : '1';
    JsonNode root;
    JsonSyntaxError error;
    if (!parse_json(bad, &root, &error) || !is_saved_proposal(root)) continue;
    ++read;
    INFO(bad.substr(at > 40 ? at - 40 : 0, 80));
    CHECK_FALSE(saved_proposal_from_json(root).ok());
  }
  CHECK(read > 400);
}

TEST_CASE("saved proposal: names what has changed since") {
  const Plan plan = plan_with_digest();
  const SavedProposal saved =
      save_proposal(proposal_of(plan), "/plans/shop.json", 1000, 60);

  Plan edited = plan;
  edited.digest = "sha256:edited";
  CHECK(stale_reason(saved, changed(edited)) ==
        "the Plan /plans/shop.json has been edited");

  Proposal now = changed(plan);
  now.catalog["eu.shop_1.orders"].columns[0].nullable = false;
  CHECK(stale_reason(saved, now) ==
        "source table eu.shop_1.orders has been altered: null of column id: "
        "yes -> no");
  now = changed(plan);
  now.catalog["target.sales.lines"].columns[0].native = "text";
  CHECK(stale_reason(saved, now) ==
        "target table sales.lines has been altered: type of column id: none "
        "-> text");
  now = changed(plan);
  now.catalog.erase("eu.shop_1.orders");
  CHECK(stale_reason(saved, now) == "source table eu.shop_1.orders is gone");
  now = changed(plan);
  now.catalog["eu.shop_2.orders"] = now.catalog["eu.shop_1.orders"];
  CHECK(stale_reason(saved, now) == "source table eu.shop_2.orders is new");

  now = changed(plan);
  now.changes[1].statements[0].sql += " -- other";
  CHECK(stale_reason(saved, now) ==
        "what was not proposed is needed now: create_table sales.orders");
  now = changed(plan);
  now.changes.erase(now.changes.begin());
  CHECK(stale_reason(saved, now) ==
        "what was proposed is no longer needed: create_schema sales");
  CHECK(stale_reason(saved, changed(plan)) ==
        "the target's catalog has changed");
}

TEST_CASE("saved proposal: estimates that moved by themselves are no change") {
  const Plan plan = plan_with_digest();
  const Proposal p = proposal_of(plan);
  Proposal moved = p;
  moved.changes[2].rows_estimate = 99;
  CHECK(save_proposal(moved, "x", 0, 0).changes ==
        save_proposal(p, "x", 0, 0).changes);
}

TEST_CASE("saved proposal: what a cut short run left of it may be finished") {
  const Plan plan = plan_with_digest();
  const SavedProposal saved =
      save_proposal(proposal_of(plan), "/plans/shop.json", 1000, 60);
  Proposal rest = changed(plan);
  rest.changes.erase(rest.changes.begin(), rest.changes.begin() + 2);
  rest.ledger.exists = true;
  rest.ledger.plan_digest = plan.digest;
  CHECK(stale_reason(saved, rest).empty());
  // ... but nothing that was not in it.
  rest.changes[0].object = "sales.other";
  CHECK_FALSE(stale_reason(saved, rest).empty());
}

}  // namespace
}  // namespace millrace
