// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string codes(const std::function<void(Table&)>& spoil) {
  test::Sample sample;
  sample.converge();
  spoil(sample.input.actual.tables[0]);
  sample.settle();
  return sample.codes_of(check_target_objects);
}

}  // namespace

TEST_CASE("target objects: every difference has its code") {
  CHECK(codes([](Table&) {}) == "");
  CHECK(codes([](Table& t) { t.columns[1].native = "text"; }) == "P216");
  CHECK(codes([](Table& t) { t.columns[1].native = "date"; }) == "P207");
  CHECK(codes([](Table& t) { t.kind = TableKind::kView; }) == "P215");
  CHECK(codes([](Table& t) {
          t.columns.push_back(test::integer_column("x"));
        }) == "P208");
  CHECK(codes([](Table& t) {
          t.columns.push_back(test::varchar_column("x", 1));
        }) == "P213");
  CHECK(codes([](Table& t) { t.primary_key = test::key_on({"status"}); }) ==
        "P221");
}

TEST_CASE("target objects: triggers, keys, policies and unique indexes") {
  CHECK(codes([](Table& t) { t.triggers = {"audit"}; }) == "P209");
  CHECK(codes([](Table& t) { t.foreign_keys.resize(1); }) == "P210");
  CHECK(codes([](Table& t) { t.row_security = true; }) == "P211");
  CHECK(codes([](Table& t) {
          t.indexes = {test::index_on("u", {"note"}, true)};
        }) == "P220");
}

TEST_CASE("target objects: a session that replicates skips most triggers") {
  test::Sample sample;
  sample.converge();
  Table& actual = sample.input.actual.tables[0];
  sample.input.target.skips_triggers = true;
  actual.triggers = {"audit"};
  CHECK(sample.only(check_target_objects).severity == Severity::kInfo);
  actual.triggers = {"audit", "log (always)"};
  CHECK(sample.only(check_target_objects).severity == Severity::kWarning);
  CHECK(sample.only(check_target_objects).evidence == "log (always)");
  actual.triggers.clear();
  actual.foreign_keys.resize(1);
  CHECK(sample.only(check_target_objects).severity == Severity::kInfo);
}

// Who did it: of a table that millrace made, the ledger knows.
TEST_CASE("target objects: a hand on a table that millrace made is told") {
  test::Sample sample;
  sample.converge();
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.created_by_us = true;
  sample.input.ledger.roads = {road};
  sample.input.ledger.add_table({sample.input.actual.tables[0], {}});
  const auto evidence = [&] {
    sample.settle();
    return sample.only(check_target_objects).evidence;
  };
  Table& actual = sample.input.actual.tables[0];
  const Table before = actual;
  const std::string hand = "the target was altered since the last apply";
  actual.columns[1].native = "text";
  CHECK(evidence() == hand);
  actual = before;
  actual.columns.push_back(test::varchar_column("x", 1));
  CHECK(evidence() == hand);
  actual = before;
  actual.columns[1].native = "text";
  sample.input.ledger.roads[0].created_by_us = false;
  CHECK(evidence() == "");
}

}  // namespace millrace
