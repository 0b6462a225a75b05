// SPDX-License-Identifier: Apache-2.0
//
// forecast: for each routed table, what a run does when the source alters
// it: read off the rule that the stream goes by. Thread: pure.
#pragma once

#include "engine/dialect.h"
#include "proposal/proposal.h"

namespace millrace {

std::vector<Forecast> forecast(const std::vector<Route>& routes,
                               const Dialect& dialect);

}  // namespace millrace
