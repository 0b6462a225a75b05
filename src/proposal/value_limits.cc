// SPDX-License-Identifier: Apache-2.0
#include "proposal/value_limits.h"

#include <charconv>

#include "base/text.h"

namespace millrace {
namespace {

// "numeric(10,2)" -> {"numeric", 10, 2}; "int unsigned" -> {"int unsigned"}.
struct Spelled {
  std::string base;
  int first = -1;
  int second = -1;
};

Spelled take_apart(const std::string& native) {
  Spelled spelled;
  const size_t open = native.find('(');
  if (open == std::string::npos) return {to_lower(native), -1, -1};
  const size_t close = native.find(')', open);
  if (close == std::string::npos) return spelled;
  spelled.base = to_lower(native.substr(0, open) + native.substr(close + 1));
  int* numbers[] = {&spelled.first, &spelled.second};
  size_t at = 0;
  for (const std::string& part :
       split(native.substr(open + 1, close - open - 1), ',')) {
    const std::string digits = trim(part);
    if (at < 2) {
      std::from_chars(digits.data(), digits.data() + digits.size(),
                      *numbers[at++]);
    }
  }
  return spelled;
}

struct Range {
  const char* base;
  const char* least;
  const char* greatest;
};

constexpr Range kRanges[] = {
    {"smallint", "-32768", "32767"},
    {"integer", "-2147483648", "2147483647"},
    {"bigint", "-9223372036854775808", "9223372036854775807"},
    {"int", "-2147483648", "2147483647"},
    {"mediumint", "-8388608", "8388607"},
    {"tinyint", "-128", "127"},
    {"tinyint unsigned", "0", "255"},
    {"smallint unsigned", "0", "65535"},
    {"mediumint unsigned", "0", "16777215"},
    {"int unsigned", "0", "4294967295"},
    {"bigint unsigned", "0", "18446744073709551615"},
};

// How many digits stand before the point in the type's greatest value.
int whole_digits(const Type& type) {
  if (type.kind == TypeKind::kDecimal) return type.precision - type.scale;
  switch (type.bits) {
    case 8:
      return 3;
    case 16:
      return 5;
    case 24:
      return 8;
    case 32:
      return 10;
    default:
      return type.is_unsigned ? 20 : 19;
  }
}

int bits_of(const std::string& base) {
  if (base.starts_with("tinyint")) return 8;
  if (base.starts_with("smallint")) return 16;
  if (base.starts_with("mediumint")) return 24;
  return base.starts_with("bigint") ? 64 : 32;
}

}  // namespace

std::optional<std::pair<std::string, std::string>> number_limits(
    const std::string& native) {
  const Spelled is = take_apart(native);
  for (const Range& range : kRanges) {
    if (is.base == range.base) {
      return std::pair<std::string, std::string>(range.least, range.greatest);
    }
  }
  if ((is.base != "numeric" && is.base != "decimal") || is.first <= 0) {
    return std::nullopt;
  }
  const int scale = std::max(0, is.second);
  const int whole = std::max(0, is.first - scale);
  std::string most = whole == 0 ? "0" : std::string(whole, '9');
  if (scale > 0) append_to(most, ".", std::string(scale, '9'));
  return std::pair<std::string, std::string>("-" + most, most);
}

std::optional<uint64_t> text_limit(const std::string& native) {
  const Spelled is = take_apart(native);
  const bool known = is.base == "character varying" || is.base == "varchar" ||
                     is.base == "character" || is.base == "char";
  if (!known || is.first < 0) return std::nullopt;
  return static_cast<uint64_t>(is.first);
}

bool number_fits(const Type& type, const std::string& native) {
  if (!number_limits(native)) return true;
  const Spelled is = take_apart(native);
  if (is.first > 0 && (is.base == "numeric" || is.base == "decimal")) {
    return is.first - std::max(0, is.second) >= whole_digits(type);
  }
  const bool is_unsigned = is.base.ends_with(" unsigned");
  const int bits = bits_of(is.base);
  if (type.kind == TypeKind::kDecimal) {
    constexpr int kSafe[] = {2, 4, 6, 9, 18};  // digits that always fit
    const int at = bits == 64 ? 4 : bits / 8 - 1;
    return !is_unsigned && whole_digits(type) <= kSafe[at];
  }
  if (type.is_unsigned == is_unsigned) return bits >= type.bits;
  return type.is_unsigned && bits > type.bits;
}

bool text_fits(const Type& type, const std::string& native) {
  const std::optional<uint64_t> limit = text_limit(native);
  if (!limit) return true;
  if (type.kind != TypeKind::kChar && type.kind != TypeKind::kVarchar) {
    return false;
  }
  return type.length <= *limit;
}

}  // namespace millrace
