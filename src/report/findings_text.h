// SPDX-License-Identifier: Apache-2.0
//
// Findings for people: worst first, each with its object, evidence and
// remedy. Order among equals is the Proposal's.
#pragma once

#include <string>
#include <vector>

#include "model/finding.h"
#include "report/paint.h"

namespace millrace {

struct FindingCounts {
  int errors = 0;    // not waived
  int warnings = 0;  // not waived
  int infos = 0;
  int waived = 0;
};
FindingCounts count_findings(const std::vector<Finding>& findings);

std::string finding_text(const Finding& finding, const Paint& paint);
std::string findings_text(const std::vector<Finding>& findings,
                          const Paint& paint);

// "1 error, 2 warnings"
std::string counts_text(const FindingCounts& counts);

}  // namespace millrace
