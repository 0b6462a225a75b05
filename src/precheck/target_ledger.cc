// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

void missing(const PrecheckInput& input, const std::string& privileges,
             const std::string& on, Findings* findings) {
  findings->push_back(error_finding(
      "P233", "target.millrace",
      cat("account ", input.plan->target.user,
          " may not keep records in schema millrace, which another account "
          "has made"),
      cat("GRANT ", privileges, " ON ", on, " TO ",
          input.dialect->quote(input.plan->target.user))));
}

}  // namespace

bool may_read_ledger(const ServerFacts& target) {
  const auto schema = target.schema_privileges.find("millrace");
  if (target.is_superuser || schema == target.schema_privileges.end()) {
    return true;
  }
  if (!schema->second.contains("USAGE")) return false;
  for (const auto& [table, privileges] : target.table_privileges) {
    if (table.starts_with("millrace.") && !privileges.contains("OWNER") &&
        !privileges.contains("SELECT")) {
      return false;
    }
  }
  return true;
}

// The ledger lies in a schema of its own; who did not make it may be kept
// out of it.
void check_target_ledger(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read || input.target.is_superuser) return;
  const auto& schemas = input.target.schema_privileges;
  const auto schema = schemas.find("millrace");
  if (schema == schemas.end()) return;  // to be made: P203
  if (!schema->second.contains("USAGE") || !schema->second.contains("CREATE")) {
    missing(input, "USAGE, CREATE", "SCHEMA millrace", findings);
    return;
  }
  for (const char* table : {"format", "plans", "roads", "chunks", "streams"}) {
    const auto& tables = input.target.table_privileges;
    const auto at = tables.find(cat("millrace.", table));
    if (at == tables.end() || at->second.contains("OWNER")) continue;
    for (const char* privilege : {"SELECT", "INSERT", "UPDATE", "DELETE"}) {
      if (at->second.contains(privilege)) continue;
      missing(input, "SELECT, INSERT, UPDATE, DELETE",
              "ALL TABLES IN SCHEMA millrace", findings);
      return;
    }
  }
}

}  // namespace millrace
