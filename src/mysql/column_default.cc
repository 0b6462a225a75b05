// SPDX-License-Identifier: Apache-2.0
#include "mysql/column_default.h"

#include "base/text.h"
#include "mysql/types.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

bool is_number(std::string_view s) {
  if (s.empty()) return false;
  return s.find_first_not_of("+-.0123456789eE") == std::string_view::npos &&
         s.find_first_of("0123456789") != std::string_view::npos;
}

// b'101' -> 00000101 for bit(8).
std::optional<std::string> bits_of(std::string_view s, uint64_t length) {
  if (s.size() < 3 || (s[0] != 'b' && s[0] != 'B') || s[1] != '\'' ||
      s.back() != '\'') {
    return std::nullopt;
  }
  std::string bits(s.substr(2, s.size() - 3));
  if (bits.find_first_not_of("01") != std::string::npos) return std::nullopt;
  if (bits.size() < length) bits.insert(0, length - bits.size(), '0');
  return bits;
}

// 0x6162 or x'6162' -> ab.
std::optional<std::string> bytes_of(std::string_view s) {
  std::string bytes;
  if (s.size() >= 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X')) {
    if (unhex(s.substr(2), &bytes)) return bytes;
  }
  if (s.size() >= 3 && (s[0] == 'x' || s[0] == 'X') && s[1] == '\'' &&
      s.back() == '\'' && unhex(s.substr(2, s.size() - 3), &bytes)) {
    return bytes;
  }
  return std::nullopt;
}

bool holds_bytes(TypeKind kind) {
  return kind == TypeKind::kBinary || kind == TypeKind::kVarbinary ||
         kind == TypeKind::kBlob;
}

void set_value(std::string value, Column* column) {
  if (column->type.zerofill) value = without_zerofill(value);
  column->default_value = std::move(value);
  column->default_is_expression = false;
}

void set_expression(std::string sql, Column* column) {
  column->default_value = std::move(sql);
  column->default_is_expression = true;
}

void set_from_sql(const std::string& sql, Column* column) {
  if (iequals(sql, "NULL")) return;
  std::string text;
  size_t at = 0;
  if (parse_quoted(sql, &at, &text) && at == sql.size()) {
    return set_value(std::move(text), column);
  }
  if (is_number(sql)) return set_value(sql, column);
  if (auto bits = bits_of(sql, column->type.length)) {
    return set_value(*bits, column);
  }
  if (auto bytes = bytes_of(sql)) return set_value(*bytes, column);
  set_expression(sql, column);
}

void set_from_value(const std::string& value, Column* column) {
  if (column->type.kind == TypeKind::kBit) {
    if (auto bits = bits_of(value, column->type.length)) {
      return set_value(*bits, column);
    }
  }
  if (holds_bytes(column->type.kind)) {
    if (auto bytes = bytes_of(value)) return set_value(*bytes, column);
  }
  set_value(value, column);
}

}  // namespace

std::string plain_expression(std::string_view catalog_text) {
  std::string out;
  for (size_t i = 0; i < catalog_text.size(); ++i) {
    char c = catalog_text[i];
    char next = i + 1 < catalog_text.size() ? catalog_text[i + 1] : '\0';
    if (c == '\\' && (next == '\'' || next == '\\')) c = catalog_text[++i];
    out.push_back(c);
  }
  return out;
}

std::string current_timestamp(std::string_view text) {
  std::string lower = to_lower(trim(text));
  const std::string name = "current_timestamp";
  if (lower.rfind(name, 0) != 0) return "";
  std::string rest = lower.substr(name.size());
  if (rest.empty() || rest == "()" || rest == "(0)") return to_upper(name);
  if (rest.size() == 3 && rest[0] == '(' && rest[1] >= '1' && rest[1] <= '6' &&
      rest[2] == ')') {
    return to_upper(name) + rest;
  }
  return "";
}

void set_default(std::optional<std::string> catalog_text,
                 std::string_view extra, bool text_is_sql, Column* column) {
  if (!catalog_text) return;
  bool moment = column->type.kind == TypeKind::kDatetime ||
                column->type.kind == TypeKind::kTimestamp;
  std::string now = current_timestamp(*catalog_text);
  if (!now.empty() && (moment || text_is_sql)) {
    return set_expression(now, column);
  }
  if (text_is_sql) return set_from_sql(*catalog_text, column);
  if (to_lower(extra).find("default_generated") != std::string::npos) {
    return set_expression(plain_expression(*catalog_text), column);
  }
  set_from_value(*catalog_text, column);
}

}  // namespace millrace::mysql
