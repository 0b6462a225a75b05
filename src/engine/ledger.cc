// SPDX-License-Identifier: Apache-2.0
#include "engine/ledger.h"

namespace millrace {

const RoadRecord* LedgerState::road(const RoadId& id) const {
  for (const RoadRecord& record : roads) {
    if (record.id == id) return &record;
  }
  return nullptr;
}

const StreamRecord* LedgerState::stream(const std::string& source) const {
  for (const StreamRecord& record : streams) {
    if (record.source == source) return &record;
  }
  return nullptr;
}

}  // namespace millrace
