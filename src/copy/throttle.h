// SPDX-License-Identifier: Apache-2.0
//
// Throttle: keeps a copy below the rates the Plan allows. A bucket of one
// second for rows and one for bytes. Thread: any.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>

#include "base/stop.h"

namespace millrace {

class Throttle {
 public:
  // 0 = no limit.
  Throttle(int64_t rows_per_second, int64_t bytes_per_second)
      : rows_(rows_per_second), bytes_(bytes_per_second) {}

  // Waits until `rows` and `bytes` may pass, or `stop` is requested.
  void pass(uint64_t rows, uint64_t bytes, const Stop& stop);

 private:
  using Clock = std::chrono::steady_clock;
  std::chrono::nanoseconds book(uint64_t rows, uint64_t bytes);

  const int64_t rows_;
  const int64_t bytes_;
  std::mutex mutex_;
  Clock::time_point free_at_ = Clock::now();  // when the bucket is even
};

}  // namespace millrace
