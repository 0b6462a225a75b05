// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("key collisions: what the scan found blocks, what it could not not") {
  test::Sample sample;
  KeyCollision collision;
  collision.target = {"s", "orders"};
  collision.first = "eu.a.orders";
  collision.second = "eu.b.orders";
  collision.count = 2;
  collision.keys_seen = 500;
  collision.sample = "id=7";
  sample.input.collisions = {collision};
  const Finding finding = sample.only(check_key_collisions);
  CHECK(finding.code == "P181");
  CHECK(finding.severity == Severity::kError);
  CHECK(finding.evidence == "2 of 500 keys looked at, for one id=7");
  sample.input.collisions[0].problem = "the time for it was over";
  CHECK(sample.only(check_key_collisions).code == "P150");
  CHECK(sample.only(check_key_collisions).severity == Severity::kInfo);
}

}  // namespace millrace
