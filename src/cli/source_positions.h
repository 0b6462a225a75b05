// SPDX-License-Identifier: Apache-2.0
//
// Where the logs of a plan's sources stand now, for status and verify.
#pragma once

#include <map>
#include <string>

#include "cli/engines.h"
#include "plan/plan.h"
#include "report/plan_status.h"

namespace millrace {

// Asks every source at the same time. One that cannot be asked is in the
// answer with the reason, never left out.
std::map<std::string, SourceNow> source_positions(const Plan& plan,
                                                  const Engines& engines);

}  // namespace millrace
