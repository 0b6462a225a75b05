// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_keys.h"

#include <catch2/catch.hpp>
#include <set>

using namespace millrace;

TEST_CASE("plan keys: no object names a key twice") {
  for (int i = 0; i < static_cast<int>(PlanObject::kFree); ++i) {
    const auto names = plan_key_names(static_cast<PlanObject>(i));
    CHECK_FALSE(names.empty());
    CHECK(std::set<std::string>(names.begin(), names.end()).size() ==
          names.size());
  }
  CHECK(plan_keys(PlanObject::kFree).empty());
}

TEST_CASE("plan keys: every object is reached from the Plan") {
  std::set<PlanObject> seen = {PlanObject::kPlan};
  for (size_t before = 0; before != seen.size();) {
    before = seen.size();
    for (const PlanObject object : std::set<PlanObject>(seen)) {
      for (const PlanKey& key : plan_keys(object)) seen.insert(key.holds);
    }
  }
  CHECK(seen.size() == static_cast<size_t>(PlanObject::kFree) + 1);
}

TEST_CASE("plan keys: found by name") {
  REQUIRE(find_plan_key(PlanObject::kMapping, "match"));
  CHECK(find_plan_key(PlanObject::kMapping, "match")->required);
  CHECK(find_plan_key(PlanObject::kPlan, "sources")->each);
  CHECK(find_plan_key(PlanObject::kMapping, "name") == nullptr);
}
