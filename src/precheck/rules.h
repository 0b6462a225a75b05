// SPDX-License-Identifier: Apache-2.0
//
// The rules, one file each (src/precheck/<rule>.cc); docs/findings.md has a
// page per code. Thread: pure functions.
#pragma once

#include "precheck/precheck.h"

namespace millrace {

using Findings = std::vector<Finding>;

// The source servers
void check_source_version(const PrecheckInput&, Findings*);    // P101
void check_source_grants(const PrecheckInput&, Findings*);     // P102, P103
void check_source_log(const PrecheckInput&, Findings*);        // P104-P111
void check_source_retention(const PrecheckInput&, Findings*);  // P112
// The source tables
void check_keys(const PrecheckInput&, Findings*);          // P130, P147
void check_engines(const PrecheckInput&, Findings*);       // P133
void check_columns(const PrecheckInput&, Findings*);       // P134 …
void check_foreign_keys(const PrecheckInput&, Findings*);  // P140, P141
void check_table_notes(const PrecheckInput&, Findings*);   // P136, P137
void check_values(const PrecheckInput&, Findings*);        // P151-P155
// The target
void check_target_server(const PrecheckInput&, Findings*);   // P201, P202
void check_target_grants(const PrecheckInput&, Findings*);   // P203-P205
void check_target_rows(const PrecheckInput&, Findings*);     // P206, P222
void check_target_objects(const PrecheckInput&, Findings*);  // P207 …
void check_target_schema(const PrecheckInput&, Findings*);   // P214
void check_family_target(const PrecheckInput&, Findings*);   // P263-P273
// What was done before
void check_roads(const PrecheckInput&, Findings*);  // P160, P161

const std::vector<Rule>& all_rules();

}  // namespace millrace
