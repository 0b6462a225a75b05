// SPDX-License-Identifier: Apache-2.0
#include "cli/deadline.h"

namespace millrace {

Deadline::Deadline(std::optional<std::chrono::milliseconds> after, Stop& stop) {
  if (!after) return;
  const auto end = std::chrono::steady_clock::now() + *after;
  thread_ = std::thread([this, end, &stop] {
    std::unique_lock lock(mutex_);
    const bool done = over_.wait_until(lock, end, [this] { return done_; });
    if (!done) stop.request(StopReason::kTimeout);
  });
}

Deadline::~Deadline() {
  {
    std::lock_guard lock(mutex_);
    done_ = true;
    over_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
}

}  // namespace millrace
