// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Which of the modes that keep out dates that are none is missing; "" when
// the server refuses them all.
std::string lets_in(const std::string& sql_mode) {
  std::vector<std::string> modes = split(to_upper(sql_mode), ',');
  const auto has = [&](const char* mode) {
    return std::find(modes.begin(), modes.end(), mode) != modes.end();
  };
  if (has("ALLOW_INVALID_DATES")) return "ALLOW_INVALID_DATES is set";
  if (has("TRADITIONAL")) return "";
  if (!has("STRICT_TRANS_TABLES") && !has("STRICT_ALL_TABLES")) {
    return "no strict mode is set";
  }
  if (!has("NO_ZERO_DATE")) return "NO_ZERO_DATE is not set";
  return has("NO_ZERO_IN_DATE") ? "" : "NO_ZERO_IN_DATE is not set";
}

bool would_stop(const Route& route) {
  if (route.values.zero_date != ZeroDatePolicy::kError) return false;
  return std::any_of(route.columns.begin(), route.columns.end(),
                     [](const RouteColumn& c) {
                       return c.source && (c.type.kind == TypeKind::kDate ||
                                           c.type.kind == TypeKind::kDatetime ||
                                           c.type.kind == TypeKind::kTimestamp);
                     });
}

}  // namespace

// One line a source, not one a column: what stands in the rows is for the
// scan to say.
void check_source_dates(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const std::string why = lets_in(source.facts.setting("sql_mode"));
    if (why.empty() || source.facts.setting("sql_mode").empty()) continue;
    const bool any = std::any_of(
        input.resolution.routes.begin(), input.resolution.routes.end(),
        [&, &n = name](const Route& route) {
          return route.id.source == n && route.sync.streams() &&
                 would_stop(route);
        });
    if (!any) continue;
    findings->push_back(info_finding(
        "P164", name,
        cat("source ", name,
            " takes dates that do not exist, such as 0000-00-00; the first "
            "one in a selected table stops the stream"),
        "set NO_ZERO_DATE,NO_ZERO_IN_DATE with a strict mode in sql_mode, or "
        "decide now: \"values\": {\"zero_date\": \"null\"} or \"epoch\"",
        why));
  }
}

}  // namespace millrace
