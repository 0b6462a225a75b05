// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

Finding told(const QualifiedName& table, const ClusterNote& note) {
  const std::string name = table.str();
  if (note.kind == ClusterNote::Kind::kFewSegments) {
    return warning_finding(
        "P336", target_object(table),
        cat("rows of ", name,
            " lie on part of the cluster: the table was made before it grew"),
        cat("ALTER TABLE ", name,
            " EXPAND TABLE, or gpexpand, at an hour when nothing is streamed"),
        note.says);
  }
  return info_finding(
      "P337", target_object(table),
      cat(name,
          " holds many dead rows: every streamed change leaves one behind"),
      cat("VACUUM ", name,
          " now and then, beside the stream; once it has grown far too large "
          "VACUUM FULL, which locks it"),
      note.says);
}

}  // namespace

// What a cluster says of tables that are there and written to.
void check_cluster_tables(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  for (const Table& wanted : input.resolution.desired.tables) {
    for (const ClusterNote& note : input.target.cluster_notes) {
      if (note.table != wanted.name.str()) continue;
      findings->push_back(told(wanted.name, note));
    }
  }
}

}  // namespace millrace
