// SPDX-License-Identifier: Apache-2.0
//
// Selection: the tables of one source that the Plan's patterns choose, each
// with the mapping that applies to it. Needs only names, so that the rest
// of the catalog is read for the schemas that matter. Thread: pure.
#pragma once

#include <string>
#include <vector>

#include "model/catalog.h"
#include "model/finding.h"
#include "plan/plan.h"

namespace millrace {

struct SelectedTable {
  std::string source;
  QualifiedName name;
  const Mapping* mapping = nullptr;   // in the Plan; null = none matched
  std::vector<std::string> captures;  // of the mapping's pattern: $1, $2 …
  std::string object() const { return source + "." + name.str(); }
};

struct Selection {
  std::vector<SelectedTable> tables;  // by name
  std::vector<Finding> findings;      // P120, P121
};

// Databases that belong to the server itself.
bool is_system_schema(const std::string& schema);

Selection select_tables(const Plan& plan, const std::string& source,
                        const Catalog& listed);

}  // namespace millrace
