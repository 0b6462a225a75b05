// SPDX-License-Identifier: Apache-2.0
//
// The keys of every object in a Plan, in canonical order. One list for the
// reader (unknown and missing keys), the formatter (order) and the test that
// holds the JSON Schema against both. Thread: constants.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace millrace {

enum class PlanObject {
  kPlan,
  kSource,
  kTarget,
  kPassword,
  kTls,
  kSelection,
  kMapping,
  kTo,
  kColumn,
  kAddedColumn,
  kDistribution,
  kSharding,
  kSync,
  kValues,
  kLimits,
  kWaiver,
  kMoved,
  kMovedTable,
  kFree,  // the user names the keys, or there are none
};

struct PlanKey {
  const char* name;
  bool required;
  PlanObject holds;   // what the value is, when it is an object
  bool each = false;  // the value is a list or a map of such objects
};

std::span<const PlanKey> plan_keys(PlanObject object);
const PlanKey* find_plan_key(PlanObject object, std::string_view name);
std::vector<std::string> plan_key_names(PlanObject object);

}  // namespace millrace
