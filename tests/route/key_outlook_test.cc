// SPDX-License-Identifier: Apache-2.0
#include "route/key_outlook.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

TableFigures tenants() {
  TableFigures figures;
  figures.table = {"shop", "orders"};
  figures.indexes = {{"PRIMARY", {"tenant", "id"}, {3, 30000}},
                     {"mail", {"email"}, {500}}};
  return figures;
}

Route road(const std::string& database) {
  Route route;
  route.id = {"eu", {database, "orders"}, {"sales", "orders"}};
  route.source_table.rows_estimate = 30000;
  for (const char* name : {"tenant", "id", "email"}) {
    Column column;
    column.name = name;
    route.columns.push_back({std::string("to_") + name,
                             route.source_table.columns.size(),
                             "",
                             {},
                             "bigint"});
    route.source_table.columns.push_back(column);
  }
  return route;
}

TEST_CASE("key outlook: an index says how many values, and of how many") {
  const TableFigures figures = tenants();
  CHECK(distinct_values(figures, {"tenant"}) == 3);
  CHECK(distinct_values(figures, {"id", "tenant"}) == 30000);
  CHECK(distinct_values(figures, {"id"}) == 0);
  CHECK(least_values(figures, "id") == 10000);
  CHECK(least_values(figures, "email") == 500);
  CHECK(least_values(figures, "nothing") == 0);
}

TEST_CASE("key outlook: few is said of what is known, by target names") {
  Route route = road("shop");
  const std::vector<TableFigures> known = {tenants()};
  const KeyOutlook outlook = key_outlook({&route}, {{"eu", &known}});
  CHECK(outlook.few("to_tenant"));
  CHECK_FALSE(outlook.few("to_id"));  // 10,000 is the least, not the number
  CHECK(outlook.many("to_id"));
  CHECK_FALSE(outlook.many("to_tenant"));

  route.source_table.rows_estimate = 900;
  CHECK_FALSE(key_outlook({&route}, {{"eu", &known}}).few("to_tenant"));
  CHECK(key_outlook({&route}, {}) == KeyOutlook());
}

TEST_CASE("key outlook: tables that meet may hold other values each") {
  std::vector<Route> roads;
  std::vector<TableFigures> known;
  for (int i = 0; i < 40; ++i) {
    roads.push_back(road("shop_" + std::to_string(10 + i)));
    known.push_back(tenants());
    known.back().table = roads.back().id.from;
  }
  std::vector<Route*> all;
  for (Route& one : roads) all.push_back(&one);
  const KeyOutlook outlook = key_outlook(all, {{"eu", &known}});
  CHECK(outlook.distinct.at("to_tenant") == 120);
  CHECK(outlook.least.at("to_tenant") == 3);
  CHECK_FALSE(outlook.few("to_tenant"));

  known.pop_back();  // of one of them nothing is known
  const KeyOutlook less = key_outlook(all, {{"eu", &known}});
  CHECK(less.distinct.count("to_tenant") == 0);
  CHECK(less.least.at("to_id") == 10000);
}

}  // namespace
}  // namespace millrace
