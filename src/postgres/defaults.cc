// SPDX-License-Identifier: Apache-2.0
#include "postgres/defaults.h"

#include <charconv>
#include <cmath>
#include <cstdlib>

#include "base/text.h"

namespace millrace {
namespace {

using Answer = std::optional<std::string>;

Answer cannot(std::string* problem, std::string why) {
  *problem = std::move(why);
  return std::nullopt;
}

std::string quoted(std::string_view value) {
  return "'" + replace_all(value, "'", "''") + "'";
}

// How pg_get_expr() names the type of a constant.
std::string cast_name(const NativeType& target) {
  if (target.is("bit")) return "\"bit\"";
  if (target.is("character")) return "bpchar";
  return target.base;
}

std::string constant(std::string_view value, const NativeType& target) {
  return cat(quoted(value), "::", cast_name(target));
}

bool all_digits(std::string_view s) {
  for (char c : s) {
    if (c < '0' || c > '9') return false;
  }
  return !s.empty();
}

// Digits with at most one sign and one point, superfluous zeros in front
// taken away; "" when it is none.
std::string tidy_number(std::string_view value) {
  std::string text = trim(value);
  bool negative = !text.empty() && text[0] == '-';
  if (negative || (!text.empty() && text[0] == '+')) text.erase(0, 1);
  size_t point = std::min(text.find('.'), text.size());
  std::string whole = text.substr(0, point);
  std::string rest = text.substr(std::min(point + 1, text.size()));
  if (whole.empty()) whole = "0";
  if (!all_digits(whole) || (!rest.empty() && !all_digits(rest))) return "";
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  std::string out = rest.empty() ? whole : cat(whole, ".", rest);
  bool zero = out.find_first_of("123456789") == std::string::npos;
  return negative && !zero ? "-" + out : out;
}

// A number becomes an int4, int8 or numeric constant by its size alone,
// whatever the column's type.
std::string number_constant(const std::string& number) {
  bool negative = number[0] == '-';
  if (number.find('.') != std::string::npos) {
    return negative ? quoted(number) + "::numeric" : number;
  }
  int64_t n = 0;
  auto [end, error] =
      std::from_chars(number.data(), number.data() + number.size(), n);
  if (error != std::errc()) return quoted(number) + "::numeric";
  if (n > INT32_MAX || n < INT32_MIN) return quoted(number) + "::bigint";
  return negative ? quoted(number) + "::integer" : number;
}

// Shortest digits that read back, in the server's choice of notation:
// fixed for exponents from -4 up to the type's sure digits.
template <typename Float>
std::string server_float(Float value, int fixed_below) {
  if (value == 0) return "0";
  char buffer[64];
  char* end = std::to_chars(buffer, buffer + sizeof buffer, value,
                            std::chars_format::scientific)
                  .ptr;
  std::string scientific(buffer, end);
  int exponent = std::atoi(scientific.c_str() + scientific.find('e') + 1);
  if (exponent < -4 || exponent >= fixed_below) return scientific;
  end = std::to_chars(buffer, buffer + sizeof buffer, value,
                      std::chars_format::fixed)
            .ptr;
  return std::string(buffer, end);
}

}  // namespace

std::string float_words(std::string_view number, const NativeType& type) {
  const char* last = number.data() + number.size();
  double wide = 0;
  float narrow = 0;
  std::from_chars(number.data(), last, wide);
  std::from_chars(number.data(), last, narrow);
  return type.is("real") ? server_float(narrow, 6) : server_float(wide, 15);
}

namespace {

Answer float_default(const std::string& value, const NativeType& target,
                     std::string* problem) {
  double wide = 0;
  const char* last = value.data() + value.size();
  auto [end, error] = std::from_chars(value.data(), last, wide);
  if (error != std::errc() || end != last) {
    return cannot(problem, cat("default ", value, " is no number"));
  }
  return constant(float_words(value, target), target);
}

Answer number_default(const std::string& value, const NativeType& target,
                      std::string* problem) {
  if (target.is("real") || target.is("double precision")) {
    return float_default(trim(value), target, problem);
  }
  if (target.is("boolean")) {
    std::string n = tidy_number(value);
    if (n == "0") return "false";
    if (n == "1") return "true";
    return cannot(problem, cat("default ", value, " is neither 0 nor 1"));
  }
  std::string number = tidy_number(value);
  if (number.empty()) {
    return cannot(problem, cat("default ", value, " is no number"));
  }
  if (target.is_text()) return constant(value, target);
  return number_constant(number);
}

// b'101' or 101, without the marks, filled up to the column's length.
std::string bits_of(const Column& source) {
  std::string bits = *source.default_value;
  if (bits.size() >= 3 && (bits[0] == 'b' || bits[0] == 'B') &&
      bits[1] == '\'') {
    bits = bits.substr(2, bits.size() - 3);
  }
  if (bits.find_first_not_of("01") != std::string::npos) return "";
  if (bits.size() < source.type.length) {
    bits.insert(0, source.type.length - bits.size(), '0');
  }
  return bits;
}

Answer bit_default(const Column& source, const NativeType& target,
                   std::string* problem) {
  std::string bits = bits_of(source);
  if (bits.empty()) {
    return cannot(problem,
                  cat("default ", *source.default_value, " is no bit string"));
  }
  if (target.is("boolean")) return bits == "1" ? "true" : "false";
  if (target.is_integer()) {
    return number_constant(cat(std::strtoull(bits.c_str(), nullptr, 2)));
  }
  return constant(bits, target);
}

Answer bytes_default(const Column& source, const NativeType& target) {
  std::string bytes = *source.default_value;
  if (source.type.kind == TypeKind::kBinary) {
    bytes.resize(std::max<size_t>(bytes.size(), source.type.length), '\0');
  }
  return constant("\\x" + hex(bytes), target);
}

Answer text_default(const std::string& value, const NativeType& target,
                    std::string* problem) {
  if (value.find('\0') != std::string::npos ||
      valid_utf8_prefix(value) != value.size()) {
    return cannot(problem, "the default holds bytes that are no text");
  }
  return constant(value, target);
}

bool is_zero_date(const std::string& value) {
  return value.starts_with("0000") || value.substr(5, 2) == "00" ||
         value.substr(8, 2) == "00";
}

// "12:00:00.500" -> "12:00:00.5", as the server prints it.
std::string without_zero_fraction(std::string text) {
  size_t point = text.find('.');
  if (point == std::string::npos) return text;
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

Answer date_default(const Column& source, const NativeType& target,
                    std::string* problem) {
  const std::string& value = *source.default_value;
  if (value.size() < 10 || is_zero_date(value)) {
    return cannot(problem,
                  cat("default '", value, "' is no date on the target"));
  }
  std::string text = without_zero_fraction(value);
  if (target.is("timestamp with time zone")) text += "+00";
  if (target.is("timestamp without time zone") && text.size() == 10) {
    text += " 00:00:00";
  }
  return constant(text, target);
}

// "current_timestamp(3)", "NOW()" -> the function alone, in lower case.
std::string function_of(const std::string& expression) {
  std::string text = to_lower(trim(expression));
  while (text.size() > 2 && text.front() == '(' && text.back() == ')') {
    text = trim(text.substr(1, text.size() - 2));
  }
  return text.substr(0, text.find('('));
}

bool is_now(const std::string& function) {
  return function == "current_timestamp" || function == "now" ||
         function == "localtimestamp" || function == "localtime";
}

Answer now_default(const Column& source, const NativeType& target,
                   std::string* problem) {
  std::string digits =
      source.type.fsp > 0 ? cat("(", source.type.fsp, ")") : std::string();
  if (target.is("timestamp with time zone")) {
    return "CURRENT_TIMESTAMP" + digits;
  }
  if (target.is("timestamp without time zone")) {
    return "LOCALTIMESTAMP" + digits;
  }
  return cannot(problem, "CURRENT_TIMESTAMP has no form in " + target.str());
}

Answer expression_default(const Column& source, const NativeType& target,
                          std::string* problem) {
  const std::string& text = *source.default_value;
  std::string function = function_of(text);
  if (is_now(function)) return now_default(source, target, problem);
  if (to_lower(trim(text)) == "null") return std::nullopt;
  bool today = function == "curdate" || function == "current_date";
  if (today && target.is("date")) return "CURRENT_DATE";
  if (function == "uuid" && target.is("uuid")) return "gen_random_uuid()";
  if (function == "uuid" && target.is("text")) {
    return "(gen_random_uuid())::text";
  }
  return cannot(problem,
                cat("default ", text,
                    " is an expression that millrace does not translate"));
}

Answer literal_default(const Column& source, const NativeType& target,
                       std::string* problem) {
  const std::string& value = *source.default_value;
  switch (source.type.kind) {
    case TypeKind::kInteger:
    case TypeKind::kDecimal:
    case TypeKind::kFloat:
    case TypeKind::kDouble:
    case TypeKind::kBoolean:
    case TypeKind::kYear:
      return number_default(value, target, problem);
    case TypeKind::kBit:
      return bit_default(source, target, problem);
    case TypeKind::kBinary:
    case TypeKind::kVarbinary:
    case TypeKind::kBlob:
      return bytes_default(source, target);
    case TypeKind::kDate:
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      return date_default(source, target, problem);
    case TypeKind::kTime:
      return constant(without_zero_fraction(value), target);
    case TypeKind::kUuid:
      return constant(to_lower(value), target);
    case TypeKind::kGeometry:
    case TypeKind::kVector:
    case TypeKind::kOther:
      return cannot(problem,
                    cat("a default of type ", kind_name(source.type.kind),
                        " is not translated"));
    default:
      return text_default(value, target, problem);
  }
}

}  // namespace

std::optional<std::string> default_for(const Column& source,
                                       const NativeType& target,
                                       std::string* problem) {
  problem->clear();
  if (!source.default_value) return std::nullopt;
  if (source.generated != Generated::kNo) return std::nullopt;
  if (source.default_is_expression) {
    return expression_default(source, target, problem);
  }
  bool moment = source.type.kind == TypeKind::kDatetime ||
                source.type.kind == TypeKind::kTimestamp;
  if (moment && is_now(function_of(*source.default_value))) {
    return now_default(source, target, problem);
  }
  return literal_default(source, target, problem);
}

}  // namespace millrace
