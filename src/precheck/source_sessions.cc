// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Besides the readers: one that asks for positions, one that follows the
// log, one for whoever looks at the status meanwhile.
constexpr int64_t kBesides = 3;

void check_room(const std::string& name, const ServerFacts& facts,
                int64_t planned, Findings* findings) {
  if (facts.room.sessions < 0 || facts.room.sessions >= planned) return;
  const bool ours = facts.room.bound.starts_with("max_user_connections");
  findings->push_back(make_finding(
      "P167", ours ? Severity::kError : Severity::kWarning, name,
      cat("source ", name, " would take fewer sessions than the ", planned,
          " that a run opens; a reader that gets none stops the copy"),
      ours ? cat("ALTER USER ", quoted_account(facts.account),
                 " WITH MAX_USER_CONNECTIONS ", planned,
                 ", or lower \"limits\": {\"readers\": …}")
           : "raise max_connections, or lower \"limits\": {\"readers\": …}",
      facts.room.bound));
}

}  // namespace

void check_source_sessions(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const bool any = std::any_of(
        input.resolution.routes.begin(), input.resolution.routes.end(),
        [&, &n = name](const Route& route) { return route.id.source == n; });
    if (!any) continue;
    check_room(name, source.facts, input.plan->limits.readers + kBesides,
               findings);
    for (const auto& [word, limit] : source.facts.account_limits) {
      findings->push_back(warning_finding(
          "P168", name,
          cat("account ", source.facts.account, " has a limit of ", limit, " ",
              word == "MAX_QUERIES_PER_HOUR" ? "queries" : "connections",
              " per hour; a copy asks once per chunk and may reach it"),
          cat("ALTER USER ", quoted_account(source.facts.account), " WITH ",
              word, " 0"),
          cat(word, " = ", limit)));
    }
  }
}

}  // namespace millrace
