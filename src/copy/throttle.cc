// SPDX-License-Identifier: Apache-2.0
#include "copy/throttle.h"

#include <algorithm>

namespace millrace {

std::chrono::nanoseconds Throttle::book(uint64_t rows, uint64_t bytes) {
  double seconds = 0;
  if (rows_ > 0) seconds = static_cast<double>(rows) / rows_;
  if (bytes_ > 0) {
    seconds = std::max(seconds, static_cast<double>(bytes) / bytes_);
  }
  const auto cost = std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::duration<double>(seconds));
  std::lock_guard lock(mutex_);
  const auto now = Clock::now();
  free_at_ = std::max(free_at_, now - std::chrono::seconds(1)) + cost;
  return free_at_ - now;
}

void Throttle::pass(uint64_t rows, uint64_t bytes, const Stop& stop) {
  if (rows_ <= 0 && bytes_ <= 0) return;
  const auto wait = book(rows, bytes);
  if (wait.count() > 0) {
    stop.sleep(std::chrono::ceil<std::chrono::milliseconds>(wait));
  }
}

}  // namespace millrace
