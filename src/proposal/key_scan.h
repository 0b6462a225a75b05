// SPDX-License-Identifier: Apache-2.0
//
// Looks for keys that stand in two source tables which meet in one target
// table: keys of the one are looked up in the other, in small steps and for
// a bounded time. Thread: one caller at a time.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "precheck/precheck.h"

namespace millrace {

struct KeyScanBounds {
  uint64_t keys_per_pair = 2000;  // 0 = every key
  uint64_t keys_per_query = 500;
  std::chrono::seconds time{60};  // for all of them
};

// `inspectors` by source. A pair that could not be compared, or whose turn
// did not come in time, is answered with the reason.
std::vector<KeyCollision> scan_keys(
    const PrecheckInput& input,
    const std::map<std::string, Inspector*>& inspectors,
    const KeyScanBounds& bounds = {});

}  // namespace millrace
