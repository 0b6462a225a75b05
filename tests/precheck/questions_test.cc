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

}  // namespace millrace
