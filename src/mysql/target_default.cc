// SPDX-License-Identifier: Apache-2.0
#include "mysql/target_default.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "mysql/column_default.h"
#include "mysql/expression.h"
#include "mysql/native_type.h"
#include "mysql/session.h"
#include "mysql/types.h"

namespace millrace::mysql {
namespace {

constexpr const char* kZeroMoment = "'0000-00-00 00:00:00'";

bool takes_expressions(const Flavor& flavor) {
  if (flavor.kind == FlavorKind::kMariadb) return flavor.at_least(10, 2, 1);
  return flavor.kind == FlavorKind::kMysql && flavor.at_least(8, 0, 13);
}

bool is_large(TypeKind kind) {
  return kind == TypeKind::kText || kind == TypeKind::kBlob ||
         kind == TypeKind::kJson || kind == TypeKind::kGeometry;
}

// "-1000.00" of a double(10,2) and "-1000" of a double are one default.
std::string shortest(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [read, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || read != end) return text;
  char out[32];
  return {out, std::to_chars(out, out + sizeof out, value).ptr};
}

// "-1" of "-(1)"; "" when there is more to it than a number.
std::string bare_number(const std::string& sql) {
  std::string out;
  for (const char c : sql) {
    if (c != '(' && c != ')' && c != ' ') out.push_back(c);
  }
  double value = 0;
  const auto [end, error] =
      std::from_chars(out.data(), out.data() + out.size(), value);
  return error == std::errc() && end == out.data() + out.size() ? out : "";
}

// The text of an expression that is no more than a literal.
std::optional<std::string> quoted(const std::string& sql) {
  size_t at = 0;
  std::string text;
  if (!parse_quoted(sql, &at, &text) || at != sql.size()) return std::nullopt;
  return text;
}

bool holds_bytes(TypeKind kind) {
  return kind == TypeKind::kBinary || kind == TypeKind::kVarbinary ||
         kind == TypeKind::kBlob;
}

bool is_ascii(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c < 0x80; });
}

std::string literal_text(const Column& column) {
  const std::string& value = *column.default_value;
  switch (column.type.kind) {
    case TypeKind::kBit:
      return cat("b'", value, "'");
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return quote_bytes(value);
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return quote_literal(shortest(value));
    default:
      return quote_literal(value);
  }
}

// Functions that a default may call besides: of the moment of the row, and
// those that only MySQL has.
const std::set<std::string> kMysqlOnly = {"bin_to_uuid", "uuid_to_bin"};
const std::set<std::string> kOfTheMoment = {
    "curdate",           "current_date", "current_time",
    "current_timestamp", "curtime",      "json_array",
    "json_object",       "now",          "uuid"};

// Only what every server of the family understands alike is carried over.
std::optional<std::string> from_expression(const std::string& sql,
                                           const Type& to, const Flavor& target,
                                           std::string* problem) {
  std::set<std::string> more = kOfTheMoment;
  if (target.kind == FlavorKind::kMysql) {
    more.insert(kMysqlOnly.begin(), kMysqlOnly.end());
  }
  TakenExpression taken = take_expression(
      sql,
      [](const std::string& name) {
        return NamedColumn{"", cat("its expression names column ", name)};
      },
      more);
  if (!taken.problem.empty()) {
    *problem = taken.problem;
    return std::nullopt;
  }
  if (!takes_expressions(target)) {
    *problem = "the target takes no expression as a default";
    return std::nullopt;
  }
  // What is no more than a value, servers print as one.
  const bool large = is_large(to.kind) && target.kind != FlavorKind::kMariadb;
  const std::string number = bare_number(taken.sql);
  if (!number.empty() && !large) return cat("'", number, "'");
  const auto text = quoted(taken.sql);
  if (text && !large) {
    const bool bytes = holds_bytes(to.kind) && is_ascii(*text);
    return bytes ? quote_bytes(*text) : taken.sql;
  }
  return cat("(", taken.sql, ")");
}

// A TIMESTAMP that says nothing gets a default of the server's own choice
// where explicit_defaults_for_timestamp is off; then it is said.
bool gets_zero(const Column& source, TypeKind to, const Flavor& target) {
  return to == TypeKind::kTimestamp && !source.nullable &&
         !source.default_value &&
         target.trait("explicit_defaults_for_timestamp") == "OFF";
}

}  // namespace

std::optional<std::string> default_text(const Column& column) {
  if (!column.default_value) return std::nullopt;
  if (!column.default_is_expression) return literal_text(column);
  const std::string now = current_timestamp(*column.default_value);
  if (!now.empty()) return now;
  return cat("(", *column.default_value, ")");
}

std::optional<std::string> target_default(const Column& source,
                                          const std::string& native,
                                          const Flavor& target,
                                          std::string* problem) {
  problem->clear();
  const Type to = parse_native(native);
  if (gets_zero(source, to.kind, target)) return kZeroMoment;
  if (!source.default_value) return std::nullopt;
  const bool family_text =
      is_character(source.type.kind) && is_character(to.kind);
  if (to.kind != source.type.kind && !family_text) {
    *problem = cat("the column becomes ", native);
    return std::nullopt;
  }
  const std::string text = *default_text(source);
  if (source.default_is_expression && text.front() == '(') {
    return from_expression(*source.default_value, to, target, problem);
  }
  const bool large = is_large(to.kind) && target.kind != FlavorKind::kMariadb;
  if (!large) return text;
  if (takes_expressions(target)) return cat("(", text, ")");
  *problem =
      cat("a column of type ", native, " takes no default on the target");
  return std::nullopt;
}

}  // namespace millrace::mysql
