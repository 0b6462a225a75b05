// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

Table named(const std::string& name) {
  Table table = test::orders_table();
  table.name.table = name;
  return table;
}

// The Plan selects `selected`; all tables are on the source.
std::string codes_with(const std::string& helper, bool select_it) {
  std::vector<Table> tables = {named("orders"), named(helper)};
  std::sort(tables.begin(), tables.end(),
            [](const Table& a, const Table& b) { return a.name < b.name; });
  test::Sample sample("", std::move(tables));
  if (!select_it) {
    auto& routes = sample.input.resolution.routes;
    std::erase_if(routes, [&](const Route& route) {
      return route.id.from.table == helper;
    });
  }
  return sample.codes_of(check_online_changes);
}

}  // namespace

TEST_CASE("online changes: a change under way is told on the table") {
  CHECK(codes_with("_orders_gho", false) == "P178");
  CHECK(codes_with("_orders_ghc", false) == "P178");
  CHECK(codes_with("_orders_new", false) == "P178");
  CHECK(codes_with("__orders_new", false) == "P178");
  CHECK(codes_with("_orders_del", false) == "");
  CHECK(codes_with("_orders_old", false) == "");
}

TEST_CASE("online changes: a helper table that is selected is named") {
  CHECK(codes_with("_orders_del", true) == "P178");
  CHECK(codes_with("_orders_gho", true) == "P178 P178");
  CHECK(codes_with("_orders_20240131120000_del", true) == "P178");
}

TEST_CASE("online changes: names that only look alike are none") {
  CHECK(codes_with("orders_new", true) == "");
  CHECK(codes_with("_other_gho", true) == "");
  CHECK(codes_with("_new", true) == "");
}

}  // namespace millrace
