// SPDX-License-Identifier: Apache-2.0
#include "proposal/changes.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string actions(const PrecheckInput& input) {
  std::string out;
  for (const ProposedChange& change : proposed_changes(input)) {
    out += (out.empty() ? "" : " ") + std::string(action_name(change.action));
  }
  return out;
}

// The ledger after a whole run.
void finish(test::Sample* sample) {
  for (const Route& route : sample->input.resolution.routes) {
    RoadRecord road;
    road.id = route.id;
    road.copied = true;
    sample->input.ledger.roads.push_back(road);
  }
  StreamRecord stream;
  stream.source = "eu";
  sample->input.ledger.streams = {stream};
}

Table indexed() {
  Table table = test::orders_table();
  table.indexes = {test::index_on("u", {"note"}, true)};
  return table;
}

}  // namespace

TEST_CASE("changes: all of it, in the order it is done") {
  test::Sample sample("", {indexed()});
  CHECK(actions(sample.input) ==
        "create_schema create_table copy_table create_index start_stream");
  CHECK(proposed_changes(sample.input)[3].after_copy_end);
}

TEST_CASE("changes: a converged target has none") {
  test::Sample sample("", {indexed()});
  sample.converge();
  finish(&sample);
  CHECK(actions(sample.input).empty());
}

TEST_CASE("changes: schema false makes nothing, data false copies nothing") {
  test::Sample sample(R"("sync": {"schema": false})");
  CHECK(actions(sample.input) == "copy_table start_stream");
  test::Sample no_data(R"("sync": {"data": false})");
  CHECK(actions(no_data.input) == "create_schema create_table start_stream");
  test::Sample no_stream(R"("sync": {"stream": []})", {indexed()});
  CHECK(actions(no_stream.input) ==
        "create_schema create_table copy_table create_index");
  CHECK_FALSE(proposed_changes(no_stream.input)[3].after_copy_end);
}

TEST_CASE("changes: clearing is shown once, until rows are our own") {
  test::Sample sample(R"("sync": {"on_existing": "clear"})");
  sample.converge();
  sample.input.actual.tables[0].has_rows = true;
  CHECK(actions(sample.input) == "clear_table copy_table start_stream");
  CHECK(proposed_changes(sample.input)[0].risk == Risk::kDestroys);
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.chunks_done = 1;
  sample.input.ledger.roads = {road};
  CHECK(actions(sample.input) == "copy_table start_stream");
}

TEST_CASE("changes: alterations of one table are one change") {
  test::Sample sample;
  sample.converge();
  finish(&sample);
  sample.input.actual.tables[0].columns[0].native = "integer";
  sample.input.actual.tables[0].columns.pop_back();
  sample.settle();
  const auto changes = proposed_changes(sample.input);
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].action == Action::kAlterTable);
  CHECK(changes[0].details.size() == 2);
  CHECK(changes[0].risk == Risk::kRewrites);
}

TEST_CASE("changes: what left the plan is forgotten, if it can be known") {
  test::Sample sample;
  sample.converge();
  finish(&sample);
  RoadRecord gone = sample.input.ledger.roads[0];
  gone.id.from.table = "old";
  auto& roads = sample.input.ledger.roads;  // sorted by id
  roads.insert(gone.id < roads[0].id ? roads.begin() : roads.end(), gone);
  const size_t at = roads[0].id == gone.id ? 0 : 1;
  CHECK(actions(sample.input) == "forget_table");
  sample.input.sources.clear();  // could not be read
  CHECK(actions(sample.input).empty());
  RoadRecord other = roads[at];
  roads.erase(roads.begin() + static_cast<std::ptrdiff_t>(at));
  other.id.source = "removed";
  roads.insert(other.id < roads[0].id ? roads.begin() : roads.end(), other);
  CHECK(actions(sample.input) == "forget_table");
}

TEST_CASE("changes: a source that no longer streams is stopped") {
  test::Sample sample(R"("sync": {"stream": []})");
  sample.converge();
  finish(&sample);
  CHECK(actions(sample.input) == "stop_stream");
}

TEST_CASE("changes: a copy that begins anew is cleared and forgotten first") {
  test::Sample sample;
  sample.converge();
  finish(&sample);
  sample.input.anew = {sample.input.ledger.roads[0]};
  sample.input.anew[0].chunks_done = 2;
  sample.input.ledger.roads.clear();
  sample.input.actual.tables[0].has_rows = true;
  CHECK(actions(sample.input) == "clear_table forget_table copy_table");
  const auto changes = proposed_changes(sample.input);
  CHECK(changes[0].road == sample.input.anew[0].id);
  CHECK(changes[0].risk == Risk::kDestroys);
  CHECK(changes[0].statements.size() == 1);
  sample.input.actual.tables[0].has_rows = false;
  CHECK(actions(sample.input) == "forget_table copy_table");
  // Rows that the copy did not bring stay.
  sample.input.actual.tables[0].has_rows = true;
  sample.input.anew[0].chunks_done = 0;
  CHECK(actions(sample.input) == "forget_table copy_table");
  sample.input.anew[0].chunks_done = 2;
  // Once, though the Plan would have other rows cleared as well.
  sample.input.actual.tables[0].has_rows = true;
  sample.input.resolution.routes[0].sync.on_existing = OnExisting::kClear;
  CHECK(actions(sample.input) == "clear_table forget_table copy_table");
}

}  // namespace millrace
