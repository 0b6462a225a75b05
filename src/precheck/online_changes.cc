// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include "base/text.h"
#include "model/online_change.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

const Route* route_of(const PrecheckInput& input, const std::string& source,
                      const QualifiedName& table) {
  for (const Route& route : input.resolution.routes) {
    if (route.id.source == source && route.id.from == table) return &route;
  }
  return nullptr;
}

void check_table(const PrecheckInput& input, const std::string& source,
                 const Catalog& catalog, const Table& table,
                 Findings* findings) {
  const std::optional<HelperTable> helper = helper_table(table.name.table);
  if (!helper) return;
  QualifiedName of{table.name.schema, helper->of};
  if (catalog.table(of) == nullptr) of.table = helper->of_unstamped;
  if (catalog.table(of) == nullptr) return;
  const std::string name = table.name.str();
  if (const Route* own = route_of(input, source, table.name)) {
    findings->push_back(warning_finding(
        "P178", object_of(*own),
        cat(name, " looks like a helper table of ", helper->tool, " for ",
            of.str(), " and is selected; it will be dropped or renamed"),
        cat("\"exclude\": [\"", name, "\"]")));
  }
  const Route* changed = route_of(input, source, of);
  if (changed == nullptr || !helper->in_progress()) return;
  if (!changed->sync.streams()) return;
  findings->push_back(warning_finding(
      "P178", object_of(*changed),
      cat(of.str(), " seems to be changed by ", helper->tool,
          " just now; the stream meets the change when the tables are "
          "swapped"),
      cat("begin the run when the change is through; DROP TABLE ", name,
          " if it was given up"),
      cat("the table ", name, " is there")));
}

}  // namespace

void check_online_changes(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    for (const Table& table : source.catalog.tables) {
      check_table(input, name, source.catalog, table, findings);
    }
  }
}

}  // namespace millrace
