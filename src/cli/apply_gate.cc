// SPDX-License-Identifier: Apache-2.0
#include "cli/apply_gate.h"

#include <ctime>

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

Status ApplyGate::check(const Proposal& proposal) {
  if (!proposal.applyable()) {
    return refuse(kExitBlocked,
                  cat("plan ", plan_.name,
                      " is blocked by findings of severity error; nothing "
                      "was changed"));
  }
  if (saved_) {
    std::string why = expired_reason(*saved_, std::time(nullptr));
    if (why.empty()) why = stale_reason(*saved_, proposal);
    if (why.empty()) return {};
    return refuse(kExitStale,
                  cat("the saved proposal is stale: ", why,
                      "; nothing was changed; make it again with `millrace "
                      "plan --out`"));
  }
  if (yes_ || proposal.empty()) return {};
  if (Console::confirmed("Apply these changes?")) return {};
  return refuse(kExitError, "not confirmed; nothing was changed");
}

}  // namespace millrace
