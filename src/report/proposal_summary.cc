// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_summary.h"

#include "base/text.h"

namespace millrace {

ProposalSummary summarize(const Proposal& proposal) {
  ProposalSummary sum;
  for (const ProposedChange& change : proposal.changes) {
    switch (change.action) {
      case Action::kCreateSchema:
      case Action::kCreateTable:
      case Action::kCreateIndex:
        ++sum.create;
        break;
      case Action::kAlterTable:
        ++(change.risk == Risk::kDestroys ? sum.destroy : sum.alter);
        break;
      case Action::kClearTable:
        ++sum.destroy;
        break;
      case Action::kCopyTable:
        ++sum.copy;
        break;
      case Action::kStartStream:
        ++sum.streams;
        break;
      case Action::kStopStream:
      case Action::kForgetTable:
        ++sum.forget;
        break;
    }
  }
  sum.findings = count_findings(proposal.findings);
  return sum;
}

std::string summary_line(const ProposalSummary& sum) {
  std::string out =
      cat("Plan: ", sum.create, " to create, ", sum.alter, " to alter, ",
          sum.destroy, " to destroy, ", sum.copy, " to copy");
  if (sum.forget > 0) append_to(out, ", ", sum.forget, " to forget");
  append_to(out, "; ", counts_text(sum.findings));
  if (sum.findings.waived > 0) {
    append_to(out, " (", sum.findings.waived, " waived)");
  }
  return out;
}

}  // namespace millrace
