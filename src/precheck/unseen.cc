// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

void tell(const std::string& name, const ServerFacts& facts,
          const std::string& account, Findings* findings) {
  if (facts.unseen.empty()) return;
  std::vector<std::string> what;
  std::vector<std::string> privileges;
  for (const Unseen& unseen : facts.unseen) {
    what.push_back(unseen.what);
    if (!unseen.remedy.empty()) privileges.push_back(unseen.remedy);
  }
  findings->push_back(info_finding(
      "P188", name,
      cat("account ", facts.account,
          " may not ask for this, so it was not checked: ", join(what, "; ")),
      privileges.empty()
          ? "none needed for a run"
          : cat("none needed for a run; to have it checked: GRANT ",
                join(privileges, ", "),
                account.empty() ? "" : cat(" ON *.* TO ", account))));
}

}  // namespace

// No check is passed over in silence.
void check_unseen(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    tell(name, source.facts, quoted_account(source.facts.account), findings);
  }
  if (input.target_read) tell("target", input.target, "", findings);
}

}  // namespace millrace
