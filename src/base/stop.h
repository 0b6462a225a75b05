// SPDX-License-Identifier: Apache-2.0
//
// Stop: the one way a run is asked to end early. A signal handler, a
// time-out or a failed worker requests it; every loop that can last asks.
// Thread: any; `request_from_signal` is async-signal-safe.
#pragma once

#include <atomic>
#include <chrono>

namespace millrace {

enum class StopReason { kNone, kSignal, kTimeout, kFailure };

class Stop {
 public:
  void request(StopReason reason);
  void request_from_signal() noexcept;
  bool requested() const noexcept {
    return reason_.load(std::memory_order_relaxed) != StopReason::kNone;
  }
  StopReason reason() const noexcept { return reason_.load(); }

  // Sleeps up to `wait`, in slices of at most 50 ms so that a request from
  // a signal is seen soon. True when a stop was requested.
  bool sleep(std::chrono::milliseconds wait) const;

 private:
  std::atomic<StopReason> reason_{StopReason::kNone};
};

}  // namespace millrace
