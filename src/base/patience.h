// SPDX-License-Identifier: Apache-2.0
//
// Patience: how long work that fails with kRetry is tried again. Time is
// counted from the last progress, so a run that moves on is never given up;
// waits grow from 100 ms to 5 s. Thread: any.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>

#include "base/stop.h"

namespace millrace {

class Patience {
 public:
  explicit Patience(std::chrono::seconds limit) : limit_(limit) {
    progressed();
  }

  void progressed() {
    last_ = Clock::now().time_since_epoch().count();
    failures_ = 0;
  }

  // Waits before another try. False when there is no patience left, or
  // `stop` was requested.
  bool wait(const Stop& stop) {
    const Clock::time_point last{Clock::duration(last_.load())};
    if (Clock::now() - last > limit_) return false;
    const int doublings = std::min(failures_.fetch_add(1), 6);
    const auto pause = std::chrono::milliseconds(100 << doublings);
    return !stop.sleep(std::min(pause, std::chrono::milliseconds(5000)));
  }

  std::chrono::seconds limit() const { return limit_; }

 private:
  using Clock = std::chrono::steady_clock;
  const std::chrono::seconds limit_;
  std::atomic<Clock::rep> last_{0};
  std::atomic<int> failures_{0};
};

}  // namespace millrace
