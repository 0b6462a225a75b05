// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Besides the writers of the copy: the ledger, and one of who looks on.
constexpr int64_t kBesides = 2;

}  // namespace

void check_target_sessions(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read || input.resolution.routes.empty()) return;
  const SessionRoom& room = input.target.room;
  // The stream has a writer per source, and begins when the copy is over.
  const int64_t streams = static_cast<int64_t>(input.plan->sources.size());
  const int64_t writers =
      std::max<int64_t>(input.plan->limits.writers, streams);
  const int64_t planned = writers + kBesides;
  if (room.sessions < 0 || room.sessions >= planned) return;
  const bool none = room.sessions < kBesides + 1;
  findings->push_back(make_finding(
      "P232", none ? Severity::kError : Severity::kWarning, "target",
      cat("the target would take fewer sessions than the ", planned,
          " that a run opens; a writer that gets none stops the copy"),
      "raise the limit, end idle sessions, or lower \"limits\": "
      "{\"writers\": …}",
      room.bound));
}

}  // namespace millrace
