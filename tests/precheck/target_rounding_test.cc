// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {
namespace {

std::string written(const std::string& column, const std::string& type) {
  return test::Sample(R"("mappings": [{"match": "*.*", "columns": {")" +
                      column + R"(": {"type": ")" + type + R"("}}}])")
      .codes_of(check_target_rounding);
}

}  // namespace

TEST_CASE("target rounding: the planner's own types lose nothing") {
  test::Sample sample;
  CHECK(sample.codes_of(check_target_rounding) == "");
  sample.converge();
  CHECK(sample.codes_of(check_target_rounding) == "");
}

TEST_CASE("target rounding: types of fewer digits are named") {
  CHECK(written("total", "numeric(10,1)") == "P238");
  CHECK(written("total", "numeric(12,2)") == "");
  CHECK(written("total", "double precision") == "P238");
  CHECK(written("id", "real") == "P238");
  CHECK(written("id", "numeric(20,0)") == "");
}

TEST_CASE("target rounding: a table that is there has its own types") {
  Table table = test::orders_table();
  table.columns[2] = test::datetime_column("paid_at", 6);
  test::Sample sample("", {table});
  sample.converge();
  Column& there = sample.input.actual.tables[0].columns[2];
  CHECK(sample.codes_of(check_target_rounding) == "");
  there.native = "timestamp(0) without time zone";
  CHECK(sample.codes_of(check_target_rounding) == "P238");
}

}  // namespace millrace
