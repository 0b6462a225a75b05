// SPDX-License-Identifier: Apache-2.0
#include "model/finding.h"

#include <algorithm>

namespace millrace {

const char* severity_name(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      break;
  }
  return "error";
}

bool blocks(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [](const Finding& f) {
    return f.severity == Severity::kError && !f.waived;
  });
}

}  // namespace millrace
