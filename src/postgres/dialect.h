// SPDX-License-Identifier: Apache-2.0
//
// PostgresDialect: engine/dialect.h for PostgreSQL 12 and later. Holds a
// Flavor and nothing else. Thread: const, any.
//
// Decisions that users meet (docs/types.md says them in full):
//   time        interval: MySQL's time goes to +-838:59:59
//   enum, set   text without a check: a new label must not stop a stream
//   prefix      an index on the first n characters is not built: on the
//   indexes     whole column it could refuse rows (2,704 bytes per entry),
//               and a unique one would say something else
#pragma once

#include <memory>

#include "engine/dialect.h"

namespace millrace {

class PostgresDialect : public Dialect {
 public:
  explicit PostgresDialect(const Flavor& flavor) : flavor_(flavor) {}

  using Dialect::quote;
  std::string quote(std::string_view identifier) const override;
  std::string native_type(const Type& type) const override;
  Result<std::string> normalize_type(std::string_view written) const override;
  std::string conversion_problem(const Type& from,
                                 const std::string& to) const override;
  std::optional<std::string> translate_default(
      const Column& source, const std::string& target_native,
      std::string* problem) const override;
  std::string index_name(const QualifiedName& target_table,
                         const std::string& source_index) const override;
  std::string index_problem(const Index& index) const override;
  std::vector<Statement> statements(const SchemaChange& change) const override;
  bool same_type(const std::string& a, const std::string& b) const override;
  std::optional<Risk> alter_type_risk(const std::string& from,
                                      const std::string& to) const override;
  DialectLimits limits() const override;
  bool keys_after_data() const override { return true; }

 protected:
  const Flavor& flavor() const { return flavor_; }

 private:
  Flavor flavor_;
};

}  // namespace millrace
