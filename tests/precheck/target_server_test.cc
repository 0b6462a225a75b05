// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("target server: kind, version and encoding") {
  test::Sample sample;
  Flavor& flavor = sample.input.target.flavor;
  CHECK(sample.codes_of(check_target_server) == "");
  flavor.major = 11;
  CHECK(sample.codes_of(check_target_server) == "P201");
  flavor = {FlavorKind::kGreenplum, 6, 24, 0, "6.24", {}, {}};
  CHECK(sample.codes_of(check_target_server) == "P201");
  flavor = {FlavorKind::kPostgresql, 15, 0, 0, "15", {}, {}};
  sample.input.target.encoding = "LATIN1";
  CHECK(sample.codes_of(check_target_server) == "P202");
  sample.input.target_read = false;
  CHECK(sample.codes_of(check_target_server) == "");
}

}  // namespace millrace
