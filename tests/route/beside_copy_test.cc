// SPDX-License-Identifier: Apache-2.0
#include "route/beside_copy.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

Route road(const char* table, uint64_t megabytes) {
  Route route;
  route.id = {"eu", {"shop", table}, {"sales", table}};
  route.source_table.bytes_estimate = megabytes << 20;
  return route;
}

}  // namespace

TEST_CASE("beside copy: long copies, and those that others would wait for") {
  Limits limits;
  limits.copy_alone_mb = 100;
  LedgerState ledger;
  std::vector<Route> routes{road("a", 60), road("b", 39)};
  CHECK_FALSE(streams_beside_copy("eu", routes, ledger, limits));
  routes[1] = road("b", 40);
  CHECK(streams_beside_copy("eu", routes, ledger, limits));
  CHECK_FALSE(streams_beside_copy("us", routes, ledger, limits));
  // The larger one is in: the other would make its stream wait.
  routes[1] = road("b", 1);
  RoadRecord in;
  in.id = routes[0].id;
  ledger.roads = {in};
  CHECK_FALSE(streams_beside_copy("eu", routes, ledger, limits));
  ledger.roads[0].copied = true;
  CHECK(streams_beside_copy("eu", routes, ledger, limits));
  for (Route& route : routes) {
    route.sync.stream_insert = route.sync.stream_update =
        route.sync.stream_delete = route.sync.stream_alter = false;
  }
  CHECK_FALSE(streams_beside_copy("eu", routes, ledger, limits));
}

}  // namespace millrace
