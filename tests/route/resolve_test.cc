// SPDX-License-Identifier: Apache-2.0
#include "route/resolve.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {

TEST_CASE("resolve: routes are sorted and each schema stands once") {
  const Plan plan = test::shop_plan("", "\"shop*.*\"");
  Table b = test::orders_table("shop_2");
  Table a = test::orders_table("shop_1");
  Table c = a;
  c.name.table = "customers";
  const Resolution out = test::resolved(plan, {c, a, b});
  REQUIRE(out.routes.size() == 3);
  CHECK(std::is_sorted(
      out.routes.begin(), out.routes.end(),
      [](const Route& x, const Route& y) { return x.id < y.id; }));
  CHECK(out.desired.schemas == std::vector<std::string>{"shop_1", "shop_2"});
  CHECK(out.findings.empty());
}

TEST_CASE("resolve: a mapping that nothing uses is named") {
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "shop.order", "to": {"schema": "x"}}])");
  const Resolution out = test::resolved(plan, {test::orders_table()});
  CHECK(test::codes(out.findings) == "P148");
}

TEST_CASE("resolve: a source that was not read says nothing") {
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "shop.order", "to": {"schema": "x"}}])");
  const Resolution out = resolve(plan, {}, {}, test::postgres_dialect());
  CHECK(out.routes.empty());
  CHECK(out.findings.empty());
}

}  // namespace millrace
