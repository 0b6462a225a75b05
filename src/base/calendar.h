// SPDX-License-Identifier: Apache-2.0
//
// calendar: the day at the beginning of a text, told in a few instructions:
// a copy looks at several dates a row, twice each. Thread: pure.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace millrace {

struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;

  // Of the years 0001 to 9999 of the proleptic Gregorian calendar.
  bool exists() const {
    constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || month < 1 || month > 12 || day < 1) return false;
    if (day <= kDays[month - 1]) return true;
    return month == 2 && day == 29 && year % 4 == 0 &&
           (year % 100 != 0 || year % 400 == 0);
  }
};

// What eight bytes of a text should look like: 0 stands for any digit.
struct Shape {
  char wanted[8];
  char reach[8];  // takes what is too large for its place beyond 0x7f

  constexpr explicit Shape(const char (&shape)[9]) : wanted(), reach() {
    for (int i = 0; i < 8; ++i) {
      wanted[i] = shape[i];
      reach[i] = shape[i] == '0' ? 0x76 : 0x7f;
    }
  }
};

// True when `text`, of eight bytes at least, looks so. pairs[i] is then the
// number that the digits i and i+1 write.
inline bool match(const Shape& shape, const char* text, uint8_t (*pairs)[8]) {
  constexpr uint64_t kHighs = 0x8080808080808080ULL;
  const auto word = [](const char* bytes) {
    uint64_t w = 0;
    std::memcpy(&w, bytes, sizeof w);
    return w;
  };
  const uint64_t digits = word(text) ^ word(shape.wanted);
  // A byte above 0x7f is told by itself, whatever it carries to the next.
  if (((digits | (digits + word(shape.reach))) & kHighs) != 0) return false;
  // No pair is above 99: nothing is carried here.
  uint64_t next = digits >> 8;
  if constexpr (std::endian::native == std::endian::big) next = digits << 8;
  const uint64_t both = digits * 10 + next;
  std::memcpy(pairs, &both, sizeof both);
  return true;
}

// "YYYY-MM-DD…": the day, whether it exists or not. False when the text does
// not begin so.
inline bool read_day(std::string_view text, CalendarDay* day) {
  static constexpr Shape kShape("0000-00-");
  if (text.size() < 10) return false;
  uint8_t pairs[8];
  if (!match(kShape, text.data(), &pairs)) return false;
  const auto tens = static_cast<uint8_t>(text[8] - '0');
  const auto ones = static_cast<uint8_t>(text[9] - '0');
  if (tens > 9 || ones > 9) return false;
  day->year = pairs[0] * 100 + pairs[2];
  day->month = pairs[5];
  day->day = tens * 10 + ones;
  return true;
}

}  // namespace millrace
