// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// The policy that may turn two values of the column into one; "" when none.
std::string policy_on(const Route& route, TypeKind kind) {
  const ValuePolicies& values = route.values;
  if (kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
      kind == TypeKind::kTimestamp) {
    return values.zero_date == ZeroDatePolicy::kEpoch
               ? "\"zero_date\": \"epoch\""
               : "";
  }
  if (kind != TypeKind::kChar && kind != TypeKind::kVarchar &&
      kind != TypeKind::kText) {
    return "";
  }
  if (values.nul_byte == NulBytePolicy::kStrip) {
    return "\"nul_byte\": \"strip\"";
  }
  return values.invalid_text == InvalidTextPolicy::kReplace
             ? "\"invalid_text\": \"replace\""
             : "";
}

}  // namespace

// Two keys that a policy makes equal are one row in the target.
void check_key_policies(const PrecheckInput& input, Findings* findings) {
  for (const Route& route : input.resolution.routes) {
    for (const size_t at : route.target_key) {
      const RouteColumn& column = route.columns[at];
      if (!column.source) continue;
      const std::string policy = policy_on(route, column.type.kind);
      if (policy.empty()) continue;
      findings->push_back(info_finding(
          "P187", object_of(route, column.name),
          cat("column ", column.name, " is part of the key, and ", policy,
              " may make two keys of the source one in the target"),
          "plan with --scan full to see whether the policy would apply to "
          "any row, or leave it out for this table",
          policy));
    }
  }
}

}  // namespace millrace
