// SPDX-License-Identifier: Apache-2.0
//
// Names of database objects, as the catalog spells them: never quoted,
// never folded. They reach SQL only through a wing's quote().
#pragma once

#include <compare>
#include <string>

namespace millrace {

// database.table on MySQL, schema.table on PostgreSQL.
struct QualifiedName {
  std::string schema;
  std::string table;

  auto operator<=>(const QualifiedName&) const = default;
  std::string str() const { return schema + "." + table; }
};

}  // namespace millrace
