// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <algorithm>
#include <cstdint>

namespace millrace {
namespace {

constexpr uint16_t kPositive = 0x0000;
constexpr uint16_t kNegative = 0x4000;

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// Four decimal digits of `text` from `from` on, zeros where there are none;
// `from` may lie before the beginning.
int16_t base_digit(std::string_view text, int64_t from) {
  int16_t n = 0;
  for (int64_t i = from; i < from + 4; ++i) {
    const bool there = i >= 0 && i < static_cast<int64_t>(text.size());
    n = static_cast<int16_t>(n * 10 + (there ? text[i] - '0' : 0));
  }
  return n;
}

}  // namespace

bool append_numeric(std::string_view text, std::string& out) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  const size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  std::string_view part = text.substr(std::min(point + 1, text.size()));
  if (whole.size() + part.size() == 0 || !all_digits(whole) ||
      !all_digits(part)) {
    return false;
  }
  while (!whole.empty() && whole[0] == '0') whole.remove_prefix(1);
  int16_t digits[64];  // decimals of the source have 65 digits at most
  const auto whole_groups = static_cast<int64_t>((whole.size() + 3) / 4);
  const auto part_groups = static_cast<int64_t>((part.size() + 3) / 4);
  if (whole_groups + part_groups > 64) return false;
  int64_t n = 0;
  const int64_t first = static_cast<int64_t>(whole.size()) - 4 * whole_groups;
  for (int64_t i = 0; i < whole_groups; ++i) {
    digits[n++] = base_digit(whole, first + 4 * i);
  }
  for (int64_t i = 0; i < part_groups; ++i) {
    digits[n++] = base_digit(part, 4 * i);
  }
  // The server keeps neither zeros before nor zeros after.
  int64_t begin = 0;
  while (begin < n && digits[begin] == 0) ++begin;
  while (n > begin && digits[n - 1] == 0) --n;
  const bool zero = begin == n;
  char bytes[2 * (4 + 64)];
  char* at = put_big_endian(static_cast<uint16_t>(n - begin), bytes);
  at = put_big_endian(
      static_cast<uint16_t>(zero ? 0 : whole_groups - 1 - begin), at);
  at = put_big_endian<uint16_t>(negative && !zero ? kNegative : kPositive, at);
  at = put_big_endian(static_cast<uint16_t>(part.size()), at);
  for (int64_t i = begin; i < n; ++i) {
    at = put_big_endian(static_cast<uint16_t>(digits[i]), at);
  }
  out.append(bytes, static_cast<size_t>(at - bytes));
  return true;
}

}  // namespace millrace
