// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_walk.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"
#include "mysql/session.h"

namespace millrace::mysql {
namespace {

// A label "" could not be told from the error value, which reads as "".
bool has_distinct_labels(const Column& column) {
  constexpr size_t kMostLabels = 255;  // they are listed in every condition
  const auto& labels = column.type.labels;
  return !labels.empty() && labels.size() <= kMostLabels &&
         std::find(labels.begin(), labels.end(), "") == labels.end();
}

bool can_bound(const Column& column) {
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kChar:
    case TypeKind::kVarchar:
    case TypeKind::kText:
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
    case TypeKind::kDate:
    case TypeKind::kTime:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
    case TypeKind::kUuid:
    case TypeKind::kInet4:
    case TypeKind::kInet6:
      return true;
    case TypeKind::kEnum:
      return has_distinct_labels(column);
    case TypeKind::kYear:
      return column.native != "year(2)";
    default:
      // A FLOAT equals no decimal literal.
      return false;
  }
}

// An ENUM sorts by its number and compares with a literal by its label, and
// no server uses an index for a comparison with numbers: the labels on the
// bound's side are listed. The error value comes before all of them.
std::string enum_compare(const Column& column, std::string_view comparison,
                         std::string_view value) {
  std::vector<std::string> order{""};
  order.insert(order.end(), column.type.labels.begin(),
               column.type.labels.end());
  const auto bound = std::find(order.begin(), order.end(), value);
  std::vector<std::string> side;
  for (auto at = order.begin(); at != order.end(); ++at) {
    const bool in = at == bound  ? comparison != "<" && comparison != ">"
                    : at < bound ? comparison[0] == '<'
                                 : comparison[0] == '>';
    if (in) side.push_back(quote_literal(*at));
  }
  if (side.empty()) return "1=0";
  return cat(quote_identifier(column.name), " IN (", join(side, ","), ")");
}

std::string compare(const Column& column, std::string_view comparison,
                    std::string_view value) {
  if (column.type.kind == TypeKind::kEnum) {
    return enum_compare(column, comparison, value);
  }
  return cat(quote_identifier(column.name), comparison,
             key_literal(column, value));
}

// `strict`: the comparison of all columns but the last; `last`: of that.
std::string compare(const Table& table, const std::vector<size_t>& columns,
                    const KeyBound& bound, const char* strict,
                    const char* last) {
  std::string condition;
  for (size_t i = columns.size(); i-- > 0;) {
    const Column& column = table.columns[columns[i]];
    if (i + 1 == columns.size()) {
      condition = compare(column, last, bound[i]);
    } else {
      condition = cat("(", compare(column, strict, bound[i]), " OR (",
                      compare(column, "=", bound[i]), " AND ", condition, "))");
    }
  }
  if (columns.size() < 2) return condition;
  // Says again what the first column says, for optimizers that do not see
  // a range in the OR.
  return cat(compare(table.columns[columns[0]], cat(strict, "="), bound[0]),
             " AND ", condition);
}

bool parse_key_number(std::string_view text, bool is_unsigned, uint64_t* bits) {
  const char* end = text.data() + text.size();
  if (is_unsigned) {
    return std::from_chars(text.data(), end, *bits).ptr == end && !text.empty();
  }
  int64_t value = 0;
  bool ok = std::from_chars(text.data(), end, value).ptr == end;
  *bits = static_cast<uint64_t>(value);
  return ok && !text.empty();
}

}  // namespace

std::vector<size_t> bounding_columns(const Table& table,
                                     const std::vector<size_t>& key) {
  std::vector<size_t> columns;
  for (size_t position : key) {
    if (!can_bound(table.columns[position])) break;
    columns.push_back(position);
  }
  return columns;
}

std::string key_literal(const Column& column, std::string_view value) {
  switch (column.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kYear:
      return std::string(value);
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return quote_bytes(value);
    default:
      return quote_literal(value);
  }
}

std::string after_bound(const Table& table, const std::vector<size_t>& columns,
                        const KeyBound& bound) {
  return compare(table, columns, bound, ">", ">");
}

std::string up_to_bound(const Table& table, const std::vector<size_t>& columns,
                        const KeyBound& bound) {
  return compare(table, columns, bound, "<", "<=");
}

std::string chunk_where(const Table& table, const std::vector<size_t>& columns,
                        const Chunk& chunk) {
  std::vector<std::string> conditions;
  if (chunk.lower) {
    conditions.push_back(after_bound(table, columns, *chunk.lower));
  }
  if (chunk.upper) {
    conditions.push_back(up_to_bound(table, columns, *chunk.upper));
  }
  return conditions.empty() ? "" : " WHERE " + join(conditions, " AND ");
}

std::string key_index_hint(const Table& table, const std::vector<size_t>& key) {
  auto fits = [&](const Index& index) {
    if (index.columns.size() < key.size() || !index.visible) return false;
    for (size_t i = 0; i < key.size(); ++i) {
      if (index.columns[i].name != table.columns[key[i]].name) return false;
    }
    return index.method.empty() || index.method == "btree";
  };
  if (key.empty()) return "";
  if (table.primary_key && fits(*table.primary_key)) {
    return " FORCE INDEX (PRIMARY)";
  }
  for (const Index& index : table.indexes) {
    if (fits(index)) {
      return cat(" FORCE INDEX (", quote_identifier(index.name), ")");
    }
  }
  return "";
}

std::optional<IntegerSpan> parse_span(const Column& column,
                                      std::string_view least,
                                      std::string_view greatest) {
  IntegerSpan span;
  span.is_unsigned = column.type.is_unsigned;
  if (!parse_key_number(least, span.is_unsigned, &span.least) ||
      !parse_key_number(greatest, span.is_unsigned, &span.greatest)) {
    return std::nullopt;
  }
  return span;
}

bool is_dense(const IntegerSpan& span, uint64_t rows_estimate) {
  // Differences of two's complement are right for both signs.
  return span.greatest - span.least < rows_estimate + rows_estimate / 2;
}

std::optional<std::string> step_bound(const IntegerSpan& span,
                                      const std::optional<std::string>& lower,
                                      uint64_t step) {
  uint64_t from = span.least - 1;
  if (lower && !parse_key_number(*lower, span.is_unsigned, &from)) {
    return std::nullopt;
  }
  bool past = span.is_unsigned ? from >= span.greatest
                               : static_cast<int64_t>(from) >=
                                     static_cast<int64_t>(span.greatest);
  // `least - 1` may wrap below the least number there is.
  if ((lower && past) || span.greatest - from <= step) return std::nullopt;
  uint64_t upper = from + step;
  return span.is_unsigned ? cat(upper) : cat(static_cast<int64_t>(upper));
}

}  // namespace millrace::mysql
