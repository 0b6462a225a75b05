// SPDX-License-Identifier: Apache-2.0
#include "precheck/begun_anew.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

using test::orders_table;

RoadRecord begun(const test::Sample& sample, uint64_t chunks) {
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.source_table = orders_table();
  road.created_by_us = true;
  road.chunks_done = chunks;
  return road;
}

// The source's table as it is now, without the column `note`.
test::Sample without_note(uint64_t chunks) {
  Table now = orders_table();
  now.columns.edit().erase(now.columns.edit().begin() + 1);
  test::Sample sample("", {now});
  sample.input.ledger.roads = {begun(sample, chunks)};
  return sample;
}

}  // namespace

TEST_CASE("begun anew: before the first row, whatever was altered") {
  test::Sample sample;
  sample.input.ledger.roads = {begun(sample, 0)};
  begin_anew(&sample.input);
  CHECK(sample.input.anew.empty());  // nothing was
  sample.source().catalog.tables[0].columns.edit()[1].nullable = false;
  begin_anew(&sample.input);
  CHECK(sample.input.anew.size() == 1);
  CHECK(sample.input.ledger.roads.empty());
  // What is in the table is not of this copy.
  CHECK_FALSE(loses_rows(sample.input, sample.input.anew[0].id.to));
}

TEST_CASE("begun anew: with rows in the target, when they are the road's own") {
  test::Sample own = without_note(3);
  begin_anew(&own.input);
  CHECK(own.input.anew.size() == 1);

  test::Sample copied = without_note(3);
  copied.input.ledger.roads[0].copied = true;
  test::Sample made_by_others = without_note(3);
  made_by_others.input.ledger.roads[0].created_by_us = false;
  test::Sample shared = without_note(3);
  shared.input.ledger.roads.push_back(shared.input.ledger.roads[0]);
  shared.input.ledger.roads[1].id.from.schema = "shop_2";
  for (test::Sample* sample : {&copied, &made_by_others, &shared}) {
    begin_anew(&sample->input);
    CHECK(sample->input.anew.empty());
  }
}

TEST_CASE("begun anew: a road that is none of the Plan's goes back") {
  test::Sample sample = without_note(3);
  RoadRecord other = sample.input.ledger.roads[0];
  other.id.to.table = "elsewhere";
  sample.input.ledger.roads.push_back(other);
  begin_anew(&sample.input);
  REQUIRE(sample.input.anew.size() == 2);
  CHECK(keep_anew_of_plan(&sample.input));
  CHECK(sample.input.anew.size() == 1);
  CHECK(loses_rows(sample.input, sample.input.anew[0].id.to));
  CHECK_FALSE(loses_rows(sample.input, other.id.to));
  REQUIRE(sample.input.ledger.roads.size() == 1);
  CHECK(sample.input.ledger.roads[0].id == other.id);
}

TEST_CASE("begun anew: rows that the Plan keeps are not cleared") {
  for (const uint64_t chunks : {0, 3}) {
    test::Sample sample = without_note(chunks);
    sample.input.resolution.routes[0].sync.on_existing = OnExisting::kIgnore;
    begin_anew(&sample.input);
    REQUIRE(sample.input.anew.size() == 1);
    CHECK(keep_anew_of_plan(&sample.input) == (chunks > 0));
    CHECK(sample.input.ledger.roads.size() == (chunks > 0 ? 1 : 0));
  }
}

TEST_CASE(
    "begun anew: columns that the source dropped go from an empty table") {
  test::Sample before;
  test::Sample sample = without_note(0);
  const std::vector<const Route*> routes = {&sample.input.resolution.routes[0]};
  sample.input.actual = before.input.resolution.desired;
  AppliedTable applied;
  applied.desired = before.input.resolution.desired.tables[0];
  applied.roads = {{"eu", orders_table().name, orders_table(),
                    before.input.resolution.routes[0].shape_json()}};
  sample.input.ledger.tables = {applied};
  begin_anew(&sample.input);
  sample.input.actual.tables[0].has_rows = false;
  CHECK(left_in_empty(sample.input, routes) == std::set<std::string>{"note"});
  // What somebody else made there is not looked at.
  sample.input.actual.tables[0].columns.edit().push_back(
      test::column("theirs", TypeKind::kInteger, "integer"));
  CHECK(left_in_empty(sample.input, routes).size() == 1);

  SECTION("not while it holds rows, unless they go") {
    sample.input.actual.tables[0].has_rows = true;
    CHECK(left_in_empty(sample.input, routes).empty());
    sample.input.anew[0].chunks_done = 2;
    CHECK(left_in_empty(sample.input, routes).size() == 1);
  }
  SECTION("not when nobody knows whether it does") {
    sample.input.anew.clear();
    sample.input.actual.tables[0].has_rows.reset();
    CHECK(left_in_empty(sample.input, routes).empty());
  }
  SECTION("not when its copy goes on") {
    sample.input.anew.clear();
    sample.input.ledger.roads = {begun(sample, 1)};
    CHECK(left_in_empty(sample.input, routes).empty());
  }
  SECTION("not when the Plan follows no alteration") {
    sample.input.resolution.routes[0].sync.stream_alter = false;
    CHECK(left_in_empty(sample.input, routes).empty());
  }
}

}  // namespace millrace
