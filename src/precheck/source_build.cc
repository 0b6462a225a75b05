// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// The newest that anything was tried on.
bool newer_than_known(const Flavor& flavor) {
  if (flavor.kind == FlavorKind::kMariadb) return flavor.major > 12;
  return flavor.kind == FlavorKind::kMysql && flavor.major > 9;
}

std::string build_of(const ServerFacts& facts) {
  if (!facts.setting("aurora_version").empty()) {
    return cat("Amazon Aurora ", facts.setting("aurora_version"));
  }
  if (facts.setting("basedir").starts_with("/rdsdbbin")) return "Amazon RDS";
  return "";
}

}  // namespace

void check_source_build(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const ServerFacts& facts = source.facts;
    if (newer_than_known(facts.flavor)) {
      findings->push_back(warning_finding(
          "P177", name,
          cat("source ", name, " is ", facts.flavor.name(), " ",
              facts.flavor.version,
              ", newer than any that this version of millrace was tried on; "
              "an event of its log that is not known stops the stream (S207)"),
          "use a newer millrace where there is one"));
    }
    const std::string build = build_of(facts);
    if (build.empty() || !streams_from(input, name)) continue;
    findings->push_back(info_finding(
        "P176", name,
        cat("source ", name, " is ", build,
            ": only the writer's address has a log, and the log is kept by a "
            "setting of its own"),
        "name the cluster's writer endpoint; CALL "
        "mysql.rds_set_configuration('binlog retention hours', 168)"));
  }
}

}  // namespace millrace
