// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/temporal_values.h"

#include <cstdlib>

#include "mysql/values.h"

namespace millrace::mysql {
namespace {

const char* finish(const char* text, const char* end, Arena& arena,
                   Cell* cell) {
  return copy_cell({text, static_cast<size_t>(end - text)}, arena, cell);
}

unsigned fraction_bytes(int fsp) { return static_cast<unsigned>(fsp + 1) / 2; }

// A stored fraction has an even number of digits, 0 to 6.
unsigned to_micros(uint64_t fraction, int fsp) {
  constexpr unsigned kUnit[] = {1, 10000, 100, 1};
  return static_cast<unsigned>(fraction) * kUnit[fraction_bytes(fsp)];
}

unsigned bits(uint64_t value, unsigned from, unsigned count) {
  return static_cast<unsigned>(value >> from & ((1u << count) - 1));
}

TimeParts clock_of(uint64_t seconds_bits) {  // hour:5+ minute:6 second:6
  TimeParts t;
  t.hour = bits(seconds_bits, 12, 10);
  t.minute = bits(seconds_bits, 6, 6);
  t.second = bits(seconds_bits, 0, 6);
  return t;
}

// HHMMSS as one decimal number.
TimeParts clock_of_number(uint64_t number) {
  TimeParts t;
  t.second = static_cast<unsigned>(number % 100);
  t.minute = static_cast<unsigned>(number / 100 % 100);
  t.hour = static_cast<unsigned>(number / 10000);
  return t;
}

}  // namespace

const char* decode_date(const ColumnDecoder&, ByteReader& in, Arena& arena,
                        Cell* cell) {
  const uint64_t v = in.le(3);
  char text[kValueRoom];
  const DateParts date{bits(v, 9, 15), bits(v, 5, 4), bits(v, 0, 5)};
  return finish(text, write_date(text, date), arena, cell);
}

// Three bytes and the fraction's are one number, moved up by half its range;
// below the middle the distance from it is the time before zero.
const char* decode_time2(const ColumnDecoder& column, ByteReader& in,
                         Arena& arena, Cell* cell) {
  const unsigned extra = fraction_bytes(column.fsp);
  const int64_t zero = int64_t{0x800000} << (8 * extra);
  const int64_t value = static_cast<int64_t>(in.be(3 + extra)) - zero;
  const uint64_t size = static_cast<uint64_t>(std::abs(value));
  TimeParts time = clock_of(size >> (8 * extra));
  time.negative = value < 0;
  time.micros =
      to_micros(size & ((uint64_t{1} << (8 * extra)) - 1), column.fsp);
  char text[kValueRoom];
  return finish(text, write_time(text, time, column.fsp), arena, cell);
}

const char* decode_datetime2(const ColumnDecoder& column, ByteReader& in,
                             Arena& arena, Cell* cell) {
  const uint64_t stored = in.be(5);
  const uint64_t fraction = in.be(fraction_bytes(column.fsp));
  constexpr uint64_t kSign = uint64_t{1} << 39;
  if (in.ok() && !(stored & kSign)) return "is a datetime before year 0";
  const uint64_t v = stored & ~kSign;
  const uint64_t months = v >> 22;
  const DateParts date{static_cast<unsigned>(months / 13),
                       static_cast<unsigned>(months % 13), bits(v, 17, 5)};
  TimeParts time = clock_of(v & 0x1ffff);
  time.micros = to_micros(fraction, column.fsp);
  char text[kValueRoom];
  const char* end = write_datetime(text, date, time, column.fsp);
  return finish(text, end, arena, cell);
}

const char* decode_timestamp2(const ColumnDecoder& column, ByteReader& in,
                              Arena& arena, Cell* cell) {
  const uint64_t seconds = in.be(4);
  const uint64_t fraction = in.be(fraction_bytes(column.fsp));
  char text[kValueRoom];
  const char* end = write_timestamp(
      text, seconds, to_micros(fraction, column.fsp), column.fsp);
  return finish(text, end, arena, cell);
}

const char* decode_old_time(const ColumnDecoder&, ByteReader& in, Arena& arena,
                            Cell* cell) {
  const int64_t value = static_cast<int64_t>(in.le(3) << 40) >> 40;
  TimeParts time = clock_of_number(static_cast<uint64_t>(std::abs(value)));
  time.negative = value < 0;
  char text[kValueRoom];
  return finish(text, write_time(text, time, 0), arena, cell);
}

const char* decode_old_datetime(const ColumnDecoder&, ByteReader& in,
                                Arena& arena, Cell* cell) {
  const uint64_t value = in.u64();
  const uint64_t day = value / 1000000;
  if (day > 99999999) return "is no datetime";
  const DateParts date{static_cast<unsigned>(day / 10000),
                       static_cast<unsigned>(day / 100 % 100),
                       static_cast<unsigned>(day % 100)};
  char text[kValueRoom];
  const char* end =
      write_datetime(text, date, clock_of_number(value % 1000000), 0);
  return finish(text, end, arena, cell);
}

const char* decode_old_timestamp(const ColumnDecoder&, ByteReader& in,
                                 Arena& arena, Cell* cell) {
  char text[kValueRoom];
  return finish(text, write_timestamp(text, in.u32(), 0, 0), arena, cell);
}

}  // namespace millrace::mysql
