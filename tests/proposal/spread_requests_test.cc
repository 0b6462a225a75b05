// SPDX-License-Identifier: Apache-2.0
#include "proposal/spread_requests.h"

#include <catch2/catch.hpp>

#include "precheck/placed_sample.h"

namespace millrace {

TEST_CASE("spread requests: keys whose values may stand twice") {
  test::Sample sample = test::placed_sample({"tenant"});
  const auto asked = spread_requests(sample.input, "eu", 20'000);
  REQUIRE(asked.size() == 1);
  CHECK(asked[0].table == QualifiedName{"shop", "orders"});
  CHECK(asked[0].columns == std::vector<std::string>{"tenant"});
  CHECK(asked[0].row_limit == 20'000);
  CHECK(asked[0].key_positions == sample.input.resolution.routes[0].source_key);
  CHECK(spread_requests(sample.input, "us", 0).empty());
}

TEST_CASE("spread requests: a whole key and a target of one server: none") {
  const test::Sample whole = test::placed_sample({"id", "tenant"});
  CHECK(spread_requests(whole.input, "eu", 0).empty());
  const test::Sample one;
  CHECK(spread_requests(one.input, "eu", 0).empty());
}

}  // namespace millrace
