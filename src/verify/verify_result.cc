// SPDX-License-Identifier: Apache-2.0
#include "verify/verify_result.h"

#include <algorithm>

namespace millrace {

const char* difference_name(DifferenceKind kind) {
  switch (kind) {
    case DifferenceKind::kMissing:
      return "missing";
    case DifferenceKind::kExtra:
      return "extra";
    case DifferenceKind::kDifferent:
      break;
  }
  return "different";
}

bool VerifyResult::equal() const {
  return std::all_of(tables.begin(), tables.end(),
                     [](const VerifyTable& t) { return t.equal(); });
}

bool VerifyResult::failed() const {
  return std::any_of(tables.begin(), tables.end(),
                     [](const VerifyTable& t) { return !t.error.empty(); });
}

}  // namespace millrace
