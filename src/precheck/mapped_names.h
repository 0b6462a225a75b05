// SPDX-License-Identifier: Apache-2.0
//
// A column of the source that was renamed while the mapping has its old name:
// the target knows what it is called now. Thread: pure.
#pragma once

#include <vector>

#include "precheck/precheck.h"

namespace millrace {

// Gives P123 the name to write, and takes the findings about the same table
// out that only follow from it.
void word_renamed_columns(const PrecheckInput& input,
                          std::vector<Finding>* findings);

}  // namespace millrace
