// SPDX-License-Identifier: Apache-2.0
//
// moves: which roads and target tables of the ledger go by another name now,
// because the Plan's "moved" says so. Only what the ledger knows is renamed:
// of other tables millrace cannot say that they are the same. Thread: pure.
#pragma once

#include "precheck/precheck.h"

namespace millrace {

// Fills moves and renames, once, and brings input->ledger under the new
// names. Needs the resolution and the ledger.
void find_moves(PrecheckInput* input);

// What "moved" and "drop_columns" ask of the target's catalog, and the rest
// of the difference. Needs the target's catalog; once.
void find_differences(PrecheckInput* input);

// The same before "moved" is followed, for those that ask in between what
// the target's columns will be. Any number of times.
SchemaDifference difference_so_far(const PrecheckInput& input);

}  // namespace millrace
