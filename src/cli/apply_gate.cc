// SPDX-License-Identifier: Apache-2.0
#include "cli/apply_gate.h"

#include <algorithm>
#include <ctime>
#include <set>

#include "base/text.h"
#include "cli/console.h"
#include "cli/exit_code.h"
#include "cli/make_proposal.h"
#include "cli/risk_gate.h"
#include "report/proposal_text.h"

namespace millrace {

Status ApplyGate::refuse(int code, const std::string& why) {
  exit_code_ = code;
  return Status::refused(why);
}

Result<Proposal> ApplyGate::pass() {
  MR_ASSIGN_OR_RETURN(Proposal proposal,
                      make_proposal(plan_, engines_, "sample"));
  limit_risk(max_risk_, &proposal);
  if (passed_ && proposal.applyable()) return proposal;
  Console::out(proposal_text(proposal, Console::out_paint()));
  MR_RETURN_IF_ERROR(check(proposal));
  passed_ = true;
  return proposal;
}

namespace {

// What could not be read has not changed for all that is known.
bool was_read(const Proposal& proposal) {
  static const std::set<std::string> kUnread = {"P100", "P200", "P201", "P230"};
  return std::none_of(
      proposal.findings.begin(), proposal.findings.end(),
      [](const Finding& finding) { return kUnread.contains(finding.code); });
}

}  // namespace

std::string ApplyGate::outdated(const Proposal& proposal) const {
  if (!saved_ || passed_) return "";
  const std::string expired = expired_reason(*saved_, std::time(nullptr));
  if (!expired.empty()) return expired;
  const bool edited = saved_->plan_digest != plan_.digest;
  return edited || was_read(proposal) ? stale_reason(*saved_, proposal) : "";
}

// That a saved proposal no longer holds comes first: what blocks may have
// come with what changed.
Status ApplyGate::check(const Proposal& proposal) {
  const std::string why = outdated(proposal);
  if (!why.empty()) {
    return refuse(kExitStale,
                  cat("the saved proposal is stale: ", why,
                      "; nothing was changed; make it again with `millrace "
                      "plan --out`"));
  }
  if (!proposal.applyable()) {
    return refuse(kExitBlocked,
                  cat("plan ", plan_.name,
                      " is blocked by findings of severity error; nothing "
                      "was changed"));
  }
  if (saved_) return {};
  if (yes_ || proposal.empty()) return {};
  if (Console::confirmed("Apply these changes?")) return {};
  return refuse(kExitError, "not confirmed; nothing was changed");
}

}  // namespace millrace
