// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

test::Sample filled(const std::string& on_existing) {
  test::Sample sample(R"("sync": {"on_existing": ")" + on_existing + "\"}");
  sample.converge();
  sample.input.actual.tables[0].has_rows = true;
  return sample;
}

}  // namespace

TEST_CASE("target rows: refused, kept or cleared, as the Plan says") {
  const Finding refused = filled("refuse").only(check_target_rows);
  CHECK(refused.code == "P206");
  CHECK(refused.severity == Severity::kError);
  test::Sample kept = filled("ignore");
  CHECK(kept.only(check_target_rows).severity == Severity::kWarning);
  Table& table = kept.input.actual.tables[0];
  table.primary_key.reset();
  table.indexes.clear();
  CHECK(kept.only(check_target_rows).severity == Severity::kInfo);
  table.indexes = {Index{}};
  CHECK(kept.only(check_target_rows).severity == Severity::kInfo);
  table.indexes.edit()[0].unique = true;
  CHECK(kept.only(check_target_rows).severity == Severity::kWarning);
  CHECK(filled("clear").only(check_target_rows).code == "P222");
}

TEST_CASE("target rows: what cannot be looked into may hold some") {
  test::Sample sample = filled("refuse");
  sample.input.target.is_superuser = false;
  sample.input.target.table_privileges["shop.orders"] = {"INSERT"};
  const Finding refused = sample.only(check_target_rows);
  CHECK(refused.severity == Severity::kError);
  CHECK(refused.message.find("may hold rows") != std::string::npos);
  sample.input.target.table_privileges["shop.orders"].insert("SELECT");
  CHECK(sample.only(check_target_rows).message.find("may") ==
        std::string::npos);
}

TEST_CASE("target rows: once a copy has begun they are our own") {
  test::Sample sample = filled("refuse");
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  sample.input.ledger.roads = {road};
  CHECK(sample.codes_of(check_target_rows) == "");
}

}  // namespace millrace
