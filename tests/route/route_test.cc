// SPDX-License-Identifier: Apache-2.0
#include "route/route.h"

#include <catch2/catch.hpp>

#include "support/sample_schema.h"

namespace millrace {
namespace {

Route sample_route() {
  Route route;
  route.id = {"eu", {"shop", "orders"}, {"shop", "orders"}};
  route.source_table = test::orders_table();
  for (size_t i = 0; i < 2; ++i) {
    const Column& c = route.source_table.columns[i];
    route.columns.push_back({c.name, i, "", c.type, c.native});
  }
  route.target_key = {0};
  return route;
}

}  // namespace

TEST_CASE("route: the shape carries keys and what is not written") {
  Route route = sample_route();
  route.unique_keys = {{1}};
  route.unwritten_columns = true;
  const WriteShape shape = route.shape();
  CHECK(shape.columns.size() == 2);
  CHECK(shape.key == std::vector<size_t>{0});
  CHECK(shape.other_unique);
  CHECK(shape.unwritten_columns);
}

TEST_CASE("route: the digest knows what shapes rows and nothing else") {
  const Route route = sample_route();
  const std::string digest = route.digest();
  Route same = route;
  same.source_table.rows_estimate = 5;
  same.columns[1].native = "text";
  same.sync.on_existing = OnExisting::kClear;
  CHECK(same.digest() == digest);
  Route renamed = route;
  renamed.columns[1].name = "remark";
  Route filtered = route;
  filtered.where = "id > 1";
  Route other_values = route;
  other_values.values.zero_date = ZeroDatePolicy::kEpoch;
  Route other_key = route;
  other_key.target_key = {1};
  for (const Route& other : {renamed, filtered, other_values, other_key})
    CHECK(other.digest() != digest);
}

}  // namespace millrace
