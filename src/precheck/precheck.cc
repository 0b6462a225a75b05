// SPDX-License-Identifier: Apache-2.0
#include "precheck/precheck.h"

#include <algorithm>
#include <tuple>

#include "precheck/rules.h"
#include "precheck/waivers.h"

namespace millrace {

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> kRules = {
      check_source_version,   check_source_grants,  check_source_log,
      check_source_retention, check_keys,           check_engines,
      check_columns,          check_foreign_keys,   check_table_notes,
      check_values,           check_target_server,  check_target_grants,
      check_target_rows,      check_target_objects, check_target_schema,
      check_family_target,    check_roads,
  };
  return kRules;
}

std::vector<Finding> precheck(const PrecheckInput& input) {
  std::vector<Finding> findings = input.resolution.findings;
  for (const Rule rule : all_rules()) rule(input, &findings);
  apply_waivers(*input.plan, input.today, &findings);
  sort_findings(&findings);
  return findings;
}

}  // namespace millrace
