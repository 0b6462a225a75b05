// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"
#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("moves: a dropped column that is filled, a rename to nowhere") {
  test::Sample sample(
      R"("mappings": [{"match": "*.*", "drop_columns": ["note"]}])");
  CHECK(sample.only(check_moves).code == "P285");
  test::Sample nowhere(R"("mappings": [{"match": "*.*",
                          "moved": [{"from": "a", "to": "b"}]}])");
  CHECK(nowhere.only(check_moves).code == "P286");
  test::Sample chain(R"("mappings": [{"match": "*.*",
      "moved": [{"from": "a", "to": "b"}, {"from": "b", "to": "note"}]}])");
  CHECK(chain.codes_of(check_moves) == "");
}

TEST_CASE("moves: a table cannot become one that is there") {
  test::Sample sample(
      R"("mappings": [{"match": "*.*", "to": {"table": "sold"}}])");
  sample.converge();
  const RoadId now = sample.input.resolution.routes[0].id;
  RoadId then = now;
  then.to.table = "orders";
  sample.input.moves = {{then, now}};
  CHECK(sample.codes_of(check_moves) == "");
  Table old = sample.input.actual.tables[0];
  old.name = then.to;
  sample.input.actual.tables.insert(sample.input.actual.tables.begin(), old);
  CHECK(sample.only(check_moves).code == "P280");
}

// MySQL renames in one statement, DRDS shard by shard.
TEST_CASE("moves: where tables cannot be renamed at once, none is") {
  test::Sample sample(
      R"("mappings": [{"match": "*.*", "to": {"table": "sold"}}])");
  sample.converge();
  const RoadId now = sample.input.resolution.routes[0].id;
  RoadId then = now;
  then.to.table = "orders";
  sample.input.moves = {{then, now}};
  CHECK(sample.codes_of(check_moves) == "");
  sample.plan().engine = TargetEngineKind::kMysql;
  CHECK(sample.codes_of(check_moves) == "");
  sample.plan().engine = TargetEngineKind::kDrds;
  CHECK(sample.only(check_moves).code == "P280");
}

TEST_CASE("moves: MySQL renames no column that another computes with") {
  test::Sample sample;
  sample.converge();
  sample.input.target.flavor.kind = FlavorKind::kMysql;
  SchemaChange change;
  change.kind = SchemaChangeKind::kRenameColumn;
  change.table.name = sample.input.actual.tables[0].name;
  change.column.name = "remark";
  change.old_column.name = "note";
  sample.input.difference.changes = {change};
  CHECK(sample.codes_of(check_moves) == "");
  // The catalog is carried under the new names already.
  sample.input.actual.tables[0].columns[0].generation_expression =
      "concat(`remark`,'x')";
  CHECK(sample.only(check_moves).code == "P299");
  sample.input.target.flavor.kind = FlavorKind::kMariadb;
  CHECK(sample.codes_of(check_moves) == "");
}

TEST_CASE("moves: a cluster that keeps the names of distribution columns") {
  test::Sample sample;
  sample.converge();
  Flavor& flavor = sample.input.target.flavor;
  flavor.kind = FlavorKind::kGreenplum;
  SchemaChange change;
  change.kind = SchemaChangeKind::kRenameColumn;
  change.table.name = sample.input.actual.tables[0].name;
  change.column.name = "remark";
  change.old_column.name = "note";
  sample.input.difference.changes = {change};
  // The catalog is carried under the new names already.
  Placement& placement = sample.input.actual.tables[0].placement;
  placement.spread = Spread::kBy;
  placement.columns = {"remark"};
  CHECK(sample.codes_of(check_moves) == "");  // not asked
  flavor.capabilities["rename_of_distribution"] = true;
  CHECK(sample.codes_of(check_moves) == "");
  flavor.capabilities["rename_of_distribution"] = false;
  CHECK(sample.only(check_moves).code == "P280");
  placement.columns = {"id"};
  CHECK(sample.codes_of(check_moves) == "");

  placement = {};
  flavor.kind = FlavorKind::kDrds;
  sample.input.actual.tables[0].partitioning = "DBPARTITION BY HASH(`note`)";
  for (const auto kind :
       {SchemaChangeKind::kRenameColumn, SchemaChangeKind::kAlterColumnType,
        SchemaChangeKind::kDropColumn}) {
    sample.input.difference.changes[0].kind = kind;
    CHECK(sample.only(check_moves).code == "P280");
  }
  flavor.traits["mode"] = "auto";
  CHECK(sample.codes_of(check_moves) == "");
}

TEST_CASE("moves: a column cannot become one that is there") {
  test::Sample before;
  test::Sample sample(R"("mappings": [{"match": "*.*",
      "columns": {"note": {"to": "remark"}},
      "moved": [{"from": "note", "to": "remark"}]}])");
  sample.converge();
  const Route& route = before.input.resolution.routes[0];
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.copied = true;
  sample.input.ledger.roads = {road};
  AppliedTable table;
  table.desired = before.input.resolution.desired.tables[0];
  table.roads = {
      {"eu", route.id.from, lasting(route.source_table), route.shape_json()}};
  sample.input.ledger.tables = {table};
  CHECK(sample.codes_of(check_moves) == "");
  sample.input.actual.tables[0].columns.push_back(
      test::varchar_column("note", 200));
  CHECK(sample.only(check_moves).code == "P280");
}

TEST_CASE("moves: an index of others under a column that gets a new type") {
  const GreenplumDialect old(test::greenplum_91());
  test::Sample sample;
  sample.converge();
  sample.input.dialect = &old;
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.table.name = sample.input.actual.tables[0].name;
  change.column.name = change.old_column.name = "note";
  Index index;
  index.name = "theirs";
  index.columns = {{"note", "", 0, false}};
  sample.input.actual.tables[0].indexes = {index};
  sample.input.difference.changes = {change};
  CHECK(sample.only(check_moves).code == "P280");
  sample.input.difference.changes[0].rebuilt = {index};
  CHECK(sample.codes_of(check_moves) == "");
  const GreenplumDialect newer(test::greenplum_7());
  sample.input.difference.changes[0].rebuilt.clear();
  sample.input.dialect = &newer;
  CHECK(sample.codes_of(check_moves) == "");
}

}  // namespace millrace
