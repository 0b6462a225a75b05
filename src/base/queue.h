// SPDX-License-Identifier: Apache-2.0
//
// BoundedQueue: hands values from one thread to another, bounded in items
// and in bytes, so that a fast producer waits instead of filling memory.
// A single item larger than the byte bound is let through when the queue
// is empty (a row larger than the bound must still pass).
// Thread: any number of producers and consumers.
#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace millrace {

template <typename T>
class BoundedQueue {
 public:
  BoundedQueue(size_t max_items, size_t max_bytes)
      : max_items_(max_items), max_bytes_(max_bytes) {}

  // False once the queue is closed or cancelled; the value is then dropped.
  bool push(T value, size_t bytes) {
    std::unique_lock lock(mutex_);
    room_.wait(lock, [&] { return closed_ || fits(bytes); });
    if (closed_) return false;
    bytes_ += bytes;
    items_.emplace_back(std::move(value), bytes);
    filled_.notify_one();
    return true;
  }

  // Empty once the queue is closed and drained, or cancelled.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    filled_.wait(lock, [&] { return closed_ || !items_.empty(); });
    return take();
  }

  // As pop, but gives up after `wait`; `*timed_out` tells the two apart.
  template <typename Duration>
  std::optional<T> pop_for(Duration wait, bool* timed_out) {
    std::unique_lock lock(mutex_);
    *timed_out = !filled_.wait_for(lock, wait,
                                   [&] { return closed_ || !items_.empty(); });
    if (*timed_out) return std::nullopt;
    return take();
  }

  // No more pushes; what is in the queue can still be popped.
  void close() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    filled_.notify_all();
    room_.notify_all();
  }
  // No more pushes, and what is in the queue is dropped.
  void cancel() {
    std::lock_guard lock(mutex_);
    closed_ = true;
    items_.clear();
    bytes_ = 0;
    filled_.notify_all();
    room_.notify_all();
  }
  size_t bytes() const {
    std::lock_guard lock(mutex_);
    return bytes_;
  }

 private:
  bool fits(size_t bytes) const {
    if (items_.empty()) return true;
    return items_.size() < max_items_ && bytes_ + bytes <= max_bytes_;
  }
  std::optional<T> take() {
    if (items_.empty()) return std::nullopt;
    T value = std::move(items_.front().first);
    bytes_ -= items_.front().second;
    items_.pop_front();
    room_.notify_all();
    return value;
  }

  mutable std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable filled_;
  std::deque<std::pair<T, size_t>> items_;
  size_t bytes_ = 0;
  const size_t max_items_;
  const size_t max_bytes_;
  bool closed_ = false;
};

}  // namespace millrace
