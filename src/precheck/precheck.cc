// SPDX-License-Identifier: Apache-2.0
#include "precheck/precheck.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

#include "precheck/mapped_names.h"
#include "precheck/rules.h"
#include "precheck/waivers.h"

namespace millrace {

const std::vector<Rule>& all_rules() {
  static const std::vector<Rule> kRules = {
      check_source_version,
      check_source_grants,
      check_source_log,
      check_source_retention,
      check_keys,
      check_engines,
      check_columns,
      check_foreign_keys,
      check_table_notes,
      check_values,
      check_target_server,
      check_target_grants,
      check_target_rows,
      check_target_objects,
      check_target_schema,
      check_roads,
      check_source_clock,
      check_source_dates,
      check_source_sessions,
      check_source_replica,
      check_source_transactions,
      check_source_log_form,
      check_source_images,
      check_source_position,
      check_source_build,
      check_online_changes,
      check_index_notes,
      check_shards,
      check_key_collisions,
      check_key_policies,
      check_counters,
      check_unseen,
      check_target_names,
      check_target_writable,
      check_target_sessions,
      check_target_ledger,
      check_target_use,
      check_target_space,
      check_target_rounding,
      check_moves,
      check_family_target,
      check_family_limits,
      check_placed_keys,
      check_cluster_tables,
      check_number_room,
  };
  return kRules;
}

// How a table that is there is spread was somebody else's choice.
void keep_to_new_tables(const PrecheckInput& input,
                        std::vector<Finding>* findings) {
  std::set<std::string> there;
  for (const Table& table : input.actual.tables) {
    there.insert("target." + table.name.str());
  }
  std::erase_if(*findings, [&](const Finding& finding) {
    return finding.code == "P271" && there.contains(finding.object);
  });
}

// A table that was copied, or is being, may not have been looked at again:
// its finding is not missed, as a copy made anew would bring it back.
static bool all_scanned(const PrecheckInput& input) {
  return input.scanned &&
         std::all_of(input.ledger.roads.begin(), input.ledger.roads.end(),
                     [](const RoadRecord& road) {
                       return !road.copied && road.chunks_done == 0;
                     });
}

std::vector<Finding> precheck(const PrecheckInput& input) {
  std::vector<Finding> findings = input.resolution.findings;
  keep_to_new_tables(input, &findings);
  for (const Rule rule : all_rules()) rule(input, &findings);
  word_renamed_columns(input, &findings);
  const bool all_seen =
      input.target_read && input.sources.size() == input.plan->sources.size();
  apply_waivers(*input.plan, input.today, all_seen, all_scanned(input),
                &findings);
  sort_findings(&findings);
  return findings;
}

}  // namespace millrace
