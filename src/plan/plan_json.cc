// SPDX-License-Identifier: Apache-2.0
#include "plan/plan_json.h"

#include <re2/re2.h>

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "plan/plan_format.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

void read_name(PlanReader& reader, const JsonNode& node, Plan* plan) {
  static const RE2 shape("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");
  if (!reader.text(node, "name", &plan->name)) return;
  if (RE2::FullMatch(plan->name, shape)) return;
  reader.error("P018", node.place,
               cat("the name \"", plan->name, "\" cannot name a Plan"),
               plan->name,
               "up to 63 letters, digits, \"_\", \".\" and \"-\", the first "
               "a letter, a digit or \"_\"");
}

void read_tables(PlanReader& reader, const JsonNode& root, Plan* plan) {
  if (const JsonNode* sync = root.find("sync")) {
    read_sync(reader, *sync, "sync", &plan->sync);
  }
  if (const JsonNode* values = root.find("values")) {
    read_values(reader, *values, "values", &plan->values);
  }
  if (const JsonNode* tables = root.find("tables")) {
    read_selections(reader, *tables, plan);
  }
  if (const JsonNode* mappings = root.find("mappings")) {
    read_mappings(reader, *mappings, plan);
  }
}

void read_plan(PlanReader& reader, const JsonNode& root, Plan* plan) {
  if (!reader.keys(root, "the Plan", PlanObject::kPlan)) return;
  std::string schema;
  reader.text_member(root, "the Plan", "$schema", &schema);
  if (const JsonNode* name = root.find("name")) {
    read_name(reader, *name, plan);
  }
  const JsonNode* description = root.find("description");
  // An empty description says nothing and harms nothing.
  if (description && !(description->is_string() && description->text.empty())) {
    reader.text(*description, "description", &plan->description);
  }
  if (const JsonNode* sources = root.find("sources")) {
    read_sources(reader, *sources, plan);
  }
  if (const JsonNode* target = root.find("target")) {
    read_target(reader, *target, plan);
  }
  read_tables(reader, root, plan);
  if (const JsonNode* limits = root.find("limits")) {
    read_limits(reader, *limits, &plan->limits);
  }
  if (const JsonNode* waive = root.find("waive")) {
    read_waivers(reader, *waive, plan);
  }
}

}  // namespace

bool parse_plan(std::string_view text, const std::string& path, Plan* plan,
                std::vector<PlanError>* errors) {
  *plan = Plan();
  plan->path = path;
  errors->clear();
  JsonNode root;
  JsonSyntaxError syntax;
  if (!parse_json(text, &root, &syntax)) {
    errors->push_back(
        {"P001", syntax.place, "not valid JSON: " + syntax.message, "", ""});
    return false;
  }
  PlanReader reader(errors);
  read_plan(reader, root, plan);
  std::stable_sort(errors->begin(), errors->end(),
                   [](const PlanError& a, const PlanError& b) {
                     return std::tie(a.place.line, a.place.column) <
                            std::tie(b.place.line, b.place.column);
                   });
  if (errors->empty()) plan->digest = plan_digest(root);
  return errors->empty();
}

}  // namespace millrace
