// SPDX-License-Identifier: Apache-2.0
#include "route/beside_copy.h"

namespace millrace {

bool streams_beside_copy(const std::string& source,
                         const std::vector<Route>& routes,
                         const LedgerState& ledger, const Limits& limits) {
  uint64_t bytes = 0;
  bool streams = false;
  bool others = false;
  for (const Route& route : routes) {
    if (route.id.source != source) continue;
    const RoadRecord* road = ledger.road(route.id);
    const bool copied = road != nullptr && road->copied;
    streams = streams || route.sync.streams();
    others = others || (copied && route.sync.streams());
    if (!copied) bytes += route.source_table.bytes_estimate;
  }
  const auto alone = static_cast<uint64_t>(limits.copy_alone_mb) << 20;
  return streams && (others || bytes >= alone);
}

}  // namespace millrace
