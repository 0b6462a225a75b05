// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "verify/row_filter.h"

namespace millrace {
namespace {

// "…:07.500000" with as many digits after the point as the type has.
std::string with_fraction(std::string_view canonical, int digits) {
  const size_t point = canonical.find('.');
  if (point == canonical.npos) return std::string(canonical);
  if (digits == 0) return std::string(canonical.substr(0, point));
  return std::string(
      canonical.substr(0, point + 1 + static_cast<size_t>(digits)));
}

std::string with_scale(std::string_view number, int scale) {
  std::string out(number);
  if (scale == 0) return out;
  size_t point = out.find('.');
  if (point == out.npos) {
    point = out.size();
    out += '.';
  }
  out.resize(point + 1 + static_cast<size_t>(scale), '0');
  return out;
}

// Hours have at least two digits: "-7:05:00" is "-07:05:00".
std::string with_two_hour_digits(std::string text) {
  const size_t digits = text.starts_with("-") ? 1 : 0;
  const size_t colon = text.find(':');
  if (colon == digits + 1) text.insert(digits, 1, '0');
  return text;
}

}  // namespace

Cell neutral_cell(const Type& type, const Cell& canonical,
                  std::string* scratch) {
  if (canonical.is_null()) return canonical;
  const std::string_view text = canonical.text();
  switch (type.kind) {
    case TypeKind::kDecimal:
      *scratch = with_scale(text, type.scale);
      break;
    case TypeKind::kTime:
      *scratch = with_two_hour_digits(with_fraction(text, type.fsp));
      break;
    case TypeKind::kDatetime:
    case TypeKind::kTimestamp:
      *scratch = with_fraction(text, type.fsp);
      break;
    case TypeKind::kYear:
      *scratch = std::string(text.size() < 4 ? 4 - text.size() : 0, '0');
      scratch->append(text);
      break;
    default:
      if (!is_binary(type.kind)) return canonical;
      if (!unhex(text, scratch)) return canonical;
  }
  return Cell::of(*scratch);
}

}  // namespace millrace
