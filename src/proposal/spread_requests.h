// SPDX-License-Identifier: Apache-2.0
//
// Which keys a scan looks at: those that rows of a source are placed by in
// the target and that may hold a value more than once. Thread: pure function.
#pragma once

#include <string>
#include <vector>

#include "engine/key_figures.h"
#include "precheck/precheck.h"

namespace millrace {

// The requests point into `input`.
std::vector<SpreadRequest> spread_requests(const PrecheckInput& input,
                                           const std::string& source,
                                           uint64_t row_limit);

}  // namespace millrace
