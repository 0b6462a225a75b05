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

// Looks into the log of every source that a stream of the ledger is behind
// of, for the first transaction that waits there. As a replica of another id
// than the run's, which is not disturbed; a log that cannot be read leaves
// the answer open.
void find_waiting(const Plan& plan, const Engines& engines,
                  const LedgerState& ledger,
                  std::map<std::string, SourceNow>* sources);

}  // namespace millrace
