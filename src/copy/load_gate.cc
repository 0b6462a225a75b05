// SPDX-License-Identifier: Apache-2.0
#include "copy/load_gate.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {
namespace {

constexpr std::chrono::milliseconds kLook{100};
constexpr std::chrono::milliseconds kLongestPause{10'000};

}  // namespace

std::string LoadGate::too_much(const SourceLoad& load) const {
  if (limits_.source_threads_running > 0 &&
      load.threads_running > limits_.source_threads_running) {
    return cat(load.threads_running,
               " threads running, limits.source_threads_running is ",
               limits_.source_threads_running);
  }
  if (limits_.source_lag_seconds > 0 && load.lag_seconds &&
      *load.lag_seconds > limits_.source_lag_seconds) {
    return cat(*load.lag_seconds,
               " seconds behind its own source, limits.source_lag_seconds is ",
               limits_.source_lag_seconds);
  }
  return "";
}

void LoadGate::source_says(const std::string& source,
                           const Result<SourceLoad>& load) {
  // A source that cannot say how it is holds nobody up, but not silently.
  std::string trouble = load.ok() ? load->problem : load.status().message();
  if (load.ok() && limits_.source_lag_seconds == 0) trouble.clear();
  std::string why = load.ok() ? too_much(*load) : "";
  std::lock_guard lock(mutex_);
  if (trouble != troubles_[source]) {
    if (!trouble.empty()) {
      observer_.note(
          cat("source ", source, ": how busy it is cannot be told: ", trouble));
    }
    troubles_[source] = trouble;
  }
  const bool was = closed_.count(source) != 0;
  // One that is too busy to answer at all is not to be let loose upon.
  if (!load.ok() && load.status().kind() == StatusKind::kRetry) return;
  if (why.empty()) {
    closed_.erase(source);
    if (was) observer_.note(cat("source ", source, ": the copy goes on"));
    return;
  }
  if (!was) {
    observer_.note(cat("source ", source, ": ", why, "; the copy waits"));
  }
  closed_[source] = std::move(why);
}

void LoadGate::pass(const std::string& source, const Stop& stop) const {
  while (!stop.requested()) {
    {
      std::lock_guard lock(mutex_);
      if (closed_.count(source) == 0) return;
    }
    stop.sleep(kLook);
  }
}

void LoadGate::committed(std::chrono::milliseconds took, const Stop& stop) {
  if (limits_.target_commit_ms <= 0) return;
  const bool slow = took.count() > limits_.target_commit_ms;
  {
    std::lock_guard lock(mutex_);
    if (slow && !slow_commits_) {
      observer_.note(cat("the target took ", took.count(),
                         " ms to commit, limits.target_commit_ms is ",
                         limits_.target_commit_ms, "; writers hold back"));
    }
    slow_commits_ = slow;
  }
  if (slow) stop.sleep(std::min(took, kLongestPause));
}

}  // namespace millrace
