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

TEST_CASE("schema change: a risk is found by its name, a cause has one") {
  Risk risk = Risk::kSafe;
  CHECK(risk_from_name("rewrites", &risk));
  CHECK(risk == Risk::kRewrites);
  CHECK_FALSE(risk_from_name("none", &risk));
  CHECK(risk == Risk::kRewrites);
  CHECK(std::string(cause_name(ChangeCause::kNew)) == "new");
  CHECK(std::string(cause_name(ChangeCause::kPlan)) == "plan");
  CHECK(std::string(cause_name(ChangeCause::kSource)) == "source");
  CHECK(std::string(cause_name(ChangeCause::kTarget)) == "target");
  CHECK(std::string(cause_name(ChangeCause::kUnknown)).empty());
}
