// SPDX-License-Identifier: Apache-2.0
#include "route/route_builder.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

struct Built {
  Plan plan;
  Route route;
  std::vector<Finding> findings;
};

// `mapping` = members of one mapping besides "match".
void build(const std::string& mapping, Built* built) {
  built->plan = test::shop_plan(R"("mappings": [{"match": "shop.orders")" +
                                (mapping.empty() ? "" : ", " + mapping) + "}]");
  const SelectedTable selected{
      "eu", {"shop", "orders"}, &built->plan.mappings[0], {}};
  build_route(built->plan, selected, test::orders_table(),
              test::postgres_dialect(), &built->route, &built->findings);
}

std::string codes(const std::string& mapping) {
  Built built;
  build(mapping, &built);
  return test::codes(built.findings);
}

}  // namespace

TEST_CASE("route builder: renamed, retyped, skipped and added columns") {
  Built built;
  build(R"~("columns": {"note": {"to": "remark"}, "total": {"skip": true},
                        "status": {"type": "varchar(20)"}},
            "add_columns": {"shard": {"type": "text",
                                      "value": "$source.$database"}},
            "primary_key": ["shard", "id"])~",
        &built);
  CHECK(test::codes(built.findings).empty());
  const auto& columns = built.route.columns;
  REQUIRE(columns.size() == 5);
  CHECK(columns[1].name == "remark");
  CHECK(columns[3].native == "character varying(20)");
  CHECK(columns[4].constant == "eu.shop");
  CHECK(built.route.target_key == std::vector<size_t>{4, 0});
  CHECK(built.route.source_key == std::vector<size_t>{0});
}

TEST_CASE("route builder: each mistake has its code") {
  CHECK(codes("") == "");
  CHECK(codes(R"("columns": {"nte": {"to": "x"}})") == "P123");
  CHECK(codes(R"("columns": {"note": {"to": "status"}})") == "P124");
  CHECK(codes(R"("columns": {"id": {"skip": true}})") == "P125");
  CHECK(codes(R"("columns": {"note": {"type": "date"}})") == "P129");
  CHECK(codes(R"("where": "stats = 'x'")") == "P145");
  CHECK(codes(R"("primary_key": ["nope"])") == "P146");
  CHECK(codes(R"("primary_key": ["note"])") == "P146");  // may be NULL
}

}  // namespace millrace
