// SPDX-License-Identifier: Apache-2.0
#include "report/plan_place.h"

#include <catch2/catch.hpp>

#include "plan/plan_json.h"

using namespace millrace;

namespace {

// Line by line, so that a test can say where it points.
const char* kPlan = R"({
  "name": "shop",
  "sources": {
    "eu": {"host": "a", "user": "u"},
    "us": {"host": "b", "user": "u"}
  },
  "target": {"engine": "postgresql", "host": "t", "user": "u",
             "database": "d"},
  "tables": [
    {"source": "eu", "include": ["shop.orders",
                                 "shop.c*"]},
    {"source": "us", "include": ["shop.gone"]}
  ],
  "mappings": [
    {"match": "shop.orders",
     "columns": {
       "note": {"to": "remark"},
       "card": {"skip": true}
     },
     "add_columns": {
       "shard": {"type": "text", "value": "x"}
     }},
    {"match": "shop.never", "columns": {"a": {"skip": true}}}
  ],
  "waive": [
    {"code": "P131", "object": "eu.shop.x", "reason": "known"}
  ]
})";

Route road(const Plan& plan, const char* table, size_t mapping) {
  Route route;
  route.id = {"eu", {"shop", table}, {"sales", table}};
  if (mapping < plan.mappings.size()) route.mapping = &plan.mappings[mapping];
  return route;
}

}  // namespace

TEST_CASE("plan place: a finding points at the line that it is about") {
  Plan plan;
  std::vector<PlanError> errors;
  REQUIRE(parse_plan(kPlan, "p.json", &plan, &errors));
  Proposal proposal;
  proposal.plan = &plan;
  proposal.routes = {road(plan, "customers", 9), road(plan, "orders", 0)};
  const PlanPlaces places(proposal);
  const auto line = [&](const std::string& object) {
    Finding finding;
    finding.object = object;
    return places.of(finding).line;
  };
  CHECK(line("eu.shop.orders") == 15);
  CHECK(line("target.sales.orders") == 15);
  CHECK(line("eu.shop.orders.note") == 17);
  CHECK(line("target.sales.orders.remark") == 17);
  CHECK(line("eu.shop.orders.card") == 18);
  CHECK(line("target.sales.orders.shard") == 21);
  CHECK(line("eu.shop.orders.other.part") == 15);
  CHECK(line("eu.shop.customers.id") == 11);
  CHECK(line("us.shop.gone") == 12);
  CHECK(line("mappings.shop.never") == 23);
  CHECK(line("waive.P131.eu.shop.x") == 26);
  CHECK(line("eu") == 4);
  CHECK(line("us.account") == 5);
  CHECK(line("target") == 7);
  CHECK(line("target.elsewhere") == 7);
  CHECK(line("") == 1);
  CHECK(line("nobody.knows") == 1);
}
