// SPDX-License-Identifier: Apache-2.0
//
// A Proposal for the person who must say yes: what blocks first, then the
// changes grouped by target table with the exact SQL under each, then the
// remaining findings, then one line of figures.
#pragma once

#include <string>

#include "proposal/proposal.h"
#include "report/paint.h"

namespace millrace {

std::string proposal_text(const Proposal& proposal, const Paint& paint);

}  // namespace millrace
