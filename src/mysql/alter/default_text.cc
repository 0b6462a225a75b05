// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_text.h"

#include "base/text.h"
#include "mysql/alter/default_value.h"
#include "mysql/column_default.h"
#include "mysql/values.h"

namespace millrace::mysql {
namespace {

std::string set_value(Written written, std::string value, Column* column) {
  std::string problem =
      tidy_value(written, column->type, column->native, &value);
  column->default_value = std::move(value);
  column->default_is_expression = false;
  return problem;
}

std::string set_sql(std::string sql, Column* column) {
  column->default_value = std::move(sql);
  column->default_is_expression = true;
  return "";
}

// b'1', 0b1, x'41', 0x41. False: it is none of them.
bool read_coded(Words& words, Column* column, std::string* problem) {
  const size_t start = words.place();
  const std::string first = to_lower(words.written());
  const bool prefixed = first == "b" || first == "x";
  const bool whole = first.starts_with("0x") || first.starts_with("0b");
  if (!prefixed && !whole) return false;
  words.skip();
  std::string digits = whole ? first.substr(2) : "";
  if (prefixed) {
    auto inside = words.touches() ? words.literal() : std::nullopt;
    if (!inside) return words.go_back(start), false;
    digits = std::move(*inside);
  }
  const bool bits = first.ends_with('b') || first.starts_with("0b");
  if (bits) {
    const bool known = digits.find_first_not_of("01") == std::string::npos;
    *problem = known ? set_value(Written::kBits, digits, column)
                     : cat("the default ", words.since(start));
    return true;
  }
  std::string bytes;
  *problem = unhex(digits, &bytes)
                 ? set_value(Written::kBytes, std::move(bytes), column)
                 : cat("the default ", words.since(start));
  return true;
}

// "1", "-1.5", "1e5": signs and digits without blanks.
std::string read_number(Words& words) {
  const size_t start = words.place();
  const auto digits = [&] {
    const std::string text = words.written();
    return !text.empty() &&
           text.find_first_not_of("0123456789eE") == std::string::npos &&
           text[0] != 'e' && text[0] != 'E';
  };
  const auto exponent = [&] {
    const std::string text = to_lower(words.since(start));
    return text.ends_with('e') && words.touches();
  };
  if (!words.accept('-')) words.accept('+');
  if (!digits() && !words.peek('.')) return words.go_back(start), "";
  if (digits()) words.skip();
  if (words.peek('.') && words.accept('.') && digits() && words.touches()) {
    words.skip();
  }
  if (exponent() && (words.accept('-') || words.accept('+'))) words.skip();
  std::string out;
  for (const char c : words.since(start)) {
    if (c != ' ' && c != '+') out.push_back(c);
  }
  return out;
}

std::string read_text(Words& words, const AlterContext& context,
                      Column* column) {
  auto text = words.literal();
  if (!text) return "a default is not read";
  if (text->empty() && context.empty_is_null()) return "";
  return set_value(Written::kText, std::move(*text), column);
}

std::string read_call(Words& words, Column* column) {
  const bool now = words.accept_any(
      {"CURRENT_TIMESTAMP", "NOW", "LOCALTIME", "LOCALTIMESTAMP"});
  const size_t start = words.place();
  if (!now && !words.name()) return "a default is missing";
  const std::string name = now ? "CURRENT_TIMESTAMP" : words.since(start);
  std::string arguments;
  if (auto inside = words.parenthesized()) {
    arguments = cat("(", trim(*inside), ")");
  }
  const std::string moment = current_timestamp(name + arguments);
  return set_sql(moment.empty() ? name + arguments : moment, column);
}

std::string implicit_value(const Type& type) {
  switch (type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kFloat:
    case TypeKind::kDouble:
      return "0";
    case TypeKind::kDecimal:
      return type.scale == 0
                 ? "0"
                 : "0." + std::string(static_cast<size_t>(type.scale), '0');
    case TypeKind::kBit:
      return std::string(type.length, '0');
    case TypeKind::kBinary:
      return std::string(type.length, '\0');
    case TypeKind::kEnum:
      return type.labels[0];
    default:
      return "";
  }
}

bool is_moment(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp || kind == TypeKind::kTime;
}

// "2024-01-31 10:00:00": every digit in its place, and none too many, which
// one server rounds and the other cuts off.
bool is_canonical(const std::string& value, const Type& type) {
  std::string form = type.kind == TypeKind::kTime ? "" : "dddd-dd-dd";
  if (type.kind != TypeKind::kDate) {
    form += form.empty() ? "dd:dd:dd" : " dd:dd:dd";
    if (value.size() > form.size()) form += '.';
    if (value.size() > form.size() + static_cast<size_t>(type.fsp)) {
      return false;
    }
    if (value.size() > form.size()) {
      form.append(value.size() - form.size(), 'd');
    }
  }
  if (value.size() != form.size()) return false;
  for (size_t i = 0; i < value.size(); ++i) {
    const bool digit = value[i] >= '0' && value[i] <= '9';
    if (form[i] == 'd' ? !digit : value[i] != form[i]) return false;
  }
  return true;
}

std::string value_of_expression(const Column& column,
                                const AlterContext& context,
                                std::optional<std::string>* value) {
  const Type& type = column.type;
  const bool seconds = *column.default_value == "CURRENT_TIMESTAMP" &&
                       type.kind == TypeKind::kTimestamp && type.fsp == 0;
  if (!seconds || context.time == 0) {
    return cat("its default is ", *column.default_value);
  }
  char text[kValueRoom];
  *value = std::string(text, write_timestamp(text, context.time, 0, 0));
  return "";
}

std::string value_of_default(const Column& column,
                             std::optional<std::string>* value) {
  const Type& type = column.type;
  const std::string& text = *column.default_value;
  if (is_moment(type.kind) && !is_canonical(text, type)) {
    return cat("its default is spelled ", text);
  }
  if (type.kind == TypeKind::kYear && text.size() != 4) {
    return cat("its default is spelled ", text);
  }
  const bool zero = text.starts_with("0000-00-00");
  if (type.kind == TypeKind::kTimestamp && !zero) {
    return cat("its default ", text,
               " is a time in the time zone of who ran the statement");
  }
  *value = text;
  return "";
}

}  // namespace

std::string read_default(Words& words, const AlterContext& context,
                         Column* column) {
  std::string problem;
  if (words.accept("NULL")) return "";
  if (words.is_literal()) return read_text(words, context, column);
  if (words.accept("TRUE")) return set_value(Written::kNumber, "1", column);
  if (words.accept("FALSE")) return set_value(Written::kNumber, "0", column);
  if (read_coded(words, column, &problem)) return problem;
  const std::string number = read_number(words);
  if (!number.empty()) return set_value(Written::kNumber, number, column);
  if (auto inside = words.parenthesized()) {
    return set_sql(trim(*inside), column);
  }
  const size_t start = words.place();
  if (words.accept_any({"DATE", "TIME", "TIMESTAMP"})) {
    if (words.is_literal()) return read_text(words, context, column);
    words.go_back(start);
  }
  return read_call(words, column);
}

// The current time as default and ON UPDATE are one thing to MariaDB. Old
// MySQL takes SET DEFAULT and leaves the current time (seen with 5.6).
std::string clear_default(const Flavor& flavor, bool drops, Column* column) {
  const bool now = column->default_is_expression && column->default_value &&
                   column->default_value->starts_with("CURRENT_TIMESTAMP");
  if (now && flavor.kind == FlavorKind::kMariadb) column->on_update.clear();
  if (now && !drops && flavor.kind == FlavorKind::kMysql &&
      !flavor.at_least(8)) {
    return cat("this server leaves the current time as default of ",
               column->name);
  }
  column->default_value.reset();
  column->default_is_expression = false;
  return "";
}

std::string value_of_old_rows(const Column& column, const AlterContext& context,
                              std::optional<std::string>* value) {
  value->reset();
  const Type& type = column.type;
  if (column.generated != Generated::kNo) return "the server computes it";
  if (column.auto_increment) return "the server numbers the rows";
  if (column.default_value && column.default_is_expression) {
    return value_of_expression(column, context, value);
  }
  if (column.default_value) return value_of_default(column, value);
  if (column.nullable) return "";
  if (is_moment(type.kind) || type.kind == TypeKind::kYear ||
      type.kind == TypeKind::kJson || type.kind == TypeKind::kGeometry ||
      type.kind == TypeKind::kVector || type.kind == TypeKind::kUuid ||
      type.kind == TypeKind::kInet4 || type.kind == TypeKind::kInet6) {
    return "it takes no NULL and has no default";
  }
  *value = implicit_value(type);
  return "";
}

}  // namespace millrace::mysql
