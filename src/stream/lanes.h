// SPDX-License-Identifier: Apache-2.0
//
// lanes: the net changes of a batch in two parts that two sessions apply side
// by side. No key is in both parts, and a table whose rows can be in each
// other's way (unique indexes besides the key, columns that are kept aside)
// is in one of them as a whole. Thread: pure.
#pragma once

#include <array>
#include <vector>

#include "engine/target.h"

namespace millrace {

using Lanes = std::array<std::vector<TableChanges>, 2>;

// About as many rows in the one as in the other. What is returned views what
// `net` views.
Lanes divide(const std::vector<TableChanges>& net);

}  // namespace millrace
