// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "plan/pattern.h"
#include "plan/plan_parts.h"
#include "plan/variables.h"

namespace millrace {
namespace {

void read_to(PlanReader& reader, const JsonNode& node, const std::string& what,
             const Plan& plan, int groups, Mapping* out) {
  if (!reader.keys(node, what, PlanObject::kTo)) return;
  const JsonNode* schema = node.find("schema");
  const JsonNode* database = node.find("database");
  if (schema && database) {
    reader.error("P014", database->place,
                 what + " has both \"schema\" and \"database\"", database->text,
                 "one of the two");
  } else if (database && !is_mysql_family(plan.engine)) {
    reader.error("P017", database->place,
                 cat(what, ".database does not belong to a ", plan.engine_name,
                     " target: it has schemas"),
                 database->text, "\"schema\": …");
  }
  reader.text_member(node, what, "database", &out->to_schema);
  reader.text_member(node, what, "schema", &out->to_schema);
  reader.text_member(node, what, "table", &out->to_table);
  for (const JsonMember& member : node.members) {
    if (!member.value.is_string()) continue;
    check_variables(reader, member.value.place, cat(what, ".", member.key),
                    member.value.text, groups);
  }
  if (node.members.empty()) {
    reader.error("P005", node.place,
                 what + " names neither \"schema\" nor \"table\"", "{}",
                 R"({"schema": …, "table": …})");
  }
}

void refuse_hidden(PlanReader& reader, const std::string& what,
                   const std::vector<Mapping>& earlier, const Mapping& mapping,
                   const JsonNode& match) {
  for (const Mapping& other : earlier) {
    if (other.match != mapping.match) continue;
    if (!other.source.empty() && other.source != mapping.source) continue;
    reader.error("P016", match.place,
                 cat(what, " never applies: an earlier mapping matches \"",
                     mapping.match, "\" and the first one wins"),
                 mapping.match, "one mapping of the two");
    return;
  }
}

void read_match(PlanReader& reader, const JsonNode& node,
                const std::string& what, Plan* plan, int* groups,
                Mapping* out) {
  if (const JsonNode* source = node.find("source")) {
    source_is_known(reader, *source, what + ".source", *plan, &out->source);
  }
  const JsonNode* match = node.find("match");
  if (!match) return;
  out->match_place = match->place;
  if (!reader.text(*match, what + ".match", &out->match)) return;
  *groups = pattern_groups(reader, match->place, what + ".match", out->match);
  refuse_hidden(reader, what, plan->mappings, *out, *match);
}

void read_mapping(PlanReader& reader, const JsonNode& node,
                  const std::string& what, Plan* plan) {
  Mapping out;
  out.place = node.place;
  out.sync = plan->sync;
  out.values = plan->values;
  if (!reader.keys(node, what, PlanObject::kMapping)) return;
  int groups = -1;
  read_match(reader, node, what, plan, &groups, &out);
  if (const JsonNode* to = node.find("to")) {
    read_to(reader, *to, what + ".to", *plan, groups, &out);
  }
  read_columns(reader, node, what, groups, &out);
  read_moved(reader, node, what, groups, &out);
  read_placement(reader, node, what, *plan, &out);
  if (const JsonNode* where = node.find("where")) {
    out.where_place = where->place;
    reader.text(*where, what + ".where", &out.where);
  }
  if (const JsonNode* sync = node.find("sync")) {
    read_sync(reader, *sync, what + ".sync", &out.sync);
  }
  if (const JsonNode* values = node.find("values")) {
    read_values(reader, *values, what + ".values", &out.values);
  }
  plan->mappings.push_back(std::move(out));
}

}  // namespace

void check_variables(PlanReader& reader, TextPlace place,
                     const std::string& what, const std::string& text,
                     int groups) {
  constexpr int kAnyGroup = 99;
  Variables variables;
  variables.groups.resize(groups < 0 ? kAnyGroup : groups);
  const Result<std::string> expanded = expand_variables(text, variables);
  if (expanded.ok()) return;
  reader.error("P013", place, cat(what, ": ", expanded.status().message()),
               text,
               "$source, $database, $table, $1 … for the groups of \"match\", "
               "$$ for a dollar sign");
}

void read_mappings(PlanReader& reader, const JsonNode& node, Plan* plan) {
  if (!reader.list(node, "mappings", true)) return;
  for (size_t i = 0; i < node.items.size(); ++i) {
    read_mapping(reader, node.items[i], cat("mappings[", i, "]"), plan);
  }
}

}  // namespace millrace
