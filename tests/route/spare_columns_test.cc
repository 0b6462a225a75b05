// SPDX-License-Identifier: Apache-2.0
#include "route/spare_columns.h"

#include <catch2/catch.hpp>

#include "mysql/dialect.h"
#include "support/sample_resolution.h"

namespace millrace {
namespace {

// The names of the spare columns of the last road.
std::string spare(const std::string& plan_text,
                  void (*shape)(std::vector<Table>&) = nullptr) {
  std::vector<Table> tables{test::orders_table("shop"),
                            test::orders_table("shop")};
  tables[0].name.table = "children";
  for (const char* name : {"area", "label"}) {
    Column made = test::varchar_column(name, 40);
    made.type.charset = "latin1";
    made.type.collation = "latin1_bin";
    made.generated = Generated::kStored;
    made.generation_expression = "concat(`total`,'x')";
    tables[1].columns.push_back(made);
  }
  if (shape != nullptr) shape(tables);
  const Plan plan = test::shop_plan(plan_text);
  static const mysql::MysqlDialect kDialect(
      Flavor{FlavorKind::kMysql, 8, 0, 36, "8.0.36", {}, {}});
  const Catalog catalog = test::catalog_of(std::move(tables));
  const Resolution made =
      resolve(plan, {{"eu", select_tables(plan, "eu", catalog)}},
              {{"eu", catalog}}, kDialect);
  std::vector<const Route*> roads;
  for (const Route& route : made.routes) roads.push_back(&route);
  REQUIRE(roads.size() == 2);
  const Route& route = *roads.back();
  std::string out;
  const std::vector<bool> flags = spare_columns(roads).back();
  for (size_t i = 0; i < flags.size(); ++i) {
    if (flags[i]) out += route.source_table.columns[i].name + " ";
  }
  return out;
}

std::string mapping(const std::string& text) {
  return R"("mappings": [{"match": "shop.orders", )" + text + "}]";
}

}  // namespace

TEST_CASE("spare columns: computed by the target, or left out") {
  CHECK(spare("") == "area label ");
  CHECK(spare(mapping(R"("columns": {"area": {"skip": true}})")) ==
        "area label ");
  // Of another type it is an ordinary column.
  CHECK(spare(mapping(R"("columns": {"area": {"type": "text"}})")) == "label ");
}

TEST_CASE("spare columns: not what a filter, a key or a child looks at") {
  CHECK(spare(mapping(R"("where": "area <> '3x'")")) == "label ");
  CHECK(spare("", [](std::vector<Table>& tables) {
          Index unique = *tables[1].primary_key;
          unique.name = "one";
          unique.primary = false;
          unique.columns[0].name = "label";
          tables[1].indexes.push_back(unique);
        }) == "area ");
  CHECK(spare("", [](std::vector<Table>& tables) {
          ForeignKey key{"f", {"id"}, tables[1].name, {"area"}, "", ""};
          tables[0].foreign_keys.push_back(key);
        }) == "label ");
  CHECK(spare("", [](std::vector<Table>& tables) {
          ForeignKey key{"f", {"label"}, tables[0].name, {"id"}, "", ""};
          tables[1].foreign_keys.push_back(key);
        }) == "area ");
}

}  // namespace millrace
