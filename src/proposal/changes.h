// SPDX-License-Identifier: Apache-2.0
//
// changes: what a run would do, in the order it would do it: schemas,
// tables, alterations, clearing, copies, indexes, streams, and what leaves
// the plan. Read off the differences and the ledger. Thread: pure.
#pragma once

#include <vector>

#include "precheck/precheck.h"
#include "proposal/proposal.h"

namespace millrace {

std::vector<ProposedChange> proposed_changes(const PrecheckInput& input);

// Digest of what the changes rest on: the Plan, the source tables, the
// target tables and the changes themselves; estimates and positions, which
// move by themselves, are left out.
std::string proposal_digest(const PrecheckInput& input,
                            const std::vector<ProposedChange>& changes);

}  // namespace millrace
