// SPDX-License-Identifier: Apache-2.0
#include "proposal/causes.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

// After an apply of `then` with the source table as it was then.
struct World {
  World(const std::string& then, const std::string& now,
        const Table& source_then, const Table& source_now)
      : before(then, {source_then}), after(now, {source_now}) {
    before.converge();
    before.input.plan = after.input.plan;
    after.input.actual = before.input.actual;
    AppliedTable table;
    table.desired = before.input.resolution.desired.tables[0];
    const Route& route = before.input.resolution.routes[0];
    table.roads = {
        {"eu", route.id.from, lasting(route.source_table), route.shape_json()}};
    after.input.ledger.exists = true;
    after.input.ledger.plan_digest = "sha256:then";
    after.input.ledger.tables = {table};
  }
  std::string causes() {
    after.settle();
    find_causes(&after.input);
    std::string out;
    for (const SchemaChange& change : after.input.difference.changes) {
      out += (out.empty() ? "" : " ") + std::string(cause_name(change.cause));
    }
    return out;
  }
  test::Sample before;
  test::Sample after;
};

Table source() { return test::orders_table(); }

}  // namespace

TEST_CASE("causes: nothing was there") {
  test::Sample sample;
  find_causes(&sample.input);
  for (const SchemaChange& change : sample.input.difference.changes) {
    CHECK(change.cause == ChangeCause::kNew);
    CHECK(change.reason.find('(') == std::string::npos);
  }
}

TEST_CASE("causes: the Plan was edited") {
  World world("", R"("mappings": [{"match": "*.*", "columns":
                     {"note": {"type": "text"}}}])",
              source(), source());
  CHECK(world.causes() == "plan");
  CHECK(world.after.input.difference.changes[0].reason.ends_with(
      "(the Plan was edited)"));
}

TEST_CASE("causes: the source has moved on") {
  Table now = source();
  now.columns.push_back(test::integer_column("n", 64, true));
  now.comment = "orders";
  now.indexes = {test::index_on("i", {"status"})};
  World world("", "", source(), now);
  CHECK(world.causes() == "source source source");
}

TEST_CASE("causes: a hand on the target") {
  World world("", "", source(), source());
  Table& table = world.after.input.actual.tables[0];
  table.columns[1].native = "character varying(20)";
  table.columns[3].default_value = "5";
  table.primary_key.reset();
  CHECK(world.causes() == "target target target");
  world.after.input.actual.tables.clear();
  CHECK(world.causes() == "target");
}

TEST_CASE("causes: each change has its own, also when all three moved") {
  Table then = source();
  then.columns[0].comment = "the key";
  Table now = then;
  now.comment = "orders";
  World world("", R"("mappings": [{"match": "*.*", "columns":
                     {"note": {"type": "text"}}}])",
              then, now);
  world.after.input.actual.tables[0].columns[0].comment = "mine";
  CHECK(world.causes() == "target plan source");
}

TEST_CASE("causes: what the ledger does not know is not guessed") {
  World world("", "", source(), source());
  world.after.input.actual.tables[0].primary_key.reset();
  RoadRecord road;
  road.id = world.after.input.resolution.routes[0].id;
  world.after.input.ledger.roads = {road};
  world.after.input.ledger.tables.clear();
  CHECK(world.causes() == "");
  CHECK(world.after.input.difference.changes.size() == 1);
}

TEST_CASE("causes: an index that an earlier run had not made yet is new") {
  Table indexed = source();
  indexed.indexes = {test::index_on("i", {"status"})};
  World world("", "", indexed, indexed);
  world.after.input.ledger.tables[0].desired.indexes.clear();
  world.after.input.actual.tables[0].indexes.clear();
  world.after.input.ledger.plan_digest = world.after.plan().digest;
  CHECK(world.causes() == "new");
}

}  // namespace millrace
