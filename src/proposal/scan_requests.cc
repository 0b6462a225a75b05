// SPDX-License-Identifier: Apache-2.0
#include "proposal/scan_requests.h"

namespace millrace {
namespace {

bool is_text(const std::string& native) {
  return native == "text" || native.starts_with("character") ||
         native.starts_with("varchar");
}

void add_checks(const Route& route, const RouteColumn& to,
                std::vector<ScanCheck>* checks) {
  const Column& column = route.source_table.columns[*to.source];
  const auto ask = [&](ScanKind kind) {
    checks->push_back({kind, column.name});
  };
  if (column.type.json_text && to.native.starts_with("json")) {
    ask(ScanKind::kInvalidJson);
  }
  if (route.holds_source_values) return;
  switch (to.type.kind) {
    case TypeKind::kDate:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      if (!is_text(to.native)) ask(ScanKind::kZeroDate);
      break;
    case TypeKind::kTime:
      if (to.native.starts_with("time")) ask(ScanKind::kTimeOfDay);
      break;
    case TypeKind::kBoolean:
      ask(ScanKind::kNotBoolean);
      break;
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
      if (to.native != "bytea") ask(ScanKind::kNulByte);
      break;
    default:
      break;
  }
}

}  // namespace

std::vector<ScanRequest> scan_requests(const PrecheckInput& input,
                                       const std::string& source,
                                       uint64_t row_limit) {
  std::vector<ScanRequest> requests;
  for (const Route& route : input.resolution.routes) {
    if (route.id.source != source || !route.sync.data) continue;
    const RoadRecord* road = input.ledger.road(route.id);
    if (road != nullptr && road->copied) continue;
    ScanRequest request;
    request.table = route.id.from;
    request.row_limit = row_limit;
    for (const size_t i : route.source_key) {
      request.key.push_back(route.source_table.columns[i].name);
    }
    for (const RouteColumn& column : route.columns) {
      if (!column.source) continue;
      add_checks(route, column, &request.checks);
    }
    if (!request.checks.empty()) requests.push_back(std::move(request));
  }
  return requests;
}

}  // namespace millrace
