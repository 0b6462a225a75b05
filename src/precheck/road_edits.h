// SPDX-License-Identifier: Apache-2.0
//
// What was edited about a road that is under way: asked by the rules, and by
// the proposal, which writes down what it carries out. Thread: pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "precheck/precheck.h"
#include "route/road_edit.h"

namespace millrace {

// nullopt when the ledger has no such road.
std::optional<RoadEdit> edit_of(const PrecheckInput& input, const Route& route);

// Columns that the target got for the source's table as it was when the schema
// was made last, by the road as the Plan has it now; empty when the ledger
// does not know.
std::vector<std::string> made_before(const PrecheckInput& input,
                                     const Route& route);

}  // namespace millrace
