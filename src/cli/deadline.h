// SPDX-License-Identifier: Apache-2.0
//
// Deadline: requests a stop when a time is up. Thread: has one of its own;
// the destructor ends it without waiting for the time.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "base/stop.h"

namespace millrace {

class Deadline {
 public:
  // No time: never.
  Deadline(std::optional<std::chrono::milliseconds> after, Stop& stop);
  ~Deadline();
  Deadline(const Deadline&) = delete;
  Deadline& operator=(const Deadline&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable over_;
  bool done_ = false;
  std::thread thread_;
};

}  // namespace millrace
