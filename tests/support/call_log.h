// SPDX-License-Identifier: Apache-2.0
//
// CallLog: what was done, in order, so that a test can ask what came before
// what. Lines are a verb and its object ("read shop.a"). Thread: any.
#pragma once

#include <mutex>
#include <string>
#include <vector>

namespace millrace::test {

class CallLog {
 public:
  void note(std::string line) {
    std::lock_guard lock(mutex_);
    lines_.push_back(std::move(line));
  }
  // Where the first, the last line that begins so stands; -1: there is none.
  int first(const std::string& prefix) const {
    std::lock_guard lock(mutex_);
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].starts_with(prefix)) return static_cast<int>(i);
    }
    return -1;
  }
  int last(const std::string& prefix) const {
    std::lock_guard lock(mutex_);
    for (size_t i = lines_.size(); i > 0; --i) {
      if (lines_[i - 1].starts_with(prefix)) return static_cast<int>(i) - 1;
    }
    return -1;
  }
  int count(const std::string& prefix) const {
    std::lock_guard lock(mutex_);
    int found = 0;
    for (const std::string& line : lines_) found += line.starts_with(prefix);
    return found;
  }
  void clear() {
    std::lock_guard lock(mutex_);
    lines_.clear();
  }

 private:
  mutable std::mutex mutex_;
  std::vector<std::string> lines_;
};

}  // namespace millrace::test
