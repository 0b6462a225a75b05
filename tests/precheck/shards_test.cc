// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("shards: a member that lacks a column is named with it") {
  const std::string one =
      R"("mappings": [{"match": "*.orders", "to": {"schema": "s"}}])";
  Table less = test::orders_table("b");
  less.columns.erase(less.columns.begin() + 1);
  CHECK(test::Sample(one, {test::orders_table("a"), test::orders_table("b")})
            .codes_of(check_shards) == "");
  test::Sample sample(one, {test::orders_table("a"), less});
  const Finding finding = sample.only(check_shards);
  CHECK(finding.code == "P180");
  CHECK(finding.object == "eu.b.orders");
  CHECK(finding.evidence == "note");
}

}  // namespace millrace
