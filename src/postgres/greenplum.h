// SPDX-License-Identifier: Apache-2.0
//
// GreenplumDialect: what differs on Greenplum and AnalyticDB for PostgreSQL
// from the PostgreSQL that they grew out of. Follows what the server was
// found to do (greenplum_probe.h), never its version; of a server that was
// not asked it assumes the least.
//
//   tables      every CREATE TABLE says how its rows are spread and stored
//   keys        a unique index must hold the distribution key: one that
//               does not becomes a plain index, and is named (P244)
//   types       jsonb -> json -> text, by what there is
//   defaults    old servers print them in other words than new ones
//   new types   of a column under an index, or that rows are spread by: the
//               index goes and comes back, rows may be spread anew
//
// Thread: const, any.
#pragma once

#include <string>
#include <vector>

#include "postgres/dialect.h"

namespace millrace {

class GreenplumDialect : public PostgresDialect {
 public:
  explicit GreenplumDialect(const Flavor& flavor) : PostgresDialect(flavor) {}

  std::string native_type(const Type& type) const override;
  Result<std::string> normalize_type(std::string_view written) const override;
  std::vector<Finding> place(const PlacementWish& wish,
                             Table* table) const override;
  std::string unique_problem(const Table& table,
                             const Index& index) const override;
  std::vector<Statement> statements(const SchemaChange& change) const override;
  bool alters_indexed() const override {
    return flavor().can("alter_of_indexed");
  }
  // How rows are spread rests on the key.
  bool keys_after_data() const override { return false; }

 private:
  std::vector<Statement> rebuilding(const SchemaChange& change) const;
};

// " WITH (appendonly=false)", or what newer servers say: said of every table,
// because a setting may make other storage the rule.
const char* heap_clause(const Flavor& flavor);

// "DISTRIBUTED BY ("id")", "DISTRIBUTED RANDOMLY", …
std::string distributed_clause(const Placement& placement);

// A default as PostgreSQL 9 prints it, in the words of PostgreSQL 12:
// (-1) -> '-1'::integer, ('now'::text)::date -> CURRENT_DATE.
std::string modern_default(const std::string& printed);

}  // namespace millrace
