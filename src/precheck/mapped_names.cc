// SPDX-License-Identifier: Apache-2.0
#include "precheck/mapped_names.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "precheck/questions.h"

namespace millrace {
namespace {

// The source column that filled `target` at the last apply, a rename by the
// stream included; "" when that is not known.
std::string filled_by(const PrecheckInput& input, const Route& route,
                      const std::string& target) {
  const AppliedTable* table = input.ledger.table(route.id.to);
  const AppliedRoad* road = table == nullptr ? nullptr : table->road(route.id);
  if (road == nullptr) return "";
  const Result<JsonNode> shape = parse_own_json(road->shape);
  const JsonNode* columns = shape.ok() ? shape->find("columns") : nullptr;
  if (columns == nullptr) return "";
  for (const JsonNode& column : columns->items) {
    if (column.string_or("name", "") == target) {
      return column.string_or("source", "");
    }
  }
  return "";
}

struct Renamed {
  std::string object;  // of P123
  std::string mapped, now, target;
};

std::vector<Renamed> renamed_columns(const PrecheckInput& input,
                                     const Route& route) {
  std::vector<Renamed> out;
  if (route.mapping == nullptr) return out;
  for (const ColumnMapping& mapped : route.mapping->columns) {
    const std::string target = mapped.to.empty() ? mapped.column : mapped.to;
    if (route.source_table.column(mapped.column) != nullptr) continue;
    const std::string now = filled_by(input, route, target);
    if (now.empty() || route.source_table.column(now) == nullptr) continue;
    out.push_back(
        {object_of(route, mapped.column), mapped.column, now, target});
  }
  return out;
}

}  // namespace

void word_renamed_columns(const PrecheckInput& input,
                          std::vector<Finding>* findings) {
  std::set<std::string> follow;  // objects whose findings say nothing new
  for (const Route& route : input.resolution.routes) {
    for (const Renamed& one : renamed_columns(input, route)) {
      const auto at = std::find_if(
          findings->begin(), findings->end(), [&](const Finding& finding) {
            return finding.code == "P123" && finding.object == one.object;
          });
      if (at == findings->end()) continue;
      at->message =
          cat("the source has renamed column ", one.mapped, " to ", one.now,
              ", and the mapping still says \"", one.mapped, "\"");
      at->remedy = cat("write \"", one.now, "\": {\"to\": \"", one.target,
                       "\", …} in its place; nothing else changes");
      follow.insert(object_of(route));
      follow.insert(target_object(route.id.to, one.target));
      follow.insert(target_object(route.id.to, one.now));
    }
  }
  if (follow.empty()) return;
  static const std::set<std::string> kFollowing = {"P161", "P208", "P213",
                                                   "P218", "P281", "P284"};
  std::erase_if(*findings, [&](const Finding& finding) {
    return kFollowing.contains(finding.code) && follow.contains(finding.object);
  });
}

}  // namespace millrace
