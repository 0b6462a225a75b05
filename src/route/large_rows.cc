// SPDX-License-Identifier: Apache-2.0
#include "route/large_rows.h"

#include "base/text.h"

namespace millrace {

void LargeRows::name(const Route& route, const std::string& key,
                     uint64_t bytes) {
  {
    std::lock_guard lock(mutex_);
    uint64_t& largest = largest_[route.id];
    if (bytes <= largest) return;
    largest = bytes;
  }
  const uint64_t megabytes = bytes >> 20;
  observer_.note(cat(
      route.id.source, ".", route.id.from.str(), ": the row with ", key,
      " has ", megabytes, " MB; rows are not cut, so it takes up to ",
      megabytes * kTimes, " MB of memory on its way, beyond \"memory_mb\": ",
      memory_mb_, " of the Plan's limits"));
}

}  // namespace millrace
