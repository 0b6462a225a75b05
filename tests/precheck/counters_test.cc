// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("counters: one line for every column that counts up") {
  test::Sample sample("", {test::orders_table("a"), test::orders_table("b")});
  const Finding finding = sample.only(check_counters);
  CHECK(finding.code == "P186");
  CHECK(finding.severity == Severity::kInfo);
  CHECK(finding.evidence == "a.orders.id, b.orders.id");
}

TEST_CASE("counters: a target that counts already needs nothing") {
  test::Sample sample;
  sample.converge();
  sample.input.actual.tables[0].columns[0].auto_increment = true;
  CHECK(sample.codes_of(check_counters) == "");
}

}  // namespace millrace
