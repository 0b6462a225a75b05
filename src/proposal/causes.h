// SPDX-License-Identifier: Apache-2.0
//
// causes: the Plan, the source now and the target now against what the
// ledger knows of the last apply; each change of schema is told which of
// them moved. Thread: pure.
#pragma once

#include "precheck/precheck.h"

namespace millrace {

// Fills `cause` of every change and appends it to its reason.
void find_causes(PrecheckInput* input);

}  // namespace millrace
