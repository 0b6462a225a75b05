// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target space: a large copy says what it needs, a small one not") {
  test::Sample sample;
  uint64_t& bytes =
      sample.input.resolution.routes[0].source_table.bytes_estimate;
  CHECK(sample.codes_of(check_target_space) == "");
  bytes = 200'000'000'000;
  const Finding finding = sample.only(check_target_space);
  CHECK(finding.code == "P235");
  CHECK(finding.message.find("about 300 GB") != std::string::npos);
  RoadRecord road;
  road.id = sample.input.resolution.routes[0].id;
  road.copied = true;
  sample.input.ledger.roads = {road};
  CHECK(sample.codes_of(check_target_space) == "");
}

}  // namespace millrace
