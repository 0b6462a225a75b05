// SPDX-License-Identifier: Apache-2.0
#include "precheck/questions.h"

#include <algorithm>

#include "base/text.h"

namespace millrace {

bool streams_from(const PrecheckInput& input, const std::string& source) {
  return std::any_of(input.resolution.routes.begin(),
                     input.resolution.routes.end(), [&](const Route& route) {
                       return route.id.source == source && route.sync.streams();
                     });
}

bool begun(const LedgerState& ledger, const QualifiedName& target) {
  return std::any_of(
      ledger.roads.begin(), ledger.roads.end(),
      [&](const RoadRecord& road) { return road.id.to == target; });
}

std::string object_of(const Route& route) {
  return cat(route.id.source, ".", route.id.from.str());
}
std::string object_of(const Route& route, const std::string& part) {
  return cat(object_of(route), ".", part);
}
std::string target_object(const QualifiedName& table, const std::string& part) {
  return part.empty() ? cat("target.", table.str())
                      : cat("target.", table.str(), ".", part);
}

}  // namespace millrace
