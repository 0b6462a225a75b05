// SPDX-License-Identifier: Apache-2.0
//
// The neutral form of values (model/type.h), written from machine values.
// Both roads of a row, the snapshot and the binary log, end here, so that
// the same value gives the same bytes on either. Every function writes to
// `out` without allocating, adds no terminator and returns the place after
// the last byte. Thread: pure functions.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace millrace::mysql {

// Room that any of the functions below needs, write_bits apart.
inline constexpr size_t kValueRoom = 40;

// Shortest text that reads back to the same bits; "-0" keeps its sign.
char* write_float(char* out, float value);
char* write_double(char* out, double value);

// `length` characters '0' or '1', highest bit first, out of big-endian
// bytes; bits above `length` are ignored. `out` needs `length` bytes.
char* write_bits(char* out, std::string_view big_endian, size_t length);

struct DateParts {
  unsigned year = 0;
  unsigned month = 0;
  unsigned day = 0;
};
struct TimeParts {
  bool negative = false;
  unsigned hour = 0;  // up to 838
  unsigned minute = 0;
  unsigned second = 0;
  unsigned micros = 0;  // `fsp` leading digits of it are written
};

char* write_date(char* out, const DateParts& date);
char* write_time(char* out, const TimeParts& time, int fsp);
char* write_datetime(char* out, const DateParts& date, const TimeParts& time,
                     int fsp);
// The parts in UTC of seconds since 1970; 0 is the zero timestamp, as the
// server has it.
char* write_timestamp(char* out, uint64_t seconds, unsigned micros, int fsp);
char* write_year(char* out, unsigned year);  // four digits

// A number as a ZEROFILL column prints it, without the filling: "007" ->
// "7", "0001.50" -> "1.50", "000.00" -> "0.00".
std::string_view without_zerofill(std::string_view digits);

}  // namespace millrace::mysql
