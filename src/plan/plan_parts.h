// SPDX-License-Identifier: Apache-2.0
//
// The parts of a Plan document, one reader each; used by plan_json alone.
// Each notes every mistake it meets in the PlanReader and goes on.
#pragma once

#include <string>

#include "plan/plan.h"
#include "plan/plan_reader.h"

namespace millrace {

void read_sources(PlanReader& reader, const JsonNode& node, Plan* plan);
void read_target(PlanReader& reader, const JsonNode& node, Plan* plan);
void read_selections(PlanReader& reader, const JsonNode& node, Plan* plan);
// After sources, target, sync and values, which it looks at.
void read_mappings(PlanReader& reader, const JsonNode& node, Plan* plan);

void read_columns(PlanReader& reader, const JsonNode& mapping,
                  const std::string& what, int groups, Mapping* out);
void read_moved(PlanReader& reader, const JsonNode& mapping,
                const std::string& what, int groups, Mapping* out);
void read_placement(PlanReader& reader, const JsonNode& mapping,
                    const std::string& what, const Plan& plan, Mapping* out);

void read_sync(PlanReader& reader, const JsonNode& node,
               const std::string& what, SyncOptions* out);
void read_values(PlanReader& reader, const JsonNode& node,
                 const std::string& what, ValuePolicies* out);
void read_limits(PlanReader& reader, const JsonNode& node, Limits* out);
void read_waivers(PlanReader& reader, const JsonNode& node, Plan* plan);

// `name` is one of the Plan's sources, or the mistake is noted.
bool source_is_known(PlanReader& reader, const JsonNode& node,
                     const std::string& what, const Plan& plan,
                     std::string* out);
// The pattern can be read, or the mistake is noted; its group count, or -1.
int pattern_groups(PlanReader& reader, TextPlace place, const std::string& what,
                   const std::string& pattern);
// The variables in `text` are there; -1 groups = not known, any will do.
void check_variables(PlanReader& reader, TextPlace place,
                     const std::string& what, const std::string& text,
                     int groups);

bool is_mysql_family(TargetEngineKind engine);

}  // namespace millrace
