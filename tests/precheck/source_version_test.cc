// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("source version: MySQL and MariaDB from 5.5 on") {
  test::Sample sample;
  Flavor& flavor = sample.source().facts.flavor;
  const auto codes = [&](FlavorKind kind, int major, int minor) {
    flavor = {kind, major, minor, 0, "x", {}, {}};
    return sample.codes_of(check_source_version);
  };
  CHECK(codes(FlavorKind::kMysql, 5, 5) == "");
  CHECK(codes(FlavorKind::kMysql, 9, 7) == "");
  CHECK(codes(FlavorKind::kMariadb, 11, 8) == "");
  CHECK(codes(FlavorKind::kMysql, 5, 1) == "P101");
  CHECK(codes(FlavorKind::kDrds, 5, 4) == "P101");
  CHECK(codes(FlavorKind::kUnknown, 8, 0) == "P101");
}

}  // namespace millrace
