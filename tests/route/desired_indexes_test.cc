// SPDX-License-Identifier: Apache-2.0
#include "route/desired_indexes.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {

TEST_CASE("desired indexes: unique ones reach the route as positions") {
  Table table = test::orders_table();
  table.indexes = {test::index_on("by_status", {"status", "id"}),
                   test::index_on("one_note", {"note"}, true)};
  const Plan plan = test::shop_plan();
  const Resolution out = test::resolved(plan, {table});
  const auto& indexes = out.desired.tables[0].indexes;
  REQUIRE(indexes.size() == 2);
  CHECK(indexes[0].name == "orders_by_status");
  CHECK(indexes[1].unique);
  CHECK(out.routes[0].unique_keys == std::vector<std::vector<size_t>>{{1}});
}

TEST_CASE("desired indexes: what cannot be built is named") {
  Table table = test::orders_table();
  Index prefix = test::index_on("p", {"note"}, true);
  prefix.columns[0].prefix_length = 10;
  Index text = test::index_on("f", {"note"});
  text.method = "fulltext";
  table.indexes = {text, prefix};
  const Plan plan = test::shop_plan();
  const Resolution out = test::resolved(plan, {table});
  CHECK(out.desired.tables[0].indexes.empty());
  CHECK(test::find(out.findings, "P131")->object == "eu.shop.orders.p");
  CHECK(test::find(out.findings, "P132")->object == "eu.shop.orders.f");
  CHECK(out.routes[0].unique_keys.empty());
}

// A warning that the user could do nothing about.
TEST_CASE("desired indexes: of a column that the Plan skips") {
  Table table = test::orders_table();
  Index prefix = test::index_on("p", {"id", "note"});
  prefix.columns[1].prefix_length = 10;
  table.indexes = {prefix};
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "*.*", "columns": {"note": {"skip": true}}}])");
  const Resolution out = test::resolved(plan, {table});
  REQUIRE(test::find(out.findings, "P132") != nullptr);
  CHECK(test::find(out.findings, "P132")->severity == Severity::kInfo);
  CHECK(test::find(out.findings, "P131") == nullptr);
}

TEST_CASE("desired indexes: with two sources uniqueness is not claimed") {
  Table a = test::orders_table("shop_1");
  a.indexes = {test::index_on("u", {"note"}, true)};
  Table b = a;
  b.name.schema = "shop_2";
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "*.orders", "to": {"schema": "s"}}])",
      "\"*.orders\"");
  const Resolution out = test::resolved(plan, {a, b});
  REQUIRE(out.desired.tables[0].indexes.size() == 1);
  CHECK_FALSE(out.desired.tables[0].indexes[0].unique);
  CHECK(out.routes[0].unique_keys.empty());
  CHECK(test::find(out.findings, "P147") != nullptr);
}

TEST_CASE("desired indexes: the unique key that became the key is not twice") {
  Table table = test::orders_table();
  table.primary_key.reset();
  table.indexes = {test::index_on("u", {"id"}, true)};
  const Plan plan = test::shop_plan();
  const Resolution out = test::resolved(plan, {table});
  CHECK(out.desired.tables[0].primary_key.has_value());
  CHECK(out.desired.tables[0].indexes.empty());
}

}  // namespace millrace
