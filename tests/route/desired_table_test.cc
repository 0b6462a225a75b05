// SPDX-License-Identifier: Apache-2.0
#include "route/desired_table.h"

#include <catch2/catch.hpp>

#include "mysql/dialect.h"
#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"
#include "support/sample_resolution.h"

namespace millrace {
namespace {

const char* const kToOne =
    R"("mappings": [{"match": "/shop.*\\.orders/",
                     "to": {"schema": "sales", "table": "orders"}}])";

Resolution merged(Table a, Table b, const std::string& more = kToOne) {
  static std::vector<std::unique_ptr<Plan>> plans;  // routes point into it
  plans.push_back(std::make_unique<Plan>(test::shop_plan(more, "\"shop*.*\"")));
  return test::resolved(*plans.back(), {std::move(a), std::move(b)});
}

}  // namespace

TEST_CASE("desired table: columns and key in the target's words") {
  const Plan plan = test::shop_plan();
  const Resolution out = test::resolved(plan, {test::orders_table()});
  REQUIRE(out.desired.tables.size() == 1);
  const Table& table = out.desired.tables[0];
  CHECK(table.column("id")->native == "bigint");
  CHECK_FALSE(table.column("id")->nullable);
  CHECK_FALSE(table.column("id")->auto_increment);
  CHECK(table.column("total")->native == "numeric(10,2)");
  CHECK(table.primary_key->columns[0].name == "id");
}

// MySQL 8's own default gave a warning for every text column.
TEST_CASE("desired table: another collation is a warning in keys alone") {
  Flavor flavor;
  flavor.kind = FlavorKind::kMariadb;
  flavor.major = 10;
  flavor.minor = 11;
  flavor.collations = {"utf8mb4_bin", "utf8mb4_uca1400_nopad_ai_ci"};
  const mysql::MysqlDialect dialect(flavor);
  Table table = test::orders_table();
  for (Column& column : table.columns.edit()) {
    if (!column.type.charset.empty()) {
      column.type.collation = "utf8mb4_0900_ai_ci";
    }
  }
  table.indexes = {test::index_on("u", {"status"}, true),
                   test::index_on("i", {"note"})};
  const Plan plan = test::shop_plan();
  const Catalog catalog = test::catalog_of({table});
  const Resolution out =
      resolve(plan, {{"eu", select_tables(plan, "eu", catalog)}},
              {{"eu", catalog}}, dialect);
  REQUIRE(test::codes(out.findings) == "P260 P260");
  CHECK(out.findings[0].object == "eu.shop.orders.note");
  CHECK(out.findings[0].severity == Severity::kInfo);
  CHECK(out.findings[1].object == "eu.shop.orders.status");
  CHECK(out.findings[1].severity == Severity::kWarning);
}

TEST_CASE("desired table: two sources meet in the wider type") {
  Table a = test::orders_table("shop_1");
  Table b = test::orders_table("shop_2");
  a.columns[0] = test::integer_column("id", 32);
  const Resolution out = merged(a, b);
  CHECK(test::find(out.findings, "P122") == nullptr);
  CHECK(out.desired.tables[0].column("id")->native == "bigint");
  for (const Route& route : out.routes)
    CHECK(route.columns[0].native == "bigint");
}

TEST_CASE("desired table: types that do not meet are refused") {
  Table a = test::orders_table("shop_1");
  Table b = test::orders_table("shop_2");
  a.columns[1] = test::datetime_column("note");
  const Finding* found = test::find(merged(a, b).findings, "P122");
  REQUIRE(found != nullptr);
}

TEST_CASE("desired table: a column that one source lacks takes NULL") {
  Table a = test::orders_table("shop_1");
  Table b = test::orders_table("shop_2");
  a.columns.push_back(test::integer_column("extra"));
  const Resolution out = merged(a, b);
  CHECK(out.desired.tables[0].column("extra")->nullable);
  CHECK_FALSE(out.routes[0].unwritten_columns);
  CHECK(out.routes[1].unwritten_columns);
}

TEST_CASE("desired table: other keys on both sides are refused") {
  Table a = test::orders_table("shop_1");
  Table b = test::orders_table("shop_2");
  b.columns[4].nullable = false;
  b.primary_key = test::key_on({"status"});
  CHECK(test::find(merged(a, b).findings, "P122") != nullptr);
}

TEST_CASE("desired table: zero dates to NULL need columns that take it") {
  Table table = test::orders_table();
  table.columns[2].nullable = false;
  const Plan plan = test::shop_plan(R"("values": {"zero_date": "null"})");
  const Resolution out = test::resolved(plan, {table});
  CHECK(out.desired.tables[0].column("paid_at")->nullable);
  CHECK(test::find(out.findings, "P144")->severity == Severity::kInfo);
  table.primary_key = test::key_on({"id", "paid_at"});
  const Resolution key = test::resolved(plan, {table});
  CHECK(test::find(key.findings, "P144")->severity == Severity::kError);
}

TEST_CASE("desired table: two mappings ask for two places of one table") {
  Plan plan = test::shop_plan(
      R"("mappings": [
        {"match": "shop_1.orders", "to": {"schema": "sales",
                                          "table": "orders"}},
        {"match": "shop_2.orders", "to": {"schema": "sales",
                                          "table": "orders"}}])",
      "\"shop*.*\"");
  plan.mappings[0].distribution = {Distribution::Kind::kBy, {"id"}};
  plan.mappings[1].distribution.kind = Distribution::Kind::kRandomly;
  const Resolution out = test::resolved(
      plan, {test::orders_table("shop_1"), test::orders_table("shop_2")});
  CHECK(test::find(out.findings, "P251") != nullptr);
}

TEST_CASE("desired table: a key that becomes plain is none to the writers") {
  Table orders = test::orders_table();
  Index unique;
  unique.name = "u_note";
  unique.unique = true;
  unique.method = "btree";
  unique.columns = {{orders.columns[1].name, "", 0, false}};
  orders.indexes = {unique};
  const Plan plan = test::shop_plan();
  CHECK(test::resolved(plan, {orders}).routes[0].unique_keys.size() == 1);
  const GreenplumDialect greenplum(test::greenplum_91());
  const Catalog catalog = test::catalog_of({orders});
  const Resolution out =
      resolve(plan, {{"eu", select_tables(plan, "eu", catalog)}},
              {{"eu", catalog}}, greenplum);
  CHECK(out.routes[0].unique_keys.empty());
  CHECK(test::find(out.findings, "P244") != nullptr);
}

}  // namespace millrace
