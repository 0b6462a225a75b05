// SPDX-License-Identifier: Apache-2.0
//
// The names that a mapping's "moved" gives to what the target has: chains
// ("a" to "b", "b" to "c") may stay in the Plan for as long as one likes.
// Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "model/finding.h"
#include "route/route.h"
#include "route/selection.h"

namespace millrace {

// Names that this target column had before, latest first.
std::vector<std::string> earlier_columns(const Mapping* mapping,
                                         const std::string& column);

// Fills route->earlier; `route->id.to` is known.
void find_earlier_tables(const SelectedTable& selected, Route* route,
                         std::vector<Finding>* findings);

}  // namespace millrace
