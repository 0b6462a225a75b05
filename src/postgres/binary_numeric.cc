// SPDX-License-Identifier: Apache-2.0
#include "postgres/binary_numeric.h"

#include <algorithm>
#include <cstdint>

namespace millrace {
namespace {

constexpr int16_t kPositive = 0x0000;
constexpr int16_t kNegative = 0x4000;

template <typename Int>
void append_big_endian(Int n, std::string& out) {
  char bytes[sizeof n];
  for (size_t i = 0; i < sizeof n; ++i) {
    bytes[i] = static_cast<char>(n >> (8 * (sizeof n - 1 - i)));
  }
  out.append(bytes, sizeof n);
}

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

void append_int16(int16_t n, std::string& out) {
  append_big_endian(static_cast<uint16_t>(n), out);
}
void append_int32(int32_t n, std::string& out) {
  append_big_endian(static_cast<uint32_t>(n), out);
}
void append_int64(int64_t n, std::string& out) {
  append_big_endian(static_cast<uint64_t>(n), out);
}

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
  append_int16(static_cast<int16_t>(n - begin), out);
  append_int16(zero ? 0 : static_cast<int16_t>(whole_groups - 1 - begin), out);
  append_int16(negative && !zero ? kNegative : kPositive, out);
  append_int16(static_cast<int16_t>(part.size()), out);
  for (int64_t i = begin; i < n; ++i) append_int16(digits[i], out);
  return true;
}

}  // namespace millrace
