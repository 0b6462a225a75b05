// SPDX-License-Identifier: Apache-2.0
#include "postgres/dialect.h"

#include "base/text.h"
#include "postgres/ddl.h"
#include "postgres/defaults.h"
#include "postgres/identifiers.h"
#include "postgres/type_change.h"
#include "postgres/types.h"

namespace millrace {

std::string PostgresDialect::quote(std::string_view identifier) const {
  return quote_name(identifier);
}

std::string PostgresDialect::native_type(const Type& type) const {
  return native_for(type);
}

Result<std::string> PostgresDialect::normalize_type(
    std::string_view written) const {
  MR_ASSIGN_OR_RETURN(NativeType type, parse_written(written));
  return type.str();
}

std::string PostgresDialect::conversion_problem(const Type& from,
                                                const std::string& to) const {
  return millrace::conversion_problem(from, parse_native(to));
}

std::optional<std::string> PostgresDialect::translate_default(
    const Column& source, const std::string& target_native,
    std::string* problem) const {
  std::string why;
  auto text = default_for(source, parse_native(target_native), &why);
  bool new_function =
      text && text->find("gen_random_uuid") != std::string::npos;
  if (new_function && !flavor_.at_least(13)) {
    why = "uuid() has no counterpart before PostgreSQL 13";
    text.reset();
  }
  if (problem != nullptr) *problem = why;
  return text;
}

std::string PostgresDialect::index_name(const QualifiedName& target_table,
                                        const std::string& source_index) const {
  return fit_name(target_table.table + "_" + source_index);
}

std::string PostgresDialect::index_problem(const Index& index) const {
  std::string method = to_lower(index.method);
  if (method == "fulltext" || method == "spatial" || method == "vector") {
    return cat("a ", method, " index has no counterpart in PostgreSQL");
  }
  if (index.columns.size() > limits().index_columns) {
    return cat("PostgreSQL takes at most ", limits().index_columns,
               " columns in an index");
  }
  for (const IndexColumn& column : index.columns) {
    if (column.name.empty()) {
      return cat("the expression ", column.expression,
                 " is in the source's words");
    }
    if (column.prefix_length == 0) continue;
    return cat("only the first ", column.prefix_length, " of ", column.name,
               index.unique ? " are unique; PostgreSQL has no such key"
                            : " are indexed; on the whole column the index "
                              "could refuse long values");
  }
  return "";
}

std::vector<Statement> PostgresDialect::statements(
    const SchemaChange& change) const {
  return ddl_for(change);
}

bool PostgresDialect::same_type(const std::string& a,
                                const std::string& b) const {
  if (a == b) return true;
  auto left = parse_written(a);
  auto right = parse_written(b);
  return left.ok() && right.ok() && *left == *right;
}

std::optional<Risk> PostgresDialect::alter_type_risk(
    const std::string& from, const std::string& to) const {
  if (same_type(from, to)) return Risk::kSafe;
  return type_change_risk(parse_native(from), parse_native(to));
}

DialectLimits PostgresDialect::limits() const { return {}; }

}  // namespace millrace
