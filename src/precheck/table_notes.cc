// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {

void check_table_notes(const PrecheckInput& input, Findings* findings) {
  for (const Route& route : input.resolution.routes) {
    const Table& table = route.source_table;
    if (!table.partitioning.empty()) {
      findings->push_back(info_finding(
          "P136", object_of(route),
          cat(table.name.str(),
              " is partitioned on the source and one ordinary table in the "
              "target"),
          "dropping or exchanging a partition stops the stream: it removes "
          "rows without saying which",
          table.partitioning));
    }
    if (!table.checks.empty()) {
      findings->push_back(info_finding(
          "P292", object_of(route),
          cat(table.name.str(),
              " has CHECK constraints, which are not made in the target; the "
              "source goes on checking"),
          "make them yourself before applications write to the target",
          join(table.checks, ", ")));
    }
    if (table.triggers.empty()) continue;
    findings->push_back(info_finding(
        "P137", object_of(route),
        cat(table.name.str(),
            " has triggers; they stay on the source, and what they change "
            "in selected tables arrives like any other change"),
        "", join(table.triggers, ", ")));
  }
}

}  // namespace millrace
