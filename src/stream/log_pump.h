// SPDX-License-Identifier: Apache-2.0
//
// LogPump: a thread that reads and decodes a source's log ahead of the
// apply, into a queue bounded in bytes. Thread: one owner; the pump's own
// thread touches only the log and the queue.
#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>

#include "base/queue.h"
#include "base/status.h"
#include "engine/source.h"

namespace millrace {

class LogPump {
 public:
  struct Item {
    TransactionPart part;
    Status status;  // not ok: the last item; why the log ended
  };

  // Starts reading at once; `log` is open.
  LogPump(std::unique_ptr<ChangeLog> log, size_t max_bytes);
  ~LogPump();  // interrupts and joins

  // The next item; nullopt when none came within `wait`.
  std::optional<Item> next(std::chrono::milliseconds wait);
  // The next item if it is there already.
  std::optional<Item> ready() { return next(std::chrono::milliseconds(0)); }
  // The longest that the log could not be read on, because what was read
  // had not been taken. Thread: any.
  std::chrono::milliseconds longest_stall() const { return longest_; }

 private:
  void run();

  std::unique_ptr<ChangeLog> log_;
  BoundedQueue<Item> queue_;
  std::atomic<std::chrono::milliseconds> longest_{};
  std::thread thread_;
};

}  // namespace millrace
