// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool is_made(const PrecheckInput& input, const Route& route,
             const Index& index) {
  if (!input.dialect->index_problem(index).empty()) return false;
  return std::all_of(
      index.columns.begin(), index.columns.end(), [&](const IndexColumn& c) {
        const int at = route.source_table.column_index(c.name);
        return at >= 0 &&
               std::any_of(route.columns.begin(), route.columns.end(),
                           [&](const RouteColumn& column) {
                             return column.source == static_cast<size_t>(at);
                           });
      });
}

}  // namespace

// An index that the source's optimizer was told to pass over has no such
// state in PostgreSQL.
void check_index_notes(const PrecheckInput& input, Findings* findings) {
  const FlavorKind kind = input.target.flavor.kind;
  if (kind != FlavorKind::kPostgresql && kind != FlavorKind::kGreenplum) return;
  for (const Route& route : input.resolution.routes) {
    if (!route.sync.schema) continue;
    for (const Index& index : route.source_table.indexes) {
      if (index.visible || !is_made(input, route, index)) continue;
      findings->push_back(info_finding(
          "P179", object_of(route, index.name),
          cat("index ", index.name, " of ", route.id.from.str(),
              " is invisible on the source and an ordinary one in the target"),
          "drop it in the target if it is not wanted there"));
    }
  }
}

}  // namespace millrace
