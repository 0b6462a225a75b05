// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {

void check_target_writable(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const ServerFacts& target = input.target;
  if (target.in_recovery) {
    findings->push_back(error_finding(
        "P231", "target", "the target is a standby and takes no writes",
        "name the primary as the target", "pg_is_in_recovery() = true"));
  } else if (iequals(target.setting("default_transaction_read_only"), "on")) {
    findings->push_back(error_finding(
        "P231", "target",
        "transactions of the target are read-only unless they ask not to be",
        cat("ALTER ROLE ", input.dialect->quote(input.plan->target.user),
            " SET default_transaction_read_only = off"),
        "default_transaction_read_only = on"));
  }
}

}  // namespace millrace
