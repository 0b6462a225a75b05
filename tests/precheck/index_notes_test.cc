// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("index notes: an invisible index that is made is told") {
  Table table = test::orders_table();
  table.indexes = {test::index_on("by_status", {"status"})};
  CHECK(test::Sample("", {table}).codes_of(check_index_notes) == "");
  table.indexes[0].visible = false;
  test::Sample sample("", {table});
  CHECK(sample.only(check_index_notes).code == "P179");
  CHECK(sample.only(check_index_notes).object == "eu.shop.orders.by_status");
}

TEST_CASE("index notes: one that is left out anyhow is P132's") {
  Table table = test::orders_table();
  table.indexes = {test::index_on("words", {"note"})};
  table.indexes[0].visible = false;
  table.indexes[0].method = "fulltext";
  CHECK(test::Sample("", {table}).codes_of(check_index_notes) == "");
}

}  // namespace millrace
