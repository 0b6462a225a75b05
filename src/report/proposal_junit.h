// SPDX-License-Identifier: Apache-2.0
//
// A Proposal as JUnit XML, for the test panel of a build: the plan itself
// and each finding is a test case. Errors are failures, waived findings are
// skipped, warnings and information pass and say so in their output.
#pragma once

#include <string>

#include "proposal/proposal.h"

namespace millrace {

std::string proposal_junit(const Proposal& proposal);

}  // namespace millrace
