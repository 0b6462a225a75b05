// SPDX-License-Identifier: Apache-2.0
#include "model/schema_change.h"

namespace millrace {

const char* risk_name(Risk risk) {
  switch (risk) {
    case Risk::kSafe:
      return "safe";
    case Risk::kLocks:
      return "locks";
    case Risk::kRewrites:
      return "rewrites";
    case Risk::kDestroys:
      break;
  }
  return "destroys";
}

bool risk_from_name(const std::string& name, Risk* risk) {
  for (const Risk one :
       {Risk::kSafe, Risk::kLocks, Risk::kRewrites, Risk::kDestroys}) {
    if (name != risk_name(one)) continue;
    *risk = one;
    return true;
  }
  return false;
}

const char* cause_name(ChangeCause cause) {
  switch (cause) {
    case ChangeCause::kNew:
      return "new";
    case ChangeCause::kPlan:
      return "plan";
    case ChangeCause::kSource:
      return "source";
    case ChangeCause::kTarget:
      return "target";
    case ChangeCause::kUnknown:
      break;
  }
  return "";
}

}  // namespace millrace
