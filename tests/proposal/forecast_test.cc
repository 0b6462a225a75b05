// SPDX-License-Identifier: Apache-2.0
#include "proposal/forecast.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {

TEST_CASE("forecast: the rule's answer for every statement, table by table") {
  const Plan plan = test::shop_plan(
      R"("mappings": [{"match": "shop.b", "sync": {"stream": []}}])");
  Table b = test::orders_table();
  b.name.table = "b";
  const Resolution r = test::resolved(plan, {b, test::orders_table()});
  const std::vector<Forecast> all =
      forecast(r.routes, test::postgres_dialect());
  REQUIRE(all.size() == 2);
  for (const Forecast& one : all) {
    CHECK(one.answers.size() == forecast_ddl().size());
    const Route& route = r.routes[&one - all.data()];
    for (const Forecast::Answer& made : one.answers) {
      CHECK(made.answer == on_source_ddl(route.sync, made.ddl));
      CHECK(made.sql.empty() == (made.answer != DdlAnswer::kReplay));
    }
  }
  CHECK(all[0].object == "eu.shop.b");
  CHECK(all[0].answers[0].answer == DdlAnswer::kNotFollowed);
  CHECK(all[1].answers[0].answer == DdlAnswer::kReplay);
  CHECK(all[1].answers[0].sql[0] ==
        "ALTER TABLE \"shop\".\"orders\" ADD COLUMN \"<column>\" <type>");
}

}  // namespace millrace
