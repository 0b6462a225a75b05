// SPDX-License-Identifier: Apache-2.0
//
// LargeRows: a row is never cut, so one that is large takes what memory it
// takes, beyond `limits.memory_mb` if it must. This names such a row: table,
// key and size. A row in hand is there about four times: as the source sent
// it, as it was projected, as it is encoded, and as the target's client
// library sends it. Thread: any.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "engine/observer.h"
#include "plan/plan.h"
#include "route/route.h"

namespace millrace {

class LargeRows {
 public:
  static constexpr uint64_t kTimes = 4;

  LargeRows(const Limits& limits, Observer& observer)
      : memory_mb_(static_cast<uint64_t>(limits.memory_mb)),
        observer_(observer) {}

  // Does a row of so many bytes not fit?
  bool large(uint64_t bytes) const {
    return bytes > (memory_mb_ << 20) / kTimes;
  }
  // Of each table the first, and each that is larger than those before.
  void name(const Route& route, const std::string& key, uint64_t bytes);

 private:
  const uint64_t memory_mb_;
  Observer& observer_;
  std::mutex mutex_;
  std::map<RoadId, uint64_t> largest_;
};

}  // namespace millrace
