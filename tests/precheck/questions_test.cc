// SPDX-License-Identifier: Apache-2.0
#include "precheck/questions.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("questions: streams, begun copies and names of objects") {
  test::Sample sample;
  CHECK(streams_from(sample.input, "eu"));
  CHECK_FALSE(streams_from(sample.input, "us"));
  const Route& route = sample.input.resolution.routes[0];
  CHECK(object_of(route, "note") == "eu.shop.orders.note");
  CHECK(target_object(route.id.to) == "target.shop.orders");
  CHECK_FALSE(begun(sample.input.ledger, route.id.to));
}

TEST_CASE("questions: a column's type is that of its alteration") {
  test::Sample sample;
  const Route& route = sample.input.resolution.routes[0];
  const RouteColumn& column = route.columns[0];
  CHECK(TargetTypes(sample.input).native(nullptr, column) == column.native);
  Table actual;
  actual.name = route.id.to;
  actual.columns.push_back(Column());
  actual.columns[0].name = column.name;
  actual.columns[0].native = "smallint";
  CHECK(TargetTypes(sample.input).native(&actual, column) == "smallint");
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.table.name = {"elsewhere", "orders"};
  change.column.name = column.name;
  change.column.native = "bigint";
  sample.input.difference.changes.push_back(change);
  CHECK(TargetTypes(sample.input).native(&actual, column) == "smallint");
  sample.input.difference.changes.back().table.name = actual.name;
  CHECK(TargetTypes(sample.input).native(&actual, column) == "bigint");
}

}  // namespace millrace
