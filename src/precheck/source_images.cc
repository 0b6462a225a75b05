// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <vector>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"
#include "route/spare_columns.h"

namespace millrace {
namespace {

bool leaves_generated_out(const Flavor& flavor) {
  return flavor.kind == FlavorKind::kMariadb && flavor.at_least(11, 8, 7);
}

void check_road(const Route& route, const std::vector<bool>& spare,
                const Flavor& flavor, Findings* findings) {
  for (size_t i = 0; i < spare.size(); ++i) {
    const Column& column = route.source_table.columns[i];
    if (column.generated == Generated::kNo || spare[i]) continue;
    findings->push_back(error_finding(
        "P139", object_of(route, column.name),
        cat("column ", column.name,
            " is generated, and the source leaves it out of the updates and "
            "deletes that it logs; the stream would stop at the first (S205)"),
        cat("leave it out with \"columns\": {\"", column.name,
            "\": {\"skip\": true}} in the mapping, and compute it in the "
            "target"),
        cat("MariaDB ", flavor.version)));
  }
}

}  // namespace

void check_source_images(const PrecheckInput& input, Findings* findings) {
  std::vector<const Route*> roads;
  for (const Route& route : input.resolution.routes) {
    const auto source = input.sources.find(route.id.source);
    if (source != input.sources.end() &&
        leaves_generated_out(source->second.facts.flavor)) {
      roads.push_back(&route);
    }
  }
  const auto spare = spare_columns(roads);
  for (size_t i = 0; i < roads.size(); ++i) {
    const Route& route = *roads[i];
    if (!route.sync.stream_update && !route.sync.stream_delete) continue;
    check_road(route, spare[i], input.sources.at(route.id.source).facts.flavor,
               findings);
  }
}

}  // namespace millrace
