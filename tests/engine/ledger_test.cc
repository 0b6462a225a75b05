// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("ledger: a road is found by all of its names") {
  LedgerState state;
  RoadRecord road;
  road.id = {"eu", {"shop", "orders"}, {"sales", "orders"}};
  state.roads = {road};
  CHECK(state.road(road.id) == &state.roads[0]);
  RoadId other = road.id;
  other.to.schema = "shop";
  CHECK(state.road(other) == nullptr);
}

TEST_CASE("ledger: a stream is found by its source") {
  LedgerState state;
  StreamRecord stream;
  stream.source = "eu";
  state.streams = {stream};
  CHECK(state.stream("eu") == &state.streams[0]);
  CHECK(state.stream("us") == nullptr);
}
