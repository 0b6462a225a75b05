// SPDX-License-Identifier: Apache-2.0
//
// BufferPool: buffers of encoded rows go round between readers and writers,
// so that none is asked of the system, and its pages cleared, for every few
// hundred rows. Keeps a handful; the rest is let go. Thread: any.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace millrace {

class BufferPool {
 public:
  // What a buffer is handed over at: large enough that the hand-over costs
  // nothing, small enough that memory stays flat.
  static constexpr size_t kBytes = 256 * 1024;

  // An empty buffer with room for kBytes and a row beyond.
  std::string take() {
    std::string buffer;
    {
      std::lock_guard lock(mutex_);
      if (!free_.empty()) {
        buffer = std::move(free_.back());
        free_.pop_back();
      }
    }
    buffer.reserve(kBytes + kBytes / 8);
    return buffer;
  }

  void give(std::string buffer) {
    if (buffer.capacity() > 2 * kBytes) return;  // had a giant row
    buffer.clear();
    std::lock_guard lock(mutex_);
    if (free_.size() < kMostFree) free_.push_back(std::move(buffer));
  }

 private:
  static constexpr size_t kMostFree = 32;
  std::mutex mutex_;
  std::vector<std::string> free_;
};

}  // namespace millrace
