// SPDX-License-Identifier: Apache-2.0
#include "route/target_name.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {

TEST_CASE("target name: the source's own unless a mapping says otherwise") {
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "/shop\\.(o)rders/",
                       "to": {"schema": "$source", "table": "$1_$table"}}])");
  SelectedTable table{"eu", {"shop", "orders"}, nullptr, {"o"}};
  CHECK(target_name(plan, table)->str() == "shop.orders");
  table.mapping = &plan.mappings[0];
  CHECK(target_name(plan, table)->str() == "eu.o_orders");
}

TEST_CASE("target name: a group that is not there is refused") {
  const SelectedTable table{"eu", {"shop", "orders"}, nullptr, {}};
  CHECK_FALSE(expand_names("$1", table).ok());
  CHECK(*expand_names("$source.$database", table) == "eu.shop");
}

}  // namespace millrace
