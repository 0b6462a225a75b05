// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target names: plain ones are no news") {
  CHECK(test::Sample().codes_of(check_target_names) == "");
}

TEST_CASE("target names: those that need quotes are told in one line") {
  Table table = test::orders_table();
  table.columns[1].name = "Note";
  table.columns[4].name = "order";
  test::Sample sample("", {table});
  const Finding finding = sample.only(check_target_names);
  CHECK(finding.code == "P166");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.evidence == "shop.orders.Note, shop.orders.order");
}

TEST_CASE("target names: two that differ in case only") {
  Table upper = test::orders_table();
  upper.name.table = "Orders";
  test::Sample sample("", {upper, test::orders_table()});
  CHECK(sample.codes_of(check_target_names) == "P165 P166");
}

TEST_CASE("target names: a server that folds names takes two for one") {
  Table upper = test::orders_table();
  upper.name.table = "Orders";
  test::Sample sample("", {upper, test::orders_table()});
  sample.input.target.flavor.kind = FlavorKind::kMysql;
  CHECK(sample.codes_of(check_target_names) == "");
  sample.input.target.settings["lower_case_table_names"] = "1";
  CHECK(sample.only(check_target_names).severity == Severity::kError);
}

}  // namespace millrace
