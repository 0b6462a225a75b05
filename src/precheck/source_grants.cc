// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/privileges.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

// One GRANT per database when nothing of it may be read, else per table.
void check_select(const PrecheckInput& input, const std::string& name,
                  const SourceReading& source, Findings* findings) {
  std::map<std::string, std::vector<std::string>> missing;
  std::map<std::string, size_t> wanted;
  for (const Route& route : input.resolution.routes) {
    if (route.id.source != name) continue;
    ++wanted[route.id.from.schema];
    if (has_on_table(source.facts.grants, route.id.from, "SELECT")) continue;
    missing[route.id.from.schema].push_back(route.id.from.table);
  }
  for (const auto& [schema, tables] : missing) {
    const bool whole = tables.size() > 1 && tables.size() == wanted[schema];
    const size_t grants = whole ? 1 : tables.size();
    for (size_t i = 0; i < grants; ++i) {
      const std::string on =
          whole ? backquoted(schema) + ".*"
                : cat(backquoted(schema), ".", backquoted(tables[i]));
      findings->push_back(
          error_finding("P102",
                        whole ? cat(name, ".", schema)
                              : cat(name, ".", schema, ".", tables[i]),
                        cat("account ", source.facts.account, " may not read ",
                            whole ? schema : cat(schema, ".", tables[i])),
                        cat("GRANT SELECT ON ", on, " TO ",
                            quoted_account(source.facts.account))));
    }
  }
}

void check_replication(const std::string& name, const SourceReading& source,
                       Findings* findings) {
  const std::vector<Grant>& grants = source.facts.grants;
  std::vector<std::string> missing;
  for (const ReplicationPrivilege& one : replication_privileges()) {
    if (!has_global(grants, one.spellings)) missing.push_back(one.name);
  }
  if (missing.empty()) return;
  findings->push_back(error_finding(
      "P103", name,
      cat("account ", source.facts.account, " of source ", name,
          " may not follow the log: ", join(missing, " and "), " missing"),
      cat("GRANT ", join(missing, ", "), " ON *.* TO ",
          quoted_account(source.facts.account))));
}

}  // namespace

void check_source_grants(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    check_select(input, name, source, findings);
    if (streams_from(input, name)) check_replication(name, source, findings);
  }
}

}  // namespace millrace
