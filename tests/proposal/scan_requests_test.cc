// SPDX-License-Identifier: Apache-2.0
#include "proposal/scan_requests.h"

#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("scan requests: only what the target could not take") {
  test::Sample sample;
  const auto requests = scan_requests(sample.input, "eu", 100);
  REQUIRE(requests.size() == 1);
  CHECK(requests[0].key == std::vector<std::string>{"id"});
  CHECK(requests[0].row_limit == 100);
  std::string asked;
  for (const ScanCheck& check : requests[0].checks) asked += check.column + " ";
  CHECK(asked == "note paid_at status ");
  CHECK(scan_requests(sample.input, "us", 0).empty());
}

TEST_CASE("scan requests: a copied table is not asked about again") {
  test::Sample sample;
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.copied = true;
  sample.input.ledger.roads = {road};
  CHECK(scan_requests(sample.input, "eu", 0).empty());
}

TEST_CASE("scan requests: text takes any date") {
  test::Sample sample(R"("mappings": [{"match": "*.*", "columns":
                           {"paid_at": {"type": "text"}}}])");
  const auto requests = scan_requests(sample.input, "eu", 0);
  REQUIRE(requests.size() == 1);
  for (const ScanCheck& check : requests[0].checks) {
    CHECK(check.kind == ScanKind::kNulByte);
  }
}

}  // namespace millrace
