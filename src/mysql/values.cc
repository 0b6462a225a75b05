// SPDX-License-Identifier: Apache-2.0
#include "mysql/values.h"

#include <charconv>

namespace millrace::mysql {
namespace {

char* write_two(char* out, unsigned n) {
  *out++ = static_cast<char>('0' + n / 10 % 10);
  *out++ = static_cast<char>('0' + n % 10);
  return out;
}

char* write_four(char* out, unsigned n) {
  return write_two(write_two(out, n / 100), n % 100);
}

char* write_fraction(char* out, unsigned micros, int fsp) {
  if (fsp <= 0) return out;
  *out++ = '.';
  unsigned unit = 100000;
  for (int i = 0; i < fsp && i < 6; ++i, unit /= 10) {
    *out++ = static_cast<char>('0' + micros / unit % 10);
  }
  return out;
}

// Days since 1970-01-01 to a date of the proleptic Gregorian calendar, by
// counting in 400-year eras that begin on 1 March.
DateParts date_of_day(int64_t day) {
  day += 719468;
  int64_t era = day / 146097;
  auto of_era = static_cast<unsigned>(day - era * 146097);
  unsigned year_of_era =
      (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  unsigned of_year =
      of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  unsigned shifted = (5 * of_year + 2) / 153;
  DateParts date;
  date.day = of_year - (153 * shifted + 2) / 5 + 1;
  date.month = shifted < 10 ? shifted + 3 : shifted - 9;
  date.year = static_cast<unsigned>(era * 400) + year_of_era +
              (date.month <= 2 ? 1 : 0);
  return date;
}

}  // namespace

char* write_float(char* out, float value) {
  return std::to_chars(out, out + kValueRoom, value).ptr;
}

char* write_double(char* out, double value) {
  return std::to_chars(out, out + kValueRoom, value).ptr;
}

char* write_bits(char* out, std::string_view big_endian, size_t length) {
  size_t have = big_endian.size() * 8;
  for (size_t i = 0; i < length; ++i) {
    size_t from_low = length - 1 - i;
    unsigned bit = 0;
    if (from_low < have) {
      auto byte = static_cast<unsigned char>(
          big_endian[big_endian.size() - 1 - from_low / 8]);
      bit = byte >> (from_low % 8) & 1U;
    }
    *out++ = bit ? '1' : '0';
  }
  return out;
}

char* write_date(char* out, const DateParts& date) {
  out = write_four(out, date.year);
  *out++ = '-';
  out = write_two(out, date.month);
  *out++ = '-';
  return write_two(out, date.day);
}

char* write_time(char* out, const TimeParts& time, int fsp) {
  if (time.negative) *out++ = '-';
  if (time.hour >= 100) *out++ = static_cast<char>('0' + time.hour / 100 % 10);
  out = write_two(out, time.hour % 100);
  *out++ = ':';
  out = write_two(out, time.minute);
  *out++ = ':';
  out = write_two(out, time.second);
  return write_fraction(out, time.micros, fsp);
}

char* write_datetime(char* out, const DateParts& date, const TimeParts& time,
                     int fsp) {
  out = write_date(out, date);
  *out++ = ' ';
  return write_time(out, time, fsp);
}

char* write_timestamp(char* out, uint64_t seconds, unsigned micros, int fsp) {
  if (seconds == 0 && micros == 0) return write_datetime(out, {}, {}, fsp);
  auto of_day = static_cast<unsigned>(seconds % 86400);
  TimeParts time{false, of_day / 3600, of_day / 60 % 60, of_day % 60, micros};
  return write_datetime(out, date_of_day(static_cast<int64_t>(seconds / 86400)),
                        time, fsp);
}

char* write_year(char* out, unsigned year) { return write_four(out, year); }

std::string_view without_zerofill(std::string_view digits) {
  size_t i = 0;
  while (i + 1 < digits.size() && digits[i] == '0' && digits[i + 1] != '.') {
    ++i;
  }
  return digits.substr(i);
}

}  // namespace millrace::mysql
