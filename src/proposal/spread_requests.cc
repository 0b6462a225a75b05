// SPDX-License-Identifier: Apache-2.0
#include "proposal/spread_requests.h"

#include "precheck/placed_key.h"

namespace millrace {

std::vector<SpreadRequest> spread_requests(const PrecheckInput& input,
                                           const std::string& source,
                                           uint64_t row_limit) {
  std::vector<SpreadRequest> requests;
  for (const Route& route : input.resolution.routes) {
    if (route.id.source != source || !route.sync.data) continue;
    const std::vector<std::string> columns =
        key_in_source(route, placed_key(input, route.id.to));
    if (columns.empty() || tells_rows_apart(route, columns)) continue;
    SpreadRequest request;
    request.table = route.id.from;
    request.columns = columns;
    request.row_limit = row_limit;
    request.definition = &route.source_table;
    request.key_positions = route.source_key;
    requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace millrace
