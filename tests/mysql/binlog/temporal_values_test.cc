// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/temporal_values.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <random>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string read(DecodeValue decode, int fsp, std::string_view bytes) {
  ColumnDecoder column;
  column.decode = decode;
  column.fsp = fsp;
  return decoded(column, bytes);
}

std::string be(uint64_t value, unsigned bytes) {
  std::string out;
  for (unsigned i = bytes; i-- > 0;) {
    out += static_cast<char>(value >> (8 * i) & 0xff);
  }
  return out;
}

TEST_CASE("temporals: dates, those that are none too") {
  const auto date = [](unsigned y, unsigned m, unsigned d) {
    return read(decode_date, 0, le(y << 9 | m << 5 | d, 3));
  };
  CHECK(date(2024, 2, 29) == "2024-02-29");
  CHECK(date(0, 0, 0) == "0000-00-00");
  CHECK(date(9999, 12, 31) == "9999-12-31");
  CHECK(date(2024, 0, 15) == "2024-00-15");
}

// A time's number, as servers pack it: hours, minutes and seconds in bits,
// microseconds below; negative as a whole; then cut to its digits.
std::string packed_time(bool negative, uint64_t hms, uint64_t micros, int fsp) {
  const unsigned bytes = static_cast<unsigned>(fsp + 1) / 2;
  const uint64_t units[] = {1, 10000, 100, 1};
  const uint64_t size =
      hms << (8 * bytes) | (bytes ? micros / units[bytes] : 0);
  const uint64_t zero = uint64_t{0x800000} << (8 * bytes);
  return be(negative ? zero - size : zero + size, 3 + bytes);
}

TEST_CASE("temporals: generated times of every precision and sign") {
  std::mt19937 random(11);
  for (int round = 0; round < 3000; ++round) {
    const int fsp = static_cast<int>(random() % 7);
    const unsigned h = random() % 839, m = random() % 60, s = random() % 60;
    unsigned unit = 1000000;
    for (int i = 0; i < fsp; ++i) unit /= 10;
    const unsigned micros = fsp ? random() % 1000000 / unit * unit : 0;
    const bool zero = h + m + s + micros == 0;
    const bool negative = random() % 2 && !zero;
    char text[40];
    std::snprintf(text, sizeof text, "%s%02u:%02u:%02u.%06u",
                  negative ? "-" : "", h, m, s, micros);
    std::string expected = text;
    expected.resize(expected.size() - (fsp ? 6 - fsp : 7));
    const std::string bytes =
        packed_time(negative, h << 12 | m << 6 | s, micros, fsp);
    INFO(hex(bytes));
    CHECK(read(decode_time2, fsp, bytes) == expected);
  }
}

TEST_CASE("temporals: a fraction below zero borrows from the second") {
  CHECK(read(decode_time2, 1, unhexed("7fffff f6")) == "-00:00:00.1");
  CHECK(read(decode_time2, 6, unhexed("7fffff ffffff")) == "-00:00:00.000001");
  CHECK(read(decode_time2, 0, unhexed("7fffff")) == "-00:00:01");
}

TEST_CASE("temporals: datetimes with fractions of every width") {
  const uint64_t day = (uint64_t{2024} * 13 + 2) << 5 | 29;
  const uint64_t v = uint64_t{1} << 39 | day << 17 | 12 << 12 | 34 << 6 | 56;
  CHECK(read(decode_datetime2, 0, be(v, 5)) == "2024-02-29 12:34:56");
  CHECK(read(decode_datetime2, 1, be(v, 5) + be(70, 1)) ==
        "2024-02-29 12:34:56.7");
  CHECK(read(decode_datetime2, 3, be(v, 5) + be(120, 2)) ==
        "2024-02-29 12:34:56.012");
  CHECK(read(decode_datetime2, 6, be(v, 5) + be(1, 3)) ==
        "2024-02-29 12:34:56.000001");
  CHECK(read(decode_datetime2, 2, be(uint64_t{1} << 39, 5) + '\0') ==
        "0000-00-00 00:00:00.00");
  CHECK(read(decode_datetime2, 0, be(0, 5))[0] == '!');
}

TEST_CASE("temporals: timestamps are UTC, 0 is the zero timestamp") {
  CHECK(read(decode_timestamp2, 0, be(0, 4)) == "0000-00-00 00:00:00");
  CHECK(read(decode_timestamp2, 0, be(1, 4)) == "1970-01-01 00:00:01");
  CHECK(read(decode_timestamp2, 3, be(1709210096, 4) + be(7890, 2)) ==
        "2024-02-29 12:34:56.789");
  CHECK(read(decode_timestamp2, 0, be(4294967295, 4)) == "2106-02-07 06:28:15");
}

TEST_CASE("temporals: the forms before 5.6") {
  CHECK(read(decode_old_time, 0, le(1234556 & 0xffffff, 3)) == "123:45:56");
  CHECK(read(decode_old_time, 0, le(0x1000000 - 8385959, 3)) == "-838:59:59");
  CHECK(read(decode_old_datetime, 0, le(20240229123456, 8)) ==
        "2024-02-29 12:34:56");
  CHECK(read(decode_old_datetime, 0, le(0, 8)) == "0000-00-00 00:00:00");
  CHECK(read(decode_old_datetime, 0, le(~uint64_t{0}, 8))[0] == '!');
  CHECK(read(decode_old_timestamp, 0, le(1709210096, 4)) ==
        "2024-02-29 12:34:56");
}

}  // namespace
}  // namespace millrace::mysql::test
