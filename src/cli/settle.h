// SPDX-License-Identifier: Apache-2.0
//
// For verify beside a live run: is one on, and has it brought over what the
// sources hold by now?
#pragma once

#include "base/stop.h"
#include "cli/engines.h"
#include "plan/plan.h"

namespace millrace {

// Does a run hold the plan's lock? False when the ledger cannot be read.
bool is_running(const Plan& plan, const TargetReading& target);

// Waits until the ledger's streams have reached where the sources stand at
// the time of the call, at most half a minute. Best effort: what has not
// settled by then is judged by the comparison itself.
void settle(const Plan& plan, const Engines& engines,
            const TargetReading& target, const Stop& stop);

}  // namespace millrace
