// SPDX-License-Identifier: Apache-2.0
//
// propose: the verb plan. Reads sources and target, resolves, compares and
// checks; changes nothing on either side: it is given no writer. A server
// that cannot be read is a Finding (P100, P200), and the rest is looked at
// all the same, so that one run names as much as it can. Thread: called
// from one; reads the servers side by side.
#pragma once

#include <string>

#include "base/status.h"
#include "engine/source.h"
#include "engine/target.h"
#include "plan/plan.h"
#include "precheck/precheck.h"
#include "proposal/proposal.h"

namespace millrace {

enum class ScanDepth { kNone, kSample, kFull };

struct ProposeOptions {
  ScanDepth scan = ScanDepth::kSample;
  std::string today;  // YYYY-MM-DD; "" = the clock's
};

// `plan` must outlive the proposal. Fails only when an invariant is broken;
// everything a user can mend is a finding.
Result<Proposal> propose(const Plan& plan, const SourceEngine& source,
                         const TargetReading& target,
                         const ProposeOptions& options);

// The pure rest, once everything was read: differences, changes, checks.
// `unread` are the findings of servers that could not be read. `input`
// comes with sources, selections, target, actual, ledger and dialect.
Proposal assemble(PrecheckInput input, std::vector<Finding> unread);

// Resolution and differences alone; assemble does this first.
void compare(PrecheckInput* input);

}  // namespace millrace
