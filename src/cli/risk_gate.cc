// SPDX-License-Identifier: Apache-2.0
#include "cli/risk_gate.h"

#include "base/text.h"
#include "precheck/waivers.h"

namespace millrace {

void limit_risk(const std::string& most, Proposal* proposal) {
  Risk limit = Risk::kDestroys;
  if (most.empty() || !risk_from_name(most, &limit)) return;
  for (const ProposedChange& change : proposal->changes) {
    if (change.risk <= limit) continue;
    Finding finding;
    finding.code = "P192";
    finding.severity = Severity::kError;
    finding.object = cat("target.", change.object);
    finding.message =
        cat(replace_all(action_name(change.action), "_", " "), " ",
            change.object, " is of risk \"", risk_name(change.risk),
            "\", and --max-risk is \"", most, "\"");
    finding.evidence = join(change.details, "; ");
    finding.remedy = "apply it with a higher --max-risk, by whoever may";
    proposal->findings.push_back(std::move(finding));
  }
  sort_findings(&proposal->findings);
}

}  // namespace millrace
