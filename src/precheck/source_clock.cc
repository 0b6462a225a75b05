// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Where the server's clocks stand; "" when that is UTC.
std::string zone_of(const ServerFacts& facts) {
  std::string zone = facts.setting("time_zone");
  if (zone.empty() || iequals(zone, "SYSTEM")) {
    zone = facts.setting("system_time_zone");
  }
  for (const char* utc : {"", "UTC", "GMT", "+00:00", "Etc/UTC"}) {
    if (iequals(zone, utc)) return "";
  }
  return zone;
}

bool holds(const Route& route, TypeKind kind) {
  return std::any_of(
      route.columns.begin(), route.columns.end(),
      [&](const RouteColumn& c) { return c.source && c.type.kind == kind; });
}

}  // namespace

// A TIMESTAMP is a moment and arrives as that moment. A DATETIME is what a
// clock showed, and nothing says which clock.
void check_source_clock(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const std::string zone = zone_of(source.facts);
    if (zone.empty()) continue;
    const bool any = std::any_of(
        input.resolution.routes.begin(), input.resolution.routes.end(),
        [&, &n = name](const Route& route) {
          return route.id.source == n && holds(route, TypeKind::kDatetime);
        });
    if (!any) continue;
    findings->push_back(info_finding(
        "P163", name,
        cat("source ", name, " runs in time zone ", zone,
            "; DATETIME values arrive as they stand there, without a zone"),
        "read them in the target as times of that zone; TIMESTAMP values "
        "arrive as moments and need nothing",
        cat("time_zone = ", source.facts.setting("time_zone"),
            ", system_time_zone = ",
            source.facts.setting("system_time_zone"))));
  }
}

}  // namespace millrace
