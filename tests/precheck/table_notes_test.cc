// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("table notes: partitions and triggers are told") {
  Table table = test::orders_table();
  CHECK(test::Sample("", {table}).codes_of(check_table_notes) == "");
  table.partitioning = "HASH (`id`)";
  table.triggers = {"audit"};
  test::Sample sample("", {table});
  CHECK(sample.codes_of(check_table_notes) == "P136 P137");
}

}  // namespace millrace
