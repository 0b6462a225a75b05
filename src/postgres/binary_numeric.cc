// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <algorithm>
#include <bit>
#include <cstdint>

#include "base/digits.h"
#include "postgres/big_endian.h"

namespace millrace {
namespace {

constexpr uint16_t kPositive = 0x0000;
constexpr uint16_t kNegative = 0x4000;
constexpr size_t kMostGroups = 64;  // the source has 65 decimals at most

struct Groups {
  uint16_t digits[kMostGroups];
  size_t whole = 0;  // of them before the point
  size_t count = 0;
};

// Nearly every number: two groups before the point at most, one behind it.
// nullptr when it is another one, or none.
char* write_short(std::string_view text, bool negative, char* out) {
  static constexpr uint64_t kFill[] = {0, 1000, 100, 10, 1};
  const size_t size = text.size();
  size_t point = size;
  size_t scale = 0;
  for (size_t i = 1; i <= 5 && i <= size; ++i) {
    if (text[size - i] != '.') continue;
    point = size - i;
    scale = i - 1;
    break;
  }
  if (point == 0 || point > 8) return nullptr;
  EightDigits whole;
  EightDigits part;
  if (!read_digits(text.data(), point, &whole) ||
      !read_digits(text.data() + size - scale, scale, &part)) {
    return nullptr;
  }
  const uint64_t groups = uint64_t{whole.high} << 32 |
                          uint64_t{whole.low} << 16 | part.low * kFill[scale];
  // The server keeps neither zeros before nor zeros after.
  if (groups == 0) return put_big_endian(uint64_t{scale}, out);
  const auto skipped = static_cast<uint64_t>(std::countl_zero(groups) / 16 - 1);
  const auto left_off = static_cast<uint64_t>(std::countr_zero(groups) / 16);
  const uint64_t count = 3 - skipped - left_off;
  const auto weight = static_cast<uint16_t>(1 - skipped);
  const uint64_t sign = negative ? kNegative : kPositive;
  out = put_big_endian(
      count << 48 | uint64_t{weight} << 32 | sign << 16 | scale, out);
  put_big_endian(groups << 16 << 16 * skipped, out);
  return out + 2 * count;
}

// Four decimal digits of `text` from `from` on, zeros where there are none;
// `from` may lie before the beginning. False when they are no digits.
bool base_digit(std::string_view text, int64_t from, uint16_t* digit) {
  uint16_t n = 0;
  for (int64_t i = from; i < from + 4; ++i) {
    const bool there = i >= 0 && i < static_cast<int64_t>(text.size());
    const int value = there ? text[static_cast<size_t>(i)] - '0' : 0;
    if (value < 0 || value > 9) return false;
    n = static_cast<uint16_t>(n * 10 + value);
  }
  *digit = n;
  return true;
}

// What stands before the point, without zeros in front, and behind it. False
// when that is no number, or one that is too long.
bool long_groups(std::string_view text, size_t* scale, Groups* groups) {
  const size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  if (whole.empty() && part.empty()) return false;
  while (!whole.empty() && whole[0] == '0') whole.remove_prefix(1);
  *scale = part.size();
  groups->whole = (whole.size() + 3) / 4;
  groups->count = groups->whole + (part.size() + 3) / 4;
  if (groups->count > kMostGroups) return false;
  const int64_t first = static_cast<int64_t>(whole.size()) -
                        static_cast<int64_t>(4 * groups->whole);
  for (size_t i = 0; i < groups->count; ++i) {
    const bool before = i < groups->whole;
    const auto at = static_cast<int64_t>(4 * (before ? i : i - groups->whole));
    if (!base_digit(before ? whole : part, before ? first + at : at,
                    &groups->digits[i])) {
      return false;
    }
  }
  return true;
}

}  // namespace

char* write_numeric(std::string_view text, char* out) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  if (char* const end = write_short(text, negative, out)) return end;
  Groups groups;
  size_t scale = 0;
  if (!long_groups(text, &scale, &groups)) return nullptr;
  // The server keeps neither zeros before nor zeros after.
  size_t begin = 0;
  size_t end = groups.count;
  while (begin < end && groups.digits[begin] == 0) ++begin;
  while (end > begin && groups.digits[end - 1] == 0) --end;
  const bool zero = begin == end;
  const auto weight = static_cast<uint16_t>(groups.whole - 1 - begin);
  out = put_big_endian(static_cast<uint16_t>(end - begin), out);
  out = put_big_endian(zero ? uint16_t{0} : weight, out);
  out = put_big_endian(negative && !zero ? kNegative : kPositive, out);
  out = put_big_endian(static_cast<uint16_t>(scale), out);
  for (size_t i = begin; i < end; ++i) {
    out = put_big_endian(groups.digits[i], out);
  }
  return out;
}

}  // namespace millrace
