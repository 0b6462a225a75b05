// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "plan/pattern.h"
#include "plan/plan_parts.h"

namespace millrace {
namespace {

void read_patterns(PlanReader& reader, const JsonNode& node,
                   const std::string& what, bool may_be_empty,
                   std::vector<std::string>* patterns,
                   std::vector<TextPlace>* places) {
  *patterns = reader.texts(node, what, may_be_empty, places);
  for (size_t i = 0; i < patterns->size(); ++i) {
    pattern_groups(reader, (*places)[i], what, (*patterns)[i]);
  }
}

void read_selection(PlanReader& reader, const JsonNode& node,
                    const std::string& what, Plan* plan) {
  PlanSelection& out = plan->tables.emplace_back();
  out.place = node.place;
  if (!reader.keys(node, what, PlanObject::kSelection)) return;
  if (const JsonNode* source = node.find("source")) {
    source_is_known(reader, *source, what + ".source", *plan, &out.source);
  }
  if (const JsonNode* include = node.find("include")) {
    read_patterns(reader, *include, what + ".include", false, &out.include,
                  &out.include_places);
  }
  if (const JsonNode* exclude = node.find("exclude")) {
    read_patterns(reader, *exclude, what + ".exclude", true, &out.exclude,
                  &out.exclude_places);
  }
}

}  // namespace

bool source_is_known(PlanReader& reader, const JsonNode& node,
                     const std::string& what, const Plan& plan,
                     std::string* out) {
  if (!reader.text(node, what, out)) return false;
  std::vector<std::string> names;
  for (const PlanEndpoint& source : plan.sources) {
    if (source.name == *out) return true;
    names.push_back(source.name);
  }
  const std::string near = nearest(*out, names);
  reader.error(
      "P012", node.place,
      cat(what, " names \"", *out, "\", which is not in sources"), *out,
      near.empty() ? "one of: " + join(names, ", ") : cat("\"", near, "\""));
  return false;
}

int pattern_groups(PlanReader& reader, TextPlace place, const std::string& what,
                   const std::string& pattern) {
  const Result<Pattern> parsed = Pattern::parse(pattern);
  if (parsed.ok()) return parsed->group_count();
  const Status& why = parsed.status();
  const bool regex = why.code() == "P010";
  reader.error(
      regex ? "P010" : "P009", place, cat(what, ": ", why.message()), pattern,
      regex ? "an RE2 expression (github.com/google/re2/wiki/Syntax)"
            : R"("database.table", with * inside a part, or "/regex/")");
  return -1;
}

void read_selections(PlanReader& reader, const JsonNode& node, Plan* plan) {
  if (!reader.list(node, "tables", false)) return;
  for (size_t i = 0; i < node.items.size(); ++i) {
    read_selection(reader, node.items[i], cat("tables[", i, "]"), plan);
  }
}

}  // namespace millrace
