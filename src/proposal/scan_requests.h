// SPDX-License-Identifier: Apache-2.0
//
// Which values to ask a source about: only those that a column of the
// target could not take. Thread: pure function.
#pragma once

#include <string>
#include <vector>

#include "engine/inspector.h"
#include "precheck/precheck.h"

namespace millrace {

// For one source; tables whose copy is done are not asked about again.
std::vector<ScanRequest> scan_requests(const PrecheckInput& input,
                                       const std::string& source,
                                       uint64_t row_limit);

}  // namespace millrace
