// SPDX-License-Identifier: Apache-2.0
#include "route/decimal_order.h"

#include <algorithm>
#include <charconv>
#include <string>

namespace millrace {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

size_t digits_at(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

// 0.d1d2d3… times 10^exponent, d1 not 0; no digits = zero.
struct Decimal {
  bool negative = false;
  std::string digits;
  long exponent = 0;
};

Decimal take_apart(std::string_view text) {
  Decimal number;
  size_t at = 0;
  if (text[0] == '-' || text[0] == '+') number.negative = text[at++] == '-';
  const size_t whole = digits_at(text, at);
  number.digits = text.substr(at, whole);
  number.exponent = static_cast<long>(whole);
  at += whole;
  if (at < text.size() && text[at] == '.') {
    const size_t fraction = digits_at(text, ++at);
    number.digits += text.substr(at, fraction);
    at += fraction;
  }
  if (at < text.size()) {
    ++at;  // the e
    if (at < text.size() && text[at] == '+') ++at;
    long power = 0;
    std::from_chars(text.data() + at, text.data() + text.size(), power);
    number.exponent += power;
  }
  const size_t zeros =
      std::min(number.digits.find_first_not_of('0'), number.digits.size());
  number.digits.erase(0, zeros);
  number.exponent -= static_cast<long>(zeros);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
  if (number.digits.empty()) number = Decimal();
  return number;
}

int compare_sizes(const Decimal& a, const Decimal& b) {
  if (a.digits.empty() || b.digits.empty()) {
    return static_cast<int>(!a.digits.empty()) -
           static_cast<int>(!b.digits.empty());
  }
  if (a.exponent != b.exponent) return a.exponent < b.exponent ? -1 : 1;
  const int order = a.digits.compare(b.digits);
  return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

}  // namespace

bool is_decimal(std::string_view text) {
  size_t at = 0;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) ++at;
  size_t digits = digits_at(text, at);
  at += digits;
  if (at < text.size() && text[at] == '.') {
    const size_t fraction = digits_at(text, ++at);
    digits += fraction;
    at += fraction;
  }
  if (digits == 0) return false;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const size_t power = digits_at(text, at);
    if (power == 0 || power > 9) return false;
    at += power;
  }
  return at == text.size();
}

int compare_decimals(std::string_view a, std::string_view b) {
  if (a == b) return 0;
  const Decimal x = take_apart(a);
  const Decimal y = take_apart(b);
  if (x.negative != y.negative) return x.negative ? -1 : 1;
  return x.negative ? compare_sizes(y, x) : compare_sizes(x, y);
}

}  // namespace millrace
