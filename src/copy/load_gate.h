// SPDX-License-Identifier: Apache-2.0
//
// LoadGate: holds a copy back while a server has enough to do already, by
// the limits of the Plan: the source's running threads, its lag when it is
// itself a replica, the time that the target's commits take. Readers wait
// between chunks, never inside of one: a read that waits would keep the
// source's old row versions. Thread: any.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

#include "base/stop.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "plan/plan.h"

namespace millrace {

class LoadGate {
 public:
  LoadGate(const Limits& limits, Observer& observer)
      : limits_(limits), observer_(observer) {}

  // Is there anything to ask a source?
  bool watches_sources() const {
    return limits_.source_threads_running > 0 || limits_.source_lag_seconds > 0;
  }
  // What a source says of itself opens or closes its gate; one that does not
  // answer for now leaves it as it is.
  void source_says(const std::string& source, const Result<SourceLoad>& load);
  // Waits while the source's gate is closed; returns early on `stop`.
  void pass(const std::string& source, const Stop& stop) const;
  // After a commit that took so long: a writer waits as long again when that
  // was longer than it should be.
  void committed(std::chrono::milliseconds took, const Stop& stop);

 private:
  std::string too_much(const SourceLoad& load) const;

  const Limits limits_;
  Observer& observer_;
  mutable std::mutex mutex_;
  std::map<std::string, std::string> closed_;  // source: why
  std::map<std::string, std::string> troubles_;
  bool slow_commits_ = false;
};

}  // namespace millrace
