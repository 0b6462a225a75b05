// SPDX-License-Identifier: Apache-2.0
//
// MysqlDialect: engine/dialect.h for targets of the sources' own family,
// MySQL 5.6 and later and MariaDB. A column keeps its type, its character
// set and its collation; what this very server does not have becomes the
// nearest that it has, and type_remark() says so. Holds a Flavor and nothing
// else. Thread: const, any.
//
// Decisions that users meet (docs/targets/mysql.md says them in full):
//   JSON of MariaDB   longtext on MySQL, whose json would respell the text
//   UUID, INET        char(36), varchar(15), varchar(39) where there are none
//   expressions       indexes on and defaults of them are left out
#pragma once

#include "engine/dialect.h"

namespace millrace::mysql {

class MysqlDialect : public Dialect {
 public:
  explicit MysqlDialect(const Flavor& flavor) : flavor_(flavor) {}

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

  bool holds_source_values() const override { return true; }
  std::string type_remark(const Type& type) const override;
  void adopt(const Column& source, Column* desired) const override;
  void adopt(const Table& source, Table* desired) const override;
  void adopt(const Index& source, Index* desired) const override;
  std::string index_problem(const Index& index,
                            const Table& table) const override;
  std::string compute(const ComputedColumn& from, const Table& table,
                      Column* desired) const override;
  std::string table_problem(const Table& table) const override;
  bool same_expression(const std::string& a,
                       const std::string& b) const override;

 protected:
  const Flavor& flavor() const { return flavor_; }
  // The type as it will be in the target.
  virtual Type target_type(const Type& type) const;

 private:
  Flavor flavor_;
};

}  // namespace millrace::mysql
