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

// For one source. Tables whose copy is done are not asked about again, nor,
// by a sample (`row_limit` is not 0), those whose copy has begun.
std::vector<ScanRequest> scan_requests(const PrecheckInput& input,
                                       const std::string& source,
                                       uint64_t row_limit);

}  // namespace millrace
