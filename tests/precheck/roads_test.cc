// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

RoadRecord record_of(const test::Sample& sample) {
  const Route& route = sample.input.resolution.routes[0];
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.road_digest = route.digest();
  road.copied = true;
  return road;
}

}  // namespace

TEST_CASE("roads: an edit that changes rows blocks") {
  test::Sample before;
  test::Sample after(R"("mappings": [{"match": "*.*", "where": "id > 5"}])");
  after.input.ledger.roads = {record_of(after)};
  CHECK(after.codes_of(check_roads) == "");
  after.input.ledger.roads = {record_of(before)};
  CHECK(after.only(check_roads).code == "P161");
  CHECK(after.only(check_roads).severity == Severity::kError);
}

TEST_CASE("roads: the source moved on, the Plan did not") {
  test::Sample before;
  Table grown = test::orders_table();
  grown.columns.push_back(test::varchar_column("extra", 5));
  test::Sample streams("", {grown});
  streams.input.ledger.roads = {record_of(before)};
  CHECK(streams.only(check_roads).code == "P160");
  CHECK(streams.only(check_roads).severity == Severity::kInfo);
  test::Sample still(R"("sync": {"stream": ["insert"]})", {grown});
  still.input.ledger.roads = {record_of(before)};
  CHECK(still.only(check_roads).severity == Severity::kWarning);
}

}  // namespace millrace
