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
  StreamRecord stream;
  stream.source = "eu";
  after.input.ledger.streams = {stream};
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
  StreamRecord stream;
  stream.source = "eu";
  sample.input.ledger.streams = {stream};
  CHECK(sample.codes_of(check_roads) == "");
  Table now = test::orders_table();
  now.columns[1].nullable = false;
  sample.source().changed.emplace(now.name, now);
  CHECK(sample.only(check_roads).code == "P160");
  CHECK(sample.only(check_roads).evidence == "null of column note: yes -> no");
  CHECK(sample.only(check_roads).severity == Severity::kWarning);
}

TEST_CASE("roads: a copy that cannot go on blocks, or begins anew") {
  test::Sample sample;
  sample.converge();
  RoadRecord road = record_of(sample);
  road.copied = false;
  road.chunks_done = 2;
  road.rows_copied = 500;
  sample.input.ledger.roads = {road};
  Table now = test::orders_table();
  now.columns.edit().erase(now.columns.edit().begin() + 1);
  sample.source().changed.emplace(now.name, now);
  CHECK(sample.only(check_roads).code == "P160");
  CHECK(sample.only(check_roads).severity == Severity::kError);

  sample.input.ledger.roads.clear();
  sample.input.anew = {road};
  sample.input.anew[0].source_table.columns.edit().push_back(
      test::column("gone", TypeKind::kInteger, "int(11)"));
  const Finding anew = sample.only(check_roads);
  CHECK(anew.code == "P160");
  CHECK(anew.severity == Severity::kWarning);
  CHECK(anew.message.find("500 rows") != std::string::npos);
  CHECK(anew.evidence == "column gone is gone");
  // Its rows are no surprise, and clearing them takes a right.
  sample.input.actual.tables[0].has_rows = true;
  CHECK(sample.codes_of(check_target_rows) == "");
  sample.input.anew[0].chunks_done = 0;  // they are somebody else's
  CHECK(sample.codes_of(check_target_rows) == "P206");
}

TEST_CASE("roads: a copied table that is gone blocks") {
  test::Sample sample;
  sample.input.ledger.roads = {record_of(sample)};
  StreamRecord stream;
  stream.source = "eu";
  sample.input.ledger.streams = {stream};
  CHECK(sample.only(check_roads).code == "P162");
  CHECK(sample.only(check_roads).severity == Severity::kError);
  sample.input.ledger.roads[0].copied = false;
  CHECK(sample.codes_of(check_roads) == "");
}

namespace {

// The ledger after an apply of `sample`, with a stream.
void remember(const test::Sample& sample, LedgerState* ledger) {
  const Route& route = sample.input.resolution.routes[0];
  ledger->roads = {record_of(sample)};
  StreamRecord stream;
  stream.source = "eu";
  ledger->streams = {stream};
  AppliedTable table;
  table.desired = sample.input.resolution.desired.tables[0];
  table.roads = {
      {"eu", route.id.from, lasting(route.source_table), route.shape_json()}};
  ledger->tables = {table};
}

std::string codes_after(const std::string& then, const std::string& now) {
  test::Sample before(then);
  test::Sample after(now);
  after.converge();
  remember(before, &after.input.ledger);
  return after.codes_of(check_roads);
}

}  // namespace

TEST_CASE("roads: with the shape of then, the edit is named") {
  test::Sample before;
  test::Sample after(R"("mappings": [{"match": "*.*", "where": "id > 5"}])");
  after.converge();
  remember(before, &after.input.ledger);
  CHECK(after.only(check_roads).evidence == R"(where: "" -> "id > 5")");
}

TEST_CASE("roads: no edit is without a word") {
  CHECK(codes_after("", "") == "");
  CHECK(codes_after("", R"("sync": {"on_existing": "clear"})") == "P282");
  CHECK(codes_after(R"("sync": {"stream": []})", "") == "P283");
  CHECK(codes_after(R"("sync": {"data": false})", "") == "P283");
  CHECK(codes_after("", R"("values": {"zero_date": "null"})") == "");
  CHECK(codes_after(R"("values": {"zero_date": "null"})", "") == "P161");
}

TEST_CASE("roads: a column that is written no longer, unless it is dropped") {
  test::Sample before;
  for (const bool drop : {false, true}) {
    test::Sample after(std::string(R"("mappings": [{"match": "*.*", )") +
                       (drop ? R"("drop_columns": ["note"], )" : "") +
                       R"("columns": {"note": {"skip": true}}}])");
    after.converge();
    after.input.actual = before.input.resolution.desired;
    after.settle();
    if (drop) after.input.drops[after.input.actual.tables[0].name] = {"note"};
    remember(before, &after.input.ledger);
    CHECK(after.codes_of(check_roads) == (drop ? "" : "P281"));
  }
}

TEST_CASE("roads: a column of a copied table that is gone blocks") {
  test::Sample sample;
  sample.converge();
  remember(sample, &sample.input.ledger);
  sample.input.actual.tables[0].columns.pop_back();
  sample.settle();
  CHECK(sample.only(check_roads).code == "P284");
  CHECK(sample.only(check_roads).severity == Severity::kError);
  sample.input.ledger.roads[0].copied = false;  // no row is there yet
  CHECK(sample.codes_of(check_roads) == "");
}

TEST_CASE("roads: a copied table whose source has no stream blocks") {
  test::Sample sample;
  sample.converge();
  remember(sample, &sample.input.ledger);
  sample.input.ledger.streams.clear();
  CHECK(sample.only(check_roads).code == "P283");
}

}  // namespace millrace
