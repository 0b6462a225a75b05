// SPDX-License-Identifier: Apache-2.0
#include "cli/saved_proposal.h"

#include <catch2/catch.hpp>

#include "report/samples.h"

namespace millrace {
namespace {

Proposal proposal_of(const Plan& plan) {
  Proposal p = test::sample_proposal(plan);
  Route route;
  route.id = {"eu", {"shop_1", "orders"}, {"sales", "orders"}};
  route.source_table.name = {"shop_1", "orders"};
  Column id;
  id.name = "id";
  route.source_table.columns.push_back(id);
  p.routes.push_back(route);
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
  const SavedProposal saved = save_proposal(p, "/plans/shop.json");
  const SavedProposal back = round_trip(saved);
  CHECK(back.plan_path == "/plans/shop.json");
  CHECK(back.digest == p.digest);
  CHECK(back.sources == saved.sources);
  CHECK(back.changes == saved.changes);
  CHECK(stale_reason(back, p).empty());
}

TEST_CASE("saved proposal: a Plan is none, another version is refused") {
  const auto plan = parse_own_json(R"({"name": "shop", "sources": {}})");
  CHECK_FALSE(is_saved_proposal(*plan));
  for (const char* bad :
       {R"({"millrace_proposal": "9.0"})", R"({"millrace_proposal": "1.0"})"}) {
    const auto root = parse_own_json(bad);
    CHECK(is_saved_proposal(*root));
    CHECK_FALSE(saved_proposal_from_json(*root).ok());
  }
}

TEST_CASE("saved proposal: names what has changed since") {
  const Plan plan = plan_with_digest();
  const SavedProposal saved =
      save_proposal(proposal_of(plan), "/plans/shop.json");

  Plan edited = plan;
  edited.digest = "sha256:edited";
  CHECK(stale_reason(saved, changed(edited)) ==
        "the Plan /plans/shop.json has been edited");

  Proposal now = changed(plan);
  now.routes[0].source_table.columns[0].nullable = false;
  CHECK(stale_reason(saved, now) ==
        "source table eu.shop_1.orders has been altered");
  now = changed(plan);
  now.routes.clear();
  CHECK(stale_reason(saved, now) == "source table eu.shop_1.orders is gone");
  now = changed(plan);
  now.routes.push_back(now.routes[0]);
  now.routes[1].id.from.schema = "shop_2";
  CHECK(stale_reason(saved, now) == "source table eu.shop_2.orders is new");

  now = changed(plan);
  now.changes[1].statements[0].sql += " -- other";
  CHECK(stale_reason(saved, now) ==
        "the target now needs what was not proposed: create_table "
        "sales.orders");
  now = changed(plan);
  now.changes.erase(now.changes.begin());
  CHECK(stale_reason(saved, now) ==
        "the target no longer needs what was proposed: create_schema "
        "sales");
  CHECK(stale_reason(saved, changed(plan)) ==
        "the target's catalog has changed");
}

TEST_CASE("saved proposal: estimates that moved by themselves are no change") {
  const Plan plan = plan_with_digest();
  const Proposal p = proposal_of(plan);
  Proposal moved = p;
  moved.routes[0].source_table.rows_estimate = 99;
  moved.changes[2].rows_estimate = 99;
  CHECK(save_proposal(moved, "x").sources == save_proposal(p, "x").sources);
  CHECK(save_proposal(moved, "x").changes == save_proposal(p, "x").changes);
}

TEST_CASE("saved proposal: what a cut short run left of it may be finished") {
  const Plan plan = plan_with_digest();
  const SavedProposal saved =
      save_proposal(proposal_of(plan), "/plans/shop.json");
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
