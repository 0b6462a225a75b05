// SPDX-License-Identifier: Apache-2.0
#include "postgres/civil_date.h"

#include "base/calendar.h"
#include "base/digits.h"

namespace millrace {
namespace {

// Digits from `*at` on, as a number; false when there is none or they are
// too many for a time of the source.
bool number_at(std::string_view cell, size_t* at, int64_t* number) {
  const size_t first = *at;
  *number = 0;
  while (*at < cell.size() && cell[*at] >= '0' && cell[*at] <= '9') {
    *number = *number * 10 + (cell[*at] - '0');
    ++*at;
  }
  return *at > first && *at - first <= 9;
}

bool colon_at(std::string_view cell, size_t* at) {
  return *at < cell.size() && cell[(*at)++] == ':';
}

// Days before each year of the calendar, of which the source has 9,999.
struct YearStarts {
  int32_t days[10'000] = {};
  constexpr YearStarts() {
    constexpr int kDaysTo2000 = 730120;
    for (int year = 0; year < 10'000; ++year) {
      const int before = year - 1;
      days[year] =
          before * 365 + before / 4 - before / 100 + before / 400 - kDaysTo2000;
    }
  }
};

int32_t days_since_2000(const CalendarDay& day) {
  static constexpr YearStarts kYears;
  static constexpr int kMonths[] = {0,   31,  59,  90,  120, 151,
                                    181, 212, 243, 273, 304, 334};
  const bool leap =
      day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0);
  return kYears.days[day.year] + kMonths[day.month - 1] +
         (leap && day.month > 2 ? 1 : 0) + day.day;
}

// "HH:MM:SS[.f]", as nearly every time is; false when it is written in any
// other way.
bool read_clock(std::string_view cell, int64_t* micros) {
  static constexpr Shape kShape("00:00:00");
  static constexpr int64_t kUnit[] = {0, 100'000, 10'000, 1'000, 100, 10, 1};
  if (cell.size() < 8 || cell.size() == 9 || cell.size() > 15) return false;
  uint8_t pairs[8];
  if (!match(kShape, cell.data(), &pairs)) return false;
  const int minutes = pairs[3];
  const int seconds = pairs[6];
  if (minutes > 59 || seconds > 59) return false;
  int64_t fraction = 0;
  if (cell.size() > 9) {
    if (cell[8] != '.') return false;
    EightDigits digits;
    if (!read_digits(&cell[9], cell.size() - 9, &digits)) return false;
    fraction = digits.value() * kUnit[cell.size() - 9];
  }
  *micros = (pairs[0] * int64_t{3600} + minutes * 60 + seconds) * 1'000'000 +
            fraction;
  return true;
}

}  // namespace

const char* read_date(std::string_view cell, int32_t* days) {
  if (cell.size() < 10) return "it is no date";
  CalendarDay day;
  if (!read_day(cell, &day) || !day.exists()) {
    return "there is no such day (values.zero_date in the Plan says what "
           "to write for zero dates)";
  }
  *days = days_since_2000(day);
  return nullptr;
}

const char* date_problem(std::string_view cell) {
  int32_t days = 0;
  return read_date(cell, &days);
}

std::optional<int64_t> time_microseconds(std::string_view cell) {
  int64_t usual = 0;
  if (read_clock(cell, &usual)) return usual;
  const bool negative = !cell.empty() && cell[0] == '-';
  size_t at = negative ? 1 : 0;
  int64_t hours = 0;
  int64_t minutes = 0;
  int64_t seconds = 0;
  const bool clock = number_at(cell, &at, &hours) && colon_at(cell, &at) &&
                     number_at(cell, &at, &minutes) && colon_at(cell, &at) &&
                     number_at(cell, &at, &seconds);
  if (!clock || minutes > 59 || seconds > 59) return std::nullopt;
  int64_t micros = ((hours * 60 + minutes) * 60 + seconds) * 1'000'000;
  if (at < cell.size()) {
    if (cell[at++] != '.') return std::nullopt;
    const size_t first = at;
    int64_t fraction = 0;
    if (!number_at(cell, &at, &fraction) || at != cell.size()) {
      return std::nullopt;
    }
    if (at - first > 6) return std::nullopt;
    for (size_t digits = at - first; digits < 6; ++digits) fraction *= 10;
    micros += fraction;
  }
  return negative ? -micros : micros;
}

}  // namespace millrace
