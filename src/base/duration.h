// SPDX-License-Identifier: Apache-2.0
//
// Durations as people write them on a command line: "90s", "10m", "2h",
// "500ms", and sums of them, largest unit first: "1h30m". A bare number is
// refused, since nobody can tell what it counts. Thread: pure functions.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"

namespace millrace {

// Above zero, at most about 10 years.
Result<std::chrono::milliseconds> parse_duration(std::string_view text);

// "45 s", "3 min 05 s", "2 h 07 min", "4 d 03 h"; for people.
std::string human_seconds(double seconds);

}  // namespace millrace
