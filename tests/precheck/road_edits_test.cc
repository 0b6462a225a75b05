// SPDX-License-Identifier: Apache-2.0
#include "precheck/road_edits.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("road edits: a ledger of an earlier release knows that it differs") {
  test::Sample before;
  test::Sample after(R"("mappings": [{"match": "*.*", "where": "id > 5"}])");
  const Route& route = after.input.resolution.routes[0];
  CHECK_FALSE(edit_of(after.input, route));
  RoadRecord road;
  road.id = route.id;
  road.source_table = route.source_table;
  road.road_digest = before.input.resolution.routes[0].digest();
  road.copied = true;
  after.input.ledger.roads = {road};
  CHECK(edit_of(after.input, route)->conflicts.size() == 1);
  // Before the first row it does not matter.
  after.input.ledger.roads[0].copied = false;
  CHECK(edit_of(after.input, route)->in_place());
  after.input.ledger.roads[0].chunks_done = 1;
  CHECK_FALSE(edit_of(after.input, route)->in_place());
}

}  // namespace millrace
