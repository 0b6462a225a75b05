// SPDX-License-Identifier: Apache-2.0
#include "route/selection.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

Catalog listed() {
  std::vector<Table> tables;
  for (const char* name : {"customers", "orders", "orders_tmp", "v"}) {
    Table t;
    t.name = {"shop", name};
    if (t.name.table == "v") t.kind = TableKind::kView;
    tables.push_back(t);
  }
  Table own;
  own.name = {"mysql", "user"};
  tables.push_back(own);
  return test::catalog_of(tables);
}

std::string names(const Selection& selection) {
  std::string out;
  for (const auto& t : selection.tables) out += t.name.table + " ";
  return out;
}

}  // namespace

TEST_CASE("selection: includes less excludes, views named and left out") {
  Plan plan = test::shop_plan();
  plan.tables[0].exclude = {"shop.*_tmp"};
  const Selection selection = select_tables(plan, "eu", listed());
  CHECK(names(selection) == "customers orders ");
  REQUIRE(test::find(selection.findings, "P121") != nullptr);
  CHECK(test::find(selection.findings, "P121")->object == "eu.shop.v");
}

TEST_CASE("selection: the server's own databases are never selected") {
  const Plan plan = test::shop_plan("", "\"*.*\"");
  CHECK(names(select_tables(plan, "eu", listed())).find("user") ==
        std::string::npos);
}

TEST_CASE("selection: a pattern that matches nothing names the nearest") {
  const Plan plan = test::shop_plan("", "\"shop.order\"");
  const Selection selection = select_tables(plan, "eu", listed());
  const Finding* found = test::find(selection.findings, "P120");
  REQUIRE(found != nullptr);
  CHECK(found->severity == Severity::kError);
  CHECK(found->remedy.find("shop.orders") != std::string::npos);
}

TEST_CASE("selection: the first mapping that matches wins") {
  const Plan plan = test::shop_plan(R"("mappings": [
    {"match": "/shop\\.(cust)omers/", "to": {"table": "$1"}},
    {"match": "shop.*", "to": {"schema": "all"}}])");
  const Selection selection = select_tables(plan, "eu", listed());
  CHECK(selection.tables[0].mapping == &plan.mappings[0]);
  CHECK(selection.tables[0].captures == std::vector<std::string>{"cust"});
  CHECK(selection.tables[1].mapping == &plan.mappings[1]);
}

}  // namespace millrace
