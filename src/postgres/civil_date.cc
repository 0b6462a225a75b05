// SPDX-License-Identifier: Apache-2.0
#include "postgres/civil_date.h"

namespace millrace {
namespace {

int two_digits(const char* p) { return (p[0] - '0') * 10 + (p[1] - '0'); }

int year_of(std::string_view cell) {
  return two_digits(cell.data()) * 100 + two_digits(cell.data() + 2);
}

bool leap(int year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int days_in(int month, int year) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[month - 1];
}

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

}  // namespace

const char* date_problem(std::string_view cell) {
  if (cell.size() < 10) return "it is no date";
  const char* p = cell.data();
  int year = year_of(cell);
  int month = two_digits(p + 5);
  int day = two_digits(p + 8);
  if (year < 1 || month < 1 || month > 12 || day < 1 ||
      day > days_in(month, year)) {
    return "there is no such day (values.zero_date in the Plan says what "
           "to write for zero dates)";
  }
  return nullptr;
}

int32_t days_since_2000(std::string_view cell) {
  // Years are counted from March, so that a leap day is a year's last.
  static constexpr int kDaysTo2000 = 730425;
  int month = two_digits(cell.data() + 5);
  const int day = two_digits(cell.data() + 8);
  const int year = year_of(cell) - (month <= 2 ? 1 : 0);
  month += month <= 2 ? 9 : -3;
  return year * 365 + year / 4 - year / 100 + year / 400 +
         (153 * month + 2) / 5 + day - 1 - kDaysTo2000;
}

std::optional<int64_t> time_microseconds(std::string_view cell) {
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
