// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool as_declared(const Plan& plan, const Flavor& flavor) {
  switch (plan.engine) {
    case TargetEngineKind::kPostgresql:
      return flavor.kind == FlavorKind::kPostgresql;
    case TargetEngineKind::kAnalyticdb:
      return flavor.kind == FlavorKind::kGreenplum;
    case TargetEngineKind::kMysql:
      return flavor.kind == FlavorKind::kMysql ||
             flavor.kind == FlavorKind::kMariadb;
    case TargetEngineKind::kDrds:
      return flavor.kind == FlavorKind::kDrds;
  }
  return false;
}

// What to write as "engine" for what answered.
std::string remedy_for(const Flavor& flavor) {
  const char* engine = nullptr;
  if (flavor.kind == FlavorKind::kPostgresql) engine = "postgresql";
  if (flavor.kind == FlavorKind::kGreenplum) engine = "analyticdb-postgresql";
  if (engine == nullptr) {
    return "correct \"engine\", or the address of the target";
  }
  return cat("write \"engine\": \"", engine,
             "\", or correct the address of the target");
}

}  // namespace

void check_target_server(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  const Flavor& flavor = input.target.flavor;
  if (!as_declared(*input.plan, flavor)) {
    findings->push_back(
        error_finding("P201", "target",
                      cat("the target is ", flavor.name(), " ", flavor.version,
                          "; the Plan says ", input.plan->engine_name),
                      remedy_for(flavor)));
  } else if (flavor.kind == FlavorKind::kPostgresql && !flavor.at_least(12)) {
    findings->push_back(
        error_finding("P201", "target",
                      cat("the target is PostgreSQL ", flavor.version,
                          "; millrace writes to 12 and later"),
                      "upgrade it"));
  }
  const std::string& encoding = input.target.encoding;
  if (encoding.empty() || iequals(encoding, "UTF8")) return;
  findings->push_back(error_finding(
      "P202", "target",
      cat("database ", input.plan->target.database, " is encoded in ", encoding,
          ", which cannot hold every text of the source"),
      "make a database with ENCODING 'UTF8' and name it in the Plan"));
}

}  // namespace millrace
