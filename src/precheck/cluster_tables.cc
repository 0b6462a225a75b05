// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

Finding told(const Dialect& dialect, const QualifiedName& table,
             const ClusterNote& note) {
  const std::string name = table.str();
  const std::string quoted = dialect.quote(table);
  if (note.kind == ClusterNote::Kind::kFewSegments) {
    return warning_finding(
        "P336", target_object(table),
        cat("rows of ", name,
            " lie on part of the cluster: the table was made before it grew"),
        cat("ALTER TABLE ", quoted,
            " EXPAND TABLE, or gpexpand, at an hour when nothing is streamed"),
        note.says);
  }
  return info_finding(
      "P337", target_object(table),
      cat(name,
          " holds many dead rows: every streamed change leaves one behind"),
      cat("VACUUM ", quoted,
          " now and then, beside the stream; once it has grown far too large "
          "VACUUM FULL, which locks it"),
      note.says);
}

}  // namespace

// What a cluster says of tables that are there and written to.
void check_cluster_tables(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  std::multimap<std::string, const ClusterNote*> notes;
  for (const ClusterNote& note : input.target.cluster_notes) {
    notes.emplace(note.table, &note);
  }
  if (notes.empty()) return;
  for (const Table& wanted : input.resolution.desired.tables) {
    const auto [from, to] = notes.equal_range(wanted.name.str());
    for (auto note = from; note != to; ++note) {
      findings->push_back(told(*input.dialect, wanted.name, *note->second));
    }
  }
}

}  // namespace millrace
