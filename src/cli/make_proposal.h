// SPDX-License-Identifier: Apache-2.0
//
// The Proposal for a plan, whatever its target's engine: one that this
// version does not carry becomes a finding, not an error, so that `plan`
// and `apply` exit alike.
#pragma once

#include <string>

#include "cli/engines.h"
#include "plan/plan.h"
#include "proposal/proposal.h"

namespace millrace {

// "none", "sample" or "full": how much of the sources' rows is looked at.
Result<Proposal> make_proposal(const Plan& plan, const Engines& engines,
                               const std::string& scan);

// The finding alone: for commands that need the target and no Proposal.
Finding engine_not_carried(const Plan& plan);

}  // namespace millrace
