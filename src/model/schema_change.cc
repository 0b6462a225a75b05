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

}  // namespace millrace
