// SPDX-License-Identifier: Apache-2.0
#include "verify/expected_value.h"

#include "base/text.h"

namespace millrace {
namespace {

int number_at(std::string_view s, size_t at, size_t digits) {
  int value = 0;
  for (size_t i = at; i < at + digits; ++i) value = value * 10 + (s[i] - '0');
  return value;
}

int days_in(int year, int month) {
  if (month == 2) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return leap ? 29 : 28;
  }
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

bool has_date(TypeKind kind) {
  return kind == TypeKind::kDate || kind == TypeKind::kDatetime ||
         kind == TypeKind::kTimestamp;
}

bool has_text(TypeKind kind) {
  return is_character(kind) || kind == TypeKind::kJson;
}

}  // namespace

bool is_no_date(std::string_view s) {
  if (s.size() < 10 || s[4] != '-' || s[7] != '-') return false;
  const int year = number_at(s, 0, 4);
  const int month = number_at(s, 5, 2);
  const int day = number_at(s, 8, 2);
  return year < 1 || month < 1 || month > 12 || day < 1 ||
         day > days_in(year, month);
}

ExpectedValue::ExpectedValue(const ValuePolicies& policies, const Type& type)
    : date_(has_date(type.kind) &&
            policies.zero_date != ZeroDatePolicy::kError),
      text_(has_text(type.kind) &&
            (policies.nul_byte != NulBytePolicy::kError ||
             policies.invalid_text != InvalidTextPolicy::kError)),
      policies_(policies),
      epoch_(type.kind == TypeKind::kDate ? "1970-01-01"
                                          : "1970-01-01 00:00:00.000000") {}

Cell ExpectedValue::of(const Cell& source) {
  if (source.is_null()) return source;
  if (date_) return of_date(source);
  if (text_) return of_text(source);
  return source;
}

Cell ExpectedValue::of_date(const Cell& source) const {
  if (!is_no_date(source.text())) return source;
  return policies_.zero_date == ZeroDatePolicy::kNull ? Cell::null()
                                                      : Cell::of(epoch_);
}

Cell ExpectedValue::of_text(const Cell& source) {
  std::string_view rest = source.text();
  const bool clean =
      rest.find('\0') == rest.npos && valid_utf8_prefix(rest) == rest.size();
  if (clean) return source;
  scratch_.clear();
  while (!rest.empty()) {
    const size_t valid = valid_utf8_prefix(rest);
    scratch_ += rest.substr(0, valid);
    rest.remove_prefix(valid);
    if (rest.empty()) break;
    if (policies_.invalid_text == InvalidTextPolicy::kReplace) {
      append_utf8(scratch_, 0xfffd);
    } else {
      scratch_ += rest[0];
    }
    rest.remove_prefix(1);
  }
  if (policies_.nul_byte == NulBytePolicy::kStrip) {
    std::erase(scratch_, '\0');
  }
  return Cell::of(scratch_);
}

}  // namespace millrace
