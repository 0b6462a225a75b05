// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "base/text.h"
#include "precheck/begun_anew.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool is_unique(const Table& table) {
  return table.primary_key ||
         std::any_of(table.indexes.begin(), table.indexes.end(),
                     [](const Index& index) { return index.unique; });
}

// Nobody compares the keys before the copy does.
Finding kept_rows(const Table& table, const char* holds) {
  const std::string name = table.name.str();
  const std::string kept =
      cat(name, holds,
          "; they are kept, and verify counts those that the source does not "
          "have as extra");
  const std::string object = target_object(table.name);
  if (!is_unique(table)) return info_finding("P206", object, kept);
  return warning_finding(
      "P206", object,
      cat(kept,
          "; a row of the source with the unique key of one of them stops "
          "the copy"),
      cat("make sure that the rows in ", name,
          " have keys which the source does not give"));
}

}  // namespace

// Rows that were there before millrace came. Once a copy into the table has
// begun, its rows are millrace's own.
void check_target_rows(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  std::set<QualifiedName> seen;
  for (const Route& route : input.resolution.routes) {
    const Table* table = input.actual.table(route.id.to);
    if (table == nullptr || !table->has_rows.value_or(false)) continue;
    if (!route.sync.data || begun(input.ledger, route.id.to)) continue;
    if (loses_rows(input, route.id.to)) continue;
    if (!seen.insert(route.id.to).second) continue;
    const std::string name = route.id.to.str();
    const char* holds = may_read(input.target, route.id.to)
                            ? " holds rows"
                            : " may hold rows (it cannot be looked into)";
    switch (route.sync.on_existing) {
      case OnExisting::kRefuse:
        findings->push_back(error_finding(
            "P206", target_object(route.id.to),
            cat(name, " is there already and", holds),
            "empty it, or write \"sync\": {\"on_existing\": \"ignore\"} to "
            "keep its rows, or \"clear\" to have it emptied"));
        break;
      case OnExisting::kIgnore:
        findings->push_back(kept_rows(*table, holds));
        break;
      case OnExisting::kClear:
        findings->push_back(warning_finding(
            "P222", target_object(route.id.to),
            cat(name, holds, "; they will be removed before the copy"),
            "write \"on_existing\": \"ignore\" if they are to stay"));
        break;
    }
  }
}

}  // namespace millrace
