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
  after.converge();
  after.input.ledger.roads = {record_of(after)};
  CHECK(after.codes_of(check_roads) == "");
  after.converge();
  after.input.ledger.roads = {record_of(before)};
  CHECK(after.only(check_roads).code == "P161");
  CHECK(after.only(check_roads).severity == Severity::kError);
}

TEST_CASE("roads: the source moved on, the Plan did not") {
  test::Sample sample;
  sample.converge();
  sample.input.ledger.roads = {record_of(sample)};
  CHECK(sample.codes_of(check_roads) == "");
  sample.source().changed.insert(test::orders_table().name);
  CHECK(sample.only(check_roads).code == "P160");
  CHECK(sample.only(check_roads).severity == Severity::kWarning);
}

TEST_CASE("roads: a copied table that is gone blocks") {
  test::Sample sample;
  sample.input.ledger.roads = {record_of(sample)};
  CHECK(sample.only(check_roads).code == "P162");
  CHECK(sample.only(check_roads).severity == Severity::kError);
  sample.input.ledger.roads[0].copied = false;
  CHECK(sample.codes_of(check_roads) == "");
}

}  // namespace millrace
