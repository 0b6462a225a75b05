// SPDX-License-Identifier: Apache-2.0
//
// A Position in the reports: {"gtid": "…"} or {"file": "…", "offset": n}
// in JSON, null when there is none; one short line for people.
#pragma once

#include <string>

#include "base/json.h"
#include "model/position.h"

namespace millrace {

void write_position(JsonWriter& json, const Position& position);

// Shortened in the middle when a GTID set is long; "unknown" for none.
std::string position_text(const Position& position);

}  // namespace millrace
