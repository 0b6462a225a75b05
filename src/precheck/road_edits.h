// SPDX-License-Identifier: Apache-2.0
//
// What was edited about a road that is under way: asked by the rules, and by
// the proposal, which writes down what it carries out. Thread: pure.
#pragma once

#include <optional>

#include "precheck/precheck.h"
#include "route/road_edit.h"

namespace millrace {

// nullopt when the ledger has no such road.
std::optional<RoadEdit> edit_of(const PrecheckInput& input, const Route& route);

}  // namespace millrace
