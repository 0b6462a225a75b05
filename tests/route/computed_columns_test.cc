// SPDX-License-Identifier: Apache-2.0
#include "route/computed_columns.h"

#include <catch2/catch.hpp>

#include "mysql/dialect.h"
#include "support/sample_resolution.h"

namespace millrace {
namespace {

const char* const kToOne =
    R"("mappings": [{"match": "/shop.*\\.orders/",
                     "to": {"schema": "sales", "table": "orders"}}])";

Table boxes_table(const std::string& schema, const std::string& expression) {
  Table table = test::orders_table(schema);
  Column area = test::varchar_column("area", 40);
  area.type.charset = "latin1";
  area.type.collation = "latin1_bin";
  area.generated = Generated::kStored;
  area.generation_expression = expression;
  table.columns.push_back(area);
  return table;
}

Resolution family(const Plan& plan, std::vector<Table> tables) {
  static const mysql::MysqlDialect kDialect(
      Flavor{FlavorKind::kMysql, 8, 0, 36, "8.0.36", {}, {}});
  const Catalog catalog = test::catalog_of(std::move(tables));
  return resolve(plan, {{"eu", select_tables(plan, "eu", catalog)}},
                 {{"eu", catalog}}, kDialect);
}

bool is_computed(const Resolution& out) {
  const Column* column = out.desired.tables[0].column("area");
  const bool computed = column->generated == Generated::kStored;
  for (const Route& route : out.routes) {
    for (const WriteColumn& written : route.shape().columns) {
      if (written.name == "area") CHECK(written.computed == computed);
    }
  }
  const Finding* note = test::find(out.findings, "P135");
  CHECK((note == nullptr) == computed);
  return computed;
}

}  // namespace

TEST_CASE("computed columns: what the target can compute is computed there") {
  const Plan plan = test::shop_plan();
  CHECK(
      is_computed(family(plan, {boxes_table("shop", "concat(`total`,'x')")})));
  CHECK_FALSE(is_computed(family(plan, {boxes_table("shop", "uuid()")})));
  const Plan text = test::shop_plan(
      R"("mappings": [{"match": "shop.orders",
                       "columns": {"area": {"type": "text"}}}])");
  CHECK_FALSE(
      is_computed(family(text, {boxes_table("shop", "concat(`total`,'x')")})));
}

TEST_CASE("computed columns: computed when every road computes it alike") {
  const Plan plan = test::shop_plan(kToOne, "\"shop*.*\"");
  const char* expression = "concat(`total`,'x')";
  CHECK(is_computed(family(plan, {boxes_table("shop_1", expression),
                                  boxes_table("shop_2", expression)})));
  CHECK_FALSE(is_computed(
      family(plan, {boxes_table("shop_1", expression),
                    boxes_table("shop_2", "concat(`total`,'y')")})));
  Table plain = boxes_table("shop_2", "");
  plain.columns.back().generated = Generated::kNo;
  CHECK_FALSE(
      is_computed(family(plan, {boxes_table("shop_1", expression), plain})));
  CHECK_FALSE(is_computed(family(plan, {boxes_table("shop_1", expression),
                                        test::orders_table("shop_2")})));
}

}  // namespace millrace
