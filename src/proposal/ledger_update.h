// SPDX-License-Identifier: Apache-2.0
//
// What the ledger is to know once the schema of a proposal is made: tables
// as they were asked for, roads under their new names. Thread: pure.
#pragma once

#include "precheck/precheck.h"
#include "proposal/proposal.h"

namespace millrace {

// Before the routes are fitted to the target.
LedgerUpdate ledger_update(const PrecheckInput& input);

}  // namespace millrace
