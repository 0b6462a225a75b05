// SPDX-License-Identifier: Apache-2.0
#include "proposal/moves.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"
#include "proposal/propose.h"

namespace millrace {
namespace {

constexpr char kMoved[] = R"("mappings": [{"match": "*.*",
    "to": {"schema": "shop", "table": "sold"},
    "moved": [{"from": {"table": "orders"}, "to": {"table": "sold"}}]}])";

// What the ledger and the target are after an apply without the mapping.
void as_before(test::Sample* sample) {
  test::Sample before;
  before.converge();
  const Route& route = before.input.resolution.routes[0];
  sample->input.actual = before.input.actual;
  sample->input.target = before.input.target;
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.road_digest = route.digest();
  road.copied = true;
  sample->input.ledger.roads = {road};
  AppliedTable table;
  table.desired = before.input.resolution.desired.tables[0];
  table.roads = {
      {"eu", route.id.from, lasting(route.source_table), route.shape_json()}};
  sample->input.ledger.tables = {table};
  StreamRecord stream;
  stream.source = "eu";
  sample->input.ledger.streams = {stream};
}

}  // namespace

TEST_CASE("moves: the table is renamed and its road goes along") {
  test::Sample sample(kMoved);
  as_before(&sample);
  const Proposal p = assemble(sample.input, {});
  CHECK(p.applyable());
  REQUIRE(p.changes.size() == 1);
  CHECK(p.changes[0].action == Action::kAlterTable);
  CHECK(p.changes[0].cause == ChangeCause::kPlan);
  CHECK(p.changes[0].statements.size() == 1);
  REQUIRE(p.update.moves.size() == 1);
  CHECK(p.update.moves[0].from.to.table == "orders");
  CHECK(p.update.moves[0].to.to.table == "sold");
  REQUIRE(p.update.gone.size() == 1);
  CHECK(p.update.gone[0].table == "orders");
  CHECK(p.update.tables.size() == 1);
}

TEST_CASE("moves: a rename that was cut short is finished in the ledger") {
  test::Sample sample(kMoved);
  as_before(&sample);
  sample.input.actual.tables[0].name.table = "sold";
  sample.input.target.table_privileges = {{"shop.sold", {"OWNER"}}};
  const Proposal p = assemble(sample.input, {});
  CHECK(p.applyable());
  REQUIRE(p.changes.size() == 1);
  CHECK(p.changes[0].statements.empty());
  CHECK(p.update.moves.size() == 1);
}

TEST_CASE("moves: only what the ledger knows is renamed") {
  test::Sample sample(kMoved);
  as_before(&sample);
  sample.input.ledger = {};
  const Proposal p = assemble(sample.input, {});
  CHECK(p.update.moves.empty());
  CHECK(p.changes[0].action == Action::kCreateTable);
}

TEST_CASE("moves: without the word a new name is another table") {
  test::Sample sample(
      R"("mappings": [{"match": "*.*", "to": {"table": "sold"}}])");
  as_before(&sample);
  const Proposal p = assemble(sample.input, {});
  CHECK(p.update.moves.empty());
  std::string actions;
  for (const ProposedChange& c : p.changes) {
    actions += std::string(action_name(c.action)) + " ";
  }
  CHECK(actions == "create_table copy_table forget_table ");
}

TEST_CASE("moves: a column is renamed and its digest goes along") {
  test::Sample sample(R"("mappings": [{"match": "*.*",
      "columns": {"note": {"to": "remark"}},
      "moved": [{"from": "note", "to": "remark"}]}])");
  as_before(&sample);
  const Proposal p = assemble(sample.input, {});
  CHECK(p.applyable());
  REQUIRE(p.changes.size() == 1);
  CHECK(p.changes[0].details == std::vector<std::string>{"~ note -> remark"});
  REQUIRE(p.update.digests.size() == 1);
  CHECK(p.update.digests[0].second == p.routes[0].digest());
}

TEST_CASE("moves: a column goes when drop_columns names it, else it stays") {
  for (const bool drop : {false, true}) {
    test::Sample sample(std::string(R"("mappings": [{"match": "*.*", )") +
                        (drop ? R"("drop_columns": ["note"], )" : "") +
                        R"("columns": {"note": {"skip": true}}}])");
    as_before(&sample);
    const Proposal p = assemble(sample.input, {});
    CHECK(p.applyable());
    REQUIRE(p.changes.size() == (drop ? 1 : 0));
    if (drop) CHECK(p.changes[0].risk == Risk::kDestroys);
  }
}

}  // namespace millrace
