// SPDX-License-Identifier: Apache-2.0
//
// The rules, one file each (src/precheck/<rule>.cc); docs/findings.md has a
// page per code. Thread: pure functions.
#pragma once

#include "precheck/precheck.h"

namespace millrace {

using Findings = std::vector<Finding>;

// The source servers
void check_source_version(const PrecheckInput&, Findings*);       // P101
void check_source_grants(const PrecheckInput&, Findings*);        // P102, P103
void check_source_log(const PrecheckInput&, Findings*);           // P104-P111
void check_source_retention(const PrecheckInput&, Findings*);     // P112
void check_source_clock(const PrecheckInput&, Findings*);         // P163
void check_source_dates(const PrecheckInput&, Findings*);         // P164
void check_source_sessions(const PrecheckInput&, Findings*);      // P167, P168
void check_source_replica(const PrecheckInput&, Findings*);       // P169
void check_source_transactions(const PrecheckInput&, Findings*);  // P170 …
void check_source_log_form(const PrecheckInput&, Findings*);      // P172-P174
void check_source_images(const PrecheckInput&, Findings*);        // P139
void check_source_position(const PrecheckInput&, Findings*);      // P175
void check_source_build(const PrecheckInput&, Findings*);         // P176, P177
void check_unseen(const PrecheckInput&, Findings*);               // P188
// The source tables
void check_keys(const PrecheckInput&, Findings*);          // P130, P147
void check_engines(const PrecheckInput&, Findings*);       // P133
void check_columns(const PrecheckInput&, Findings*);       // P134 …
void check_foreign_keys(const PrecheckInput&, Findings*);  // P140, P141
void check_table_notes(const PrecheckInput&, Findings*);   // P136, P137
void check_values(const PrecheckInput&, Findings*);  // P151-P155, P182 …
void check_online_changes(const PrecheckInput&, Findings*);  // P178
void check_index_notes(const PrecheckInput&, Findings*);     // P179
void check_shards(const PrecheckInput&, Findings*);          // P180
void check_key_collisions(const PrecheckInput&, Findings*);  // P181
void check_key_policies(const PrecheckInput&, Findings*);    // P187
void check_counters(const PrecheckInput&, Findings*);        // P186
// The target
void check_target_server(const PrecheckInput&, Findings*);    // P201, P202
void check_target_grants(const PrecheckInput&, Findings*);    // P203-P205
void check_target_rows(const PrecheckInput&, Findings*);      // P206, P222
void check_target_objects(const PrecheckInput&, Findings*);   // P207 …
void check_target_schema(const PrecheckInput&, Findings*);    // P214
void check_target_names(const PrecheckInput&, Findings*);     // P165, P166
void check_target_writable(const PrecheckInput&, Findings*);  // P231
void check_target_sessions(const PrecheckInput&, Findings*);  // P232
void check_target_ledger(const PrecheckInput&, Findings*);    // P233
void check_target_use(const PrecheckInput&, Findings*);       // P234, P236
void check_target_rounding(const PrecheckInput&, Findings*);  // P238
void check_target_space(const PrecheckInput&, Findings*);     // P235
void check_family_target(const PrecheckInput&, Findings*);    // P263-P273
void check_family_limits(const PrecheckInput&, Findings*);    // P293 …
void check_placed_keys(const PrecheckInput&, Findings*);      // P330, P331
void check_cluster_tables(const PrecheckInput&, Findings*);   // P336, P337
void check_number_room(const PrecheckInput&, Findings*);      // P332, P333
// What was done before
void check_roads(const PrecheckInput&, Findings*);  // P160-P162, P281-P284
void check_moves(const PrecheckInput&, Findings*);  // P280, P285, P286

const std::vector<Rule>& all_rules();

}  // namespace millrace
