// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {

void check_source_version(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    const Flavor& flavor = source.facts.flavor;
    const bool mysql =
        flavor.kind == FlavorKind::kMysql && flavor.at_least(5, 5);
    const bool mariadb =
        flavor.kind == FlavorKind::kMariadb && flavor.at_least(5, 5);
    if (mysql || mariadb) continue;
    findings->push_back(
        error_finding("P101", name,
                      cat("source ", name, " is ", flavor.name(), " ",
                          flavor.version, ", which millrace does not read"),
                      "sources are MySQL 5.5 to 9.x and MariaDB"));
  }
}

}  // namespace millrace
