// SPDX-License-Identifier: Apache-2.0
//
// PostgresChangeWriter::cascade: one UPDATE or DELETE by the foreign key's
// old values. Values travel as arrays of one element, in the form that the
// other statements of the change writer use.
#include "base/text.h"
#include "postgres/change_writer.h"
#include "postgres/identifiers.h"
#include "postgres/values.h"

namespace millrace {
namespace {

std::string cascade_sql(const CascadeStep& step) {
  const WriteShape& shape = *step.shape;
  size_t parameter = 0;
  const auto name = [&](size_t column) {
    return quote_name(shape.columns[column].name);
  };
  const auto value = [&](size_t column) {
    return cat("($", ++parameter, "::", shape.columns[column].native, "[])[1]");
  };
  std::string sql;
  if (step.remove) {
    sql = cat("DELETE FROM ", quote_name(shape.table));
  } else {
    sql = cat("UPDATE ", quote_name(shape.table), " SET ");
    for (size_t i = 0; i < step.columns.size(); ++i) {
      append_to(sql, i == 0 ? "" : ", ", name(step.columns[i]), " = ",
                value(step.columns[i]));
    }
  }
  for (size_t i = 0; i < step.columns.size(); ++i) {
    append_to(sql, i == 0 ? " WHERE " : " AND ", name(step.columns[i]), " = ",
              value(step.columns[i]));
  }
  for (size_t i = 0; i < step.returning.size(); ++i) {
    append_to(sql, i == 0 ? " RETURNING " : ", ", name(step.returning[i]));
  }
  return sql;
}

// Kinds whose printed form is the neutral one, or is turned back into it.
bool reads_back(TypeKind kind) {
  switch (kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kDate:
    case TypeKind::kEnum:
    case TypeKind::kSet:
    case TypeKind::kUuid:
      return true;
    default:
      return false;
  }
}

Result<std::optional<std::string>> neutral(const WriteColumn& column,
                                           const Rows& rows, size_t row,
                                           int at) {
  if (rows.is_null(row, at)) return std::optional<std::string>();
  std::string text = rows.str(row, at);
  if (!is_binary(column.type.kind)) return std::optional(std::move(text));
  std::string bytes;
  if (!text.starts_with("\\x") || !unhex(text.substr(2), &bytes)) {
    return Status::broken(cat("column ", column.name, ": bytes came back as ",
                              text.substr(0, 20)));
  }
  return std::optional(std::move(bytes));
}

Result<std::vector<CascadeRow>> touched_rows(const CascadeStep& step,
                                             const Rows& rows) {
  std::vector<CascadeRow> touched;
  for (size_t r = 0; r < rows.size() && !step.returning.empty(); ++r) {
    CascadeRow row;
    for (size_t i = 0; i < step.returning.size(); ++i) {
      MR_ASSIGN_OR_RETURN(
          auto value, neutral(step.shape->columns[step.returning[i]], rows, r,
                              static_cast<int>(i)));
      row.push_back(std::move(value));
    }
    touched.push_back(std::move(row));
  }
  return touched;
}

}  // namespace

// A column may be part of the distribution key, which some servers do not
// update: the rows go into a temporary table, change there, and come back.
Result<std::vector<CascadeRow>> PostgresChangeWriter::cascade_anew(
    const CascadeStep& step, const Session::Params& values) {
  // `values` are the new ones, then the old.
  static constexpr const char* kTemp = "pg_temp.millrace_cascade";
  const WriteShape& shape = *step.shape;
  const std::string table = quote_name(shape.table);
  const size_t n = step.columns.size();
  std::string sets;
  std::string match;
  std::string returning = "1";
  for (size_t i = 0; i < n; ++i) {
    const WriteColumn& column = shape.columns[step.columns[i]];
    const std::string name = quote_name(column.name);
    append_to(sets, i == 0 ? "" : ", ", name, " = ($", i + 1,
              "::", column.native, "[])[1]");
    append_to(match, i == 0 ? "" : " AND ", name, " = ($", i + 1,
              "::", column.native, "[])[1]");
  }
  for (const size_t column : step.returning) {
    append_to(returning, ", ", quote_name(shape.columns[column].name));
  }
  if (!step.returning.empty()) returning = returning.substr(3);
  const auto half = values.begin() + static_cast<ptrdiff_t>(n);
  const Session::Params now(values.begin(), half);
  const Session::Params then(half, values.end());
  const Status made =
      session_->run(cat("CREATE TEMPORARY TABLE millrace_cascade ON COMMIT "
                        "DROP AS SELECT * FROM ",
                        table, " WITH NO DATA DISTRIBUTED RANDOMLY"));
  MR_RETURN_IF_ERROR(made);
  MR_RETURN_IF_ERROR(session_->run(
      cat("INSERT INTO ", kTemp, " SELECT * FROM ", table, " WHERE ", match),
      then));
  MR_RETURN_IF_ERROR(
      session_->run(cat("DELETE FROM ", table, " WHERE ", match), then));
  MR_RETURN_IF_ERROR(session_->run(cat("UPDATE ", kTemp, " SET ", sets), now));
  MR_RETURN_IF_ERROR(
      session_->run(cat("INSERT INTO ", table, " SELECT * FROM ", kTemp)));
  MR_ASSIGN_OR_RETURN(const Rows rows, session_->query(cat("SELECT ", returning,
                                                           " FROM ", kTemp)));
  MR_RETURN_IF_ERROR(session_->run(cat("DROP TABLE ", kTemp)));
  return touched_rows(step, rows);
}

Result<std::vector<CascadeRow>> PostgresChangeWriter::cascade(
    const CascadeStep& step) {
  const WriteShape& shape = *step.shape;
  for (const size_t column : step.returning) {
    if (reads_back(shape.columns[column].type.kind)) continue;
    return Status::refused(cat(
        "a foreign key cascades through ", shape.table.str(), ".",
        shape.columns[column].name, ", a column of type ",
        shape.columns[column].native, ", which cannot be followed further"));
  }
  Session::Params parameters;
  const auto add = [&](const std::vector<Cell>& cells) -> Status {
    for (size_t i = 0; i < step.columns.size(); ++i) {
      const size_t column = step.columns[i];
      ArrayBuilder array(shape.columns[column]);
      if (const char* why = array.add(cells[i])) {
        return Status::refused(
            cell_problem(shape, column, cells[i].text(), why));
      }
      parameters.push_back(array.finish());
    }
    return {};
  };
  if (!step.remove) MR_RETURN_IF_ERROR(add(step.new_values));
  MR_RETURN_IF_ERROR(add(step.old_values));
  if (form_.distributed && !step.remove) return cascade_anew(step, parameters);
  MR_ASSIGN_OR_RETURN(const Rows rows,
                      session_->query(cascade_sql(step), parameters));
  return touched_rows(step, rows);
}

}  // namespace millrace
