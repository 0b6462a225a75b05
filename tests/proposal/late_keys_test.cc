// SPDX-License-Identifier: Apache-2.0
#include "proposal/late_keys.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"
#include "proposal/changes.h"

namespace millrace {
namespace {

Table large(uint64_t bytes = 64 << 20) {
  Table table = test::orders_table();
  table.bytes_estimate = bytes;
  table.rows_estimate = bytes / 100;
  return table;
}

// The change that makes a key late; nullptr when it comes with the table.
const ProposedChange* late(const std::vector<ProposedChange>& changes) {
  const auto at =
      std::find_if(changes.begin(), changes.end(),
                   [](const ProposedChange& c) { return c.primary_key; });
  return at == changes.end() ? nullptr : &*at;
}

std::vector<ProposedChange> changes_of(test::Sample& sample) {
  take_keys_late(&sample.input);
  return proposed_changes(sample.input);
}

}  // namespace

TEST_CASE("late keys: a large new table gets its key after the copy") {
  test::Sample sample("", {large()});
  const auto changes = changes_of(sample);
  const ProposedChange* key = late(changes);
  REQUIRE(key != nullptr);
  CHECK(key->action == Action::kCreateIndex);
  CHECK_FALSE(key->after_copy_end);
  CHECK(key->object == "shop.orders_pkey");
  CHECK(key->statements.at(0).sql.find("ADD PRIMARY KEY") != std::string::npos);
  for (const ProposedChange& change : changes) {
    if (change.action != Action::kCreateTable) continue;
    CHECK(change.statements.at(0).sql.find("PRIMARY KEY") == std::string::npos);
    CHECK(&change < key);
  }
}

TEST_CASE("late keys: a small table has its key at once") {
  test::Sample sample("", {large(1 << 20)});
  CHECK(late(changes_of(sample)) == nullptr);
}

TEST_CASE("late keys: not where rows of two tables may meet in the key") {
  Table other = large();
  other.name.table = "orders2";
  test::Sample sample(
      R"("mappings": [{"match": "/shop\\.orders.*/",
          "to": {"schema": "shop", "table": "orders"}}])",
      {large(), other});
  CHECK(late(changes_of(sample)) == nullptr);
}

TEST_CASE("late keys: not where the target's key is another one") {
  test::Sample sample(
      R"("mappings": [{"match": "shop.orders", "primary_key": ["note"]}])",
      {large()});
  CHECK(late(changes_of(sample)) == nullptr);
}

TEST_CASE("late keys: not without a copy, nor into a table that was there") {
  test::Sample no_data(R"("sync": {"data": false})", {large()});
  CHECK(late(changes_of(no_data)) == nullptr);
  test::Sample there("", {large()});
  there.converge();
  CHECK(late(changes_of(there)) == nullptr);
}

TEST_CASE("late keys: one that a killed run did not come to is still late") {
  test::Sample sample("", {large()});
  sample.converge();
  sample.input.actual.tables[0].primary_key.reset();
  sample.input.difference = diff(sample.input.resolution.desired,
                                 sample.input.actual, *sample.input.dialect);
  auto changes = changes_of(sample);
  // Nobody says that millrace made the table: before the data.
  CHECK(late(changes) == nullptr);
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.created_by_us = true;
  sample.input.ledger.roads.push_back(road);
  changes = changes_of(sample);
  REQUIRE(late(changes) != nullptr);
  CHECK(late(changes)->action == Action::kCreateIndex);
}

}  // namespace millrace
