// SPDX-License-Identifier: Apache-2.0
//
// digits: what decimal digits are worth, told for eight of them at once: a
// copy reads most of its numbers, dates and times from text. Reads no byte
// beside those it is given. Thread: pure.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace millrace {

// The first byte of a text as the lowest of the word, on any machine.
template <typename Int>
Int load_word(const char* p) {
  Int word = 0;
  std::memcpy(&word, p, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    if constexpr (sizeof word == 8) return __builtin_bswap64(word);
    if constexpr (sizeof word == 4) return __builtin_bswap32(word);
    if constexpr (sizeof word == 2) return __builtin_bswap16(word);
  }
  return word;
}

// Up to eight digits as two numbers below 10,000: high * 10,000 + low.
struct EightDigits {
  uint32_t high = 0;
  uint32_t low = 0;
  uint32_t value() const { return high * 10'000 + low; }
};

// Of `n` bytes at `p`, at most eight; of none it is 0. False when one of them
// is no digit.
inline bool read_digits(const char* p, size_t n, EightDigits* number) {
  constexpr uint64_t kZeros = 0x3030303030303030ULL;
  constexpr uint64_t kHighs = 0x8080808080808080ULL;
  constexpr uint64_t kReach = 0x7676767676767676ULL;  // beyond 9: the high bit
  *number = {};
  if (n == 0) return true;
  // The last byte in the highest of the word, nothing below the first. Of
  // fewer bytes than a word, the first and the last half overlap.
  const size_t empty = 8 * (8 - n);
  uint64_t text = 0;
  if (n == 8) {
    text = load_word<uint64_t>(p);
  } else if (n >= 4) {
    const uint64_t first = load_word<uint32_t>(p);
    const uint64_t last = load_word<uint32_t>(p + n - 4);
    text = (first << empty & 0xffffffffULL) | last << 32;
  } else if (n >= 2) {
    const uint64_t first = load_word<uint16_t>(p);
    const uint64_t last = load_word<uint16_t>(p + n - 2);
    text = first << empty | last << 48;
  } else {
    text = static_cast<uint64_t>(static_cast<uint8_t>(*p)) << 56;
  }
  const uint64_t digits = text ^ kZeros << empty;
  if (((digits | (digits + kReach)) & kHighs) != 0) return false;
  const uint64_t pairs = (digits * 10 + (digits >> 8)) & 0x00ff00ff00ff00ffULL;
  const uint64_t fours = pairs * 100 + (pairs >> 16);
  number->high = static_cast<uint32_t>(fours & 0xffff);
  number->low = static_cast<uint32_t>(fours >> 32 & 0xffff);
  return true;
}

}  // namespace millrace
