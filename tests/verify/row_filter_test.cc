// SPDX-License-Identifier: Apache-2.0
#include "verify/row_filter.h"

#include <catch2/catch.hpp>

#include "verify/roads.h"

namespace millrace {
namespace {

TEST_CASE("row filter: literals meet values in the form that users write") {
  Route route = test::sample_road("shop", "one");
  Column at = test::column_of("at", TypeKind::kDatetime);
  Column price = test::column_of("price", TypeKind::kDecimal);
  price.type.precision = 9;
  price.type.scale = 2;
  route.source_table.columns = {at, price};
  route.where = "at = '2024-01-02 03:04:05' and price = 1.50";
  std::vector<size_t> asked;
  const auto filter = RowFilter::make(route, [&](size_t column) {
    asked.push_back(column);
    return 1 - column;  // read in the other order
  });
  REQUIRE(filter.ok());
  CHECK(asked == std::vector<size_t>{0, 1});
  std::vector<Cell> row{Cell::of("1.5"),
                        Cell::of("2024-01-02 03:04:05.000000")};
  CHECK((*filter)->passes(row));
  row[0] = Cell::of("1.51");
  CHECK_FALSE((*filter)->passes(row));
}

TEST_CASE("row filter: one that does not parse is refused") {
  Route route = test::sample_road("shop", "one");
  route.where = "nothing here ==";
  CHECK_FALSE(RowFilter::make(route, [](size_t c) { return c; }).ok());
}

}  // namespace
}  // namespace millrace
