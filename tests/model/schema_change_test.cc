// SPDX-License-Identifier: Apache-2.0
#include "model/schema_change.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("schema change: risks in words, the worst compares greatest") {
  CHECK(std::string(risk_name(Risk::kSafe)) == "safe");
  CHECK(std::string(risk_name(Risk::kLocks)) == "locks");
  CHECK(std::string(risk_name(Risk::kRewrites)) == "rewrites");
  CHECK(std::string(risk_name(Risk::kDestroys)) == "destroys");
  CHECK(Risk::kSafe < Risk::kLocks);
  CHECK(Risk::kRewrites < Risk::kDestroys);
}
