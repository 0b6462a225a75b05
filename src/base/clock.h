// SPDX-License-Identifier: Apache-2.0
//
// The wall clock, for people and for lag; nothing is ever decided by it.
#pragma once

#include <chrono>
#include <cstdint>

namespace millrace {

inline int64_t wall_clock_us() {
  return std::chrono::duration_cast<std::chrono::microseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace millrace
