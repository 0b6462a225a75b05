// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// Their rows live elsewhere or nowhere, and change without a line in the log.
bool holds_no_rows(const std::string& engine) {
  static const std::set<std::string> kEngines = {
      "federated", "mrg_myisam", "blackhole", "connect", "spider", "s3"};
  return kEngines.contains(engine);
}
bool transactional(const std::string& engine) {
  static const std::set<std::string> kEngines = {
      "", "innodb", "rocksdb", "ndbcluster", "ndb", "tokudb", "xtradb"};
  return kEngines.contains(engine);
}

}  // namespace

void check_engines(const PrecheckInput& input, Findings* findings) {
  for (const Route& route : input.resolution.routes) {
    const std::string engine = to_lower(route.source_table.engine);
    const std::string what = cat(route.id.from.str(), " is a table of engine ",
                                 route.source_table.engine);
    if (holds_no_rows(engine)) {
      findings->push_back(error_finding(
          "P133", object_of(route),
          cat(what, ", whose rows change without the log saying so"),
          "select the tables that hold its rows, or exclude it"));
    } else if (!transactional(engine) && route.sync.streams()) {
      findings->push_back(warning_finding(
          "P133", object_of(route),
          cat(what,
              ", which knows no transactions: a crash of the source "
              "may leave it and the log apart"),
          cat("ALTER TABLE ", backquoted(route.id.from.schema), ".",
              backquoted(route.id.from.table), " ENGINE = InnoDB")));
    }
  }
}

}  // namespace millrace
