// SPDX-License-Identifier: Apache-2.0
//
// beside_copy: whether a source's stream goes on while its tables are copied.
// It does where the copy is long, so that the source need not keep its log
// all that time, and where other tables of the source are in already and
// wait for changes; a short copy is faster alone
// (docs/decisions/0080-stream-beside-copy.md). Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "engine/ledger.h"
#include "plan/plan.h"
#include "route/route.h"

namespace millrace {

bool streams_beside_copy(const std::string& source,
                         const std::vector<Route>& routes,
                         const LedgerState& ledger, const Limits& limits);

}  // namespace millrace
