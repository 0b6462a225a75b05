// SPDX-License-Identifier: Apache-2.0
//
// The findings of a Proposal as a SARIF 2.1.0 log (OASIS), for code
// scanning: every finding is a result at the Plan file, with the object of
// the database as its logical location; waived ones are suppressed with
// their reason. Rules carry the pages of docs/findings.md.
#pragma once

#include <string>

#include "proposal/proposal.h"

namespace millrace {

// `plan_path` as it was given: relative to the repository's root, where the
// reader of the log looks for it.
std::string proposal_sarif(const Proposal& proposal,
                           const std::string& plan_path);

}  // namespace millrace
