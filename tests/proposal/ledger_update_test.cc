// SPDX-License-Identifier: Apache-2.0
#include "proposal/ledger_update.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

void remember(const test::Sample& sample, LedgerState* ledger) {
  const Route& route = sample.input.resolution.routes[0];
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.road_digest = route.digest();
  road.copied = true;
  ledger->roads = {road};
  ledger->tables = ledger_update(sample.input).tables;
}

}  // namespace

TEST_CASE("ledger update: a table is written down once, estimates aside") {
  test::Sample sample;
  sample.converge();
  LedgerUpdate update = ledger_update(sample.input);
  REQUIRE(update.tables.size() == 1);
  remember(sample, &sample.input.ledger);
  CHECK(ledger_update(sample.input).empty());
  sample.source().catalog.tables[0].rows_estimate = 77;
  sample.settle();
  CHECK(ledger_update(sample.input).empty());
  sample.input.resolution.routes.clear();
  update = ledger_update(sample.input);
  REQUIRE(update.gone.size() == 1);
  CHECK(update.gone[0].table == "orders");
}

TEST_CASE("ledger update: an edit that rows do not agree with is not taken") {
  test::Sample before;
  test::Sample after(R"("mappings": [{"match": "*.*", "where": "id > 5"}])");
  remember(before, &after.input.ledger);
  LedgerUpdate update = ledger_update(after.input);
  CHECK(update.digests.empty());
  CHECK(update.empty());  // as it was

  test::Sample skipped(R"("mappings": [{"match": "*.*", "columns":
                          {"note": {"skip": true}}}])");
  remember(before, &skipped.input.ledger);
  update = ledger_update(skipped.input);
  CHECK(update.digests.size() == 1);
  CHECK(update.tables.size() == 1);
}

}  // namespace millrace
