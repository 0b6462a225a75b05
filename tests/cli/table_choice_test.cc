// SPDX-License-Identifier: Apache-2.0
#include "cli/table_choice.h"

#include <catch2/catch.hpp>

#include "cli/no_servers.h"

namespace millrace {
namespace {

const RoadId kEu{"eu", {"shop", "orders"}, {"sales", "orders"}};
const RoadId kUs{"us", {"shop", "orders"}, {"sales", "orders_us"}};

bool chosen(const char* text, const RoadId& road) {
  const Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  const auto choice = TableChoice::parse(text, plan);
  REQUIRE(choice.ok());
  return choice->matches(road);
}

TEST_CASE("table choice: by source name, by target name, by pattern") {
  CHECK(chosen("", kEu));
  CHECK(chosen("shop.orders", kEu));
  CHECK(chosen("shop.orders", kUs));
  CHECK(chosen("sales.orders", kEu));
  CHECK_FALSE(chosen("sales.orders", kUs));
  CHECK(chosen("sales.*", kUs));
  CHECK(chosen("/sales\\.orders(_us)?/", kUs));
  CHECK_FALSE(chosen("other.*", kEu));
}

TEST_CASE("table choice: as findings and reports spell it") {
  CHECK(chosen("eu.shop.orders", kEu));
  CHECK_FALSE(chosen("eu.shop.orders", kUs));
  CHECK(chosen("us.shop.*", kUs));
  CHECK_FALSE(chosen("us.sales.*", kUs));
}

TEST_CASE("table choice: what is no pattern is refused by name") {
  const Plan plan = test::plan_of(TargetEngineKind::kPostgresql);
  const auto choice = TableChoice::parse("orders", plan);
  REQUIRE_FALSE(choice.ok());
  CHECK(choice.status().message().starts_with("--table orders: "));
}

}  // namespace
}  // namespace millrace
