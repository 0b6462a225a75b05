// SPDX-License-Identifier: Apache-2.0
#include "cli/make_proposal.h"

#include "base/digest.h"
#include "base/text.h"
#include "proposal/propose.h"

namespace millrace {

Finding engine_not_carried(const Plan& plan) {
  Finding finding;
  finding.code = "P230";
  finding.severity = Severity::kError;
  finding.object = "target";
  finding.message = cat("this version of millrace does not carry the engine '",
                        plan.engine_name, "' as a target yet");
  finding.evidence = "target.engine in the Plan";
  finding.remedy =
      "\"engine\": \"postgresql\", \"analyticdb-postgresql\", \"mysql\" and "
      "\"drds\" are carried; for others, a later version";
  return finding;
}

Result<Proposal> make_proposal(const Plan& plan, const Engines& engines,
                               const std::string& scan) {
  const TargetEngine* target = engines.target(plan.engine);
  if (target == nullptr) {
    Proposal proposal;
    proposal.plan = &plan;
    proposal.digest = "sha256:" + sha256_hex("P230 " + plan.digest);
    proposal.findings.push_back(engine_not_carried(plan));
    return proposal;
  }
  ProposeOptions options;
  options.scan = scan == "none"   ? ScanDepth::kNone
                 : scan == "full" ? ScanDepth::kFull
                                  : ScanDepth::kSample;
  return propose(plan, engines.source, *target->reading, options);
}

}  // namespace millrace
