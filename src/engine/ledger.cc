// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.h"

#include <algorithm>

namespace millrace {

const RoadRecord* LedgerState::road(const RoadId& id) const {
  const auto at = std::lower_bound(
      roads.begin(), roads.end(), id,
      [](const RoadRecord& r, const RoadId& wanted) { return r.id < wanted; });
  return at != roads.end() && at->id == id ? &*at : nullptr;
}

const StreamRecord* LedgerState::stream(const std::string& source) const {
  for (const StreamRecord& record : streams) {
    if (record.source == source) return &record;
  }
  return nullptr;
}

}  // namespace millrace
