// SPDX-License-Identifier: Apache-2.0
//
// --max-risk: a Proposal that holds a riskier change is blocked, by findings
// like any other, except that no waiver lifts them: who sets the limit is
// not who writes the Plan. Thread: pure.
#pragma once

#include "proposal/proposal.h"

namespace millrace {

// Adds a finding P192 for each change above `most` ("" = no limit).
void limit_risk(const std::string& most, Proposal* proposal);

}  // namespace millrace
