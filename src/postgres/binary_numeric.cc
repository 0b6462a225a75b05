// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <algorithm>
#include <cstdint>

#include "postgres/big_endian.h"

namespace millrace {
namespace {

constexpr uint16_t kPositive = 0x0000;
constexpr uint16_t kNegative = 0x4000;
constexpr uint64_t kBase = 10'000;
constexpr size_t kMostGroups = 64;  // the source has 65 decimals at most
// Most bytes of a text without sign whose two sides, filled up to whole
// groups, fit 64 bits each.
constexpr size_t kShort = 17;

struct Groups {
  uint16_t digits[kMostGroups];
  size_t whole = 0;  // of them before the point
  size_t count = 0;
};

bool all_digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= '0' && c <= '9'; });
}

// Four decimal digits of `text` from `from` on, zeros where there are none;
// `from` may lie before the beginning.
uint16_t base_digit(std::string_view text, int64_t from) {
  uint16_t n = 0;
  for (int64_t i = from; i < from + 4; ++i) {
    const bool there = i >= 0 && i < static_cast<int64_t>(text.size());
    n = static_cast<uint16_t>(n * 10 + (there ? text[i] - '0' : 0));
  }
  return n;
}

// What stands before the point, without zeros in front, and behind it. False
// when that is no number, or one that is too long.
bool long_groups(std::string_view text, size_t* scale, Groups* groups) {
  const size_t point = std::min(text.find('.'), text.size());
  std::string_view whole = text.substr(0, point);
  const std::string_view part = text.substr(std::min(point + 1, text.size()));
  if (!all_digits(whole) || !all_digits(part)) return false;
  while (!whole.empty() && whole[0] == '0') whole.remove_prefix(1);
  *scale = part.size();
  groups->whole = (whole.size() + 3) / 4;
  groups->count = groups->whole + (part.size() + 3) / 4;
  if (groups->count > kMostGroups) return false;
  const int64_t first = static_cast<int64_t>(whole.size()) -
                        static_cast<int64_t>(4 * groups->whole);
  for (size_t i = 0; i < groups->whole; ++i) {
    groups->digits[i] = base_digit(whole, first + static_cast<int64_t>(4 * i));
  }
  for (size_t i = groups->whole; i < groups->count; ++i) {
    groups->digits[i] =
        base_digit(part, static_cast<int64_t>(4 * (i - groups->whole)));
  }
  return true;
}

// Groups of a number, zeros before them, from `begin` to `end`.
inline void spread(uint64_t number, size_t begin, size_t end, Groups* groups) {
  while (end > begin) {
    groups->digits[--end] = static_cast<uint16_t>(number % kBase);
    number /= kBase;
  }
}

// The number that the digits from `p` on write; `*p` moves behind them.
uint64_t number_at(const char** p, const char* end) {
  uint64_t number = 0;
  for (; *p < end; ++*p) {
    const auto digit = static_cast<unsigned char>(**p - '0');
    if (digit > 9) break;
    number = number * 10 + digit;
  }
  return number;
}

// The same as long_groups() for what fits two numbers: nearly all there is.
bool short_groups(std::string_view text, size_t* scale, Groups* groups) {
  static constexpr uint64_t kFill[] = {1, 1000, 100, 10};
  const char* p = text.data();
  const char* const end = p + text.size();
  const uint64_t whole = number_at(&p, end);
  size_t digits = static_cast<size_t>(p - text.data());
  uint64_t part = 0;
  *scale = 0;
  if (p < end && *p == '.') {
    const char* const begin = ++p;
    part = number_at(&p, end);
    *scale = static_cast<size_t>(p - begin);
    digits += *scale;
  }
  if (p < end || digits == 0) return false;
  // Two groups at least, as most numbers have no more: zeros are taken off.
  groups->whole = 2;
  for (uint64_t rest = whole / (kBase * kBase); rest > 0; rest /= kBase) {
    ++groups->whole;
  }
  groups->count = groups->whole + (*scale + 3) / 4;
  spread(whole, 0, groups->whole, groups);
  spread(part * kFill[*scale % 4], groups->whole, groups->count, groups);
  return true;
}

}  // namespace

char* write_numeric(std::string_view text, char* out) {
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) text.remove_prefix(1);
  Groups groups;
  size_t scale = 0;
  const bool is_number = text.size() <= kShort
                             ? short_groups(text, &scale, &groups)
                             : long_groups(text, &scale, &groups);
  if (!is_number) return nullptr;
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
