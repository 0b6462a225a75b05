// SPDX-License-Identifier: Apache-2.0
#include "base/stop.h"

#include <algorithm>
#include <thread>

namespace millrace {

void Stop::request(StopReason reason) {
  StopReason none = StopReason::kNone;
  reason_.compare_exchange_strong(none, reason);
}

void Stop::request_from_signal() noexcept {
  StopReason none = StopReason::kNone;
  reason_.compare_exchange_strong(none, StopReason::kSignal);
}

bool Stop::sleep(std::chrono::milliseconds wait) const {
  using std::chrono::milliseconds;
  while (wait.count() > 0 && !requested()) {
    const milliseconds slice = std::min(wait, milliseconds(50));
    std::this_thread::sleep_for(slice);
    wait -= slice;
  }
  return requested();
}

}  // namespace millrace
