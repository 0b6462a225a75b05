// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool has(const Route& route, const std::string& column) {
  return std::any_of(route.columns.begin(), route.columns.end(),
                     [&](const RouteColumn& c) { return c.name == column; });
}

void check_member(const Route& route, const Table& target, Findings* findings) {
  std::vector<std::string> lacks;
  for (const Column& column : target.columns) {
    if (!has(route, column.name)) lacks.push_back(column.name);
  }
  if (lacks.empty()) return;
  findings->push_back(warning_finding(
      "P180", object_of(route),
      cat(route.id.from.str(), " lacks columns that other source tables of ",
          target.name.str(), " have; its rows get their default or NULL there"),
      cat("bring the source tables to one shape: ALTER TABLE ",
          route.id.from.str(), " ADD COLUMN …"),
      join(lacks, ", ")));
}

}  // namespace

// Tables that meet in one should be of one shape; what can be merged is.
void check_shards(const PrecheckInput& input, Findings* findings) {
  std::map<QualifiedName, std::vector<const Route*>> by_target;
  for (const Route& route : input.resolution.routes) {
    by_target[route.id.to].push_back(&route);
  }
  for (const Table& target : input.resolution.desired.tables) {
    const auto routes = by_target.find(target.name);
    if (routes == by_target.end() || routes->second.size() < 2) continue;
    for (const Route* route : routes->second) {
      check_member(*route, target, findings);
    }
  }
}

}  // namespace millrace
