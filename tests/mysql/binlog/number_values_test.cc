// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/number_values.h"

#include <catch2/catch.hpp>
#include <random>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string integer(unsigned bytes, bool is_unsigned, uint64_t value) {
  ColumnDecoder column;
  column.decode = integer_decoder(bytes, is_unsigned);
  return decoded(column, le(value, bytes));
}

TEST_CASE("numbers: integers of every width keep their sign and their top") {
  for (const unsigned bytes : {1u, 2u, 3u, 4u, 8u}) {
    const uint64_t top = bytes == 8 ? ~uint64_t{0} : (1ull << 8 * bytes) - 1;
    CHECK(integer(bytes, true, top) == std::to_string(top));
    CHECK(integer(bytes, false, top) == "-1");
    const uint64_t high = top / 2;
    CHECK(integer(bytes, false, high) == std::to_string(high));
    CHECK(integer(bytes, false, high + 1) ==
          std::to_string(-static_cast<int64_t>(high) - 1));
  }
}

std::string decimal(int precision, int scale, const std::string& digits) {
  ColumnDecoder column;
  column.decode = decode_decimal;
  column.precision = precision;
  column.scale = scale;
  return decoded(column, unhexed(digits));
}

// Bytes as the reference manual's and a server's own examples have them.
TEST_CASE("numbers: packed decimals") {
  CHECK(decimal(14, 4, "810dfb38d204d2") == "1234567890.1234");
  CHECK(decimal(14, 4, "7ef204c72dfb2d") == "-1234567890.1234");
  CHECK(decimal(10, 2, "8000000000") == "0.00");
  CHECK(decimal(10, 2, "7ffffffffa") == "-0.05");
  CHECK(decimal(1, 0, "76") == "-9");
  CHECK(decimal(9, 9, "80000001") == "0.000000001");
}

TEST_CASE("numbers: a decimal's size follows from its digits") {
  CHECK(decimal_size(14, 4) == 7);
  CHECK(decimal_size(65, 30) == 30);
  CHECK(decimal_size(1, 0) == 1);
  CHECK(decimal_size(18, 9) == 8);
}

// What is written as decimal comes back: digits packed here, in groups of
// nine, must be read as they were.
TEST_CASE("numbers: generated decimals survive") {
  std::mt19937 random(7);
  const int widths[] = {0, 1, 1, 2, 2, 3, 3, 4, 4, 4};
  for (int round = 0; round < 2000; ++round) {
    const int precision = 1 + static_cast<int>(random() % 65);
    const int scale =
        static_cast<int>(random() % (std::min(precision, 30) + 1));
    const int whole = precision - scale;
    std::string digits;
    for (int i = 0; i < precision; ++i) digits += '0' + random() % 10;
    const bool negative =
        random() % 2 && digits.find_first_not_of('0') != std::string::npos;
    std::string packed;
    const auto put = [&](const std::string& group) {
      const int n = widths[group.size()];
      const uint32_t v = group.empty() ? 0 : std::stoul(group);
      for (int i = n; i-- > 0;) {
        packed += static_cast<char>((negative ? ~v : v) >> (8 * i) & 0xff);
      }
    };
    put(digits.substr(0, whole % 9));
    for (int at = whole % 9; at < whole; at += 9) put(digits.substr(at, 9));
    for (int at = whole; at < precision; at += 9) {
      put(digits.substr(at, std::min(9, precision - at)));
    }
    packed[0] = static_cast<char>(packed[0] ^ 0x80);
    std::string text = digits.substr(0, whole);
    text.erase(0, std::min(text.find_first_not_of('0'), text.size()));
    if (text.empty()) text = "0";
    if (scale) text += "." + digits.substr(whole);
    INFO(precision << "," << scale << " " << hex(packed));
    CHECK(decimal(precision, scale, hex(packed)) ==
          (negative ? "-" : "") + text);
  }
}

TEST_CASE("numbers: bytes that are no decimal are refused") {
  CHECK(decimal(9, 0, "ffffffff") == "!is no decimal");
  CHECK(decimal(9, 0, "80") == "?");
  char out[80];
  CHECK(write_decimal(out, "x", 200, 0) == nullptr);
  CHECK(write_decimal(out, "", 9, 0) == nullptr);
}

TEST_CASE("numbers: floats are the shortest text that reads back") {
  ColumnDecoder f;
  f.decode = decode_float;
  CHECK(decoded(f, unhexed("cdcc8c3f")) == "1.1");
  CHECK(decoded(f, unhexed("01008 04b")) == "16777218");
  ColumnDecoder d;
  d.decode = decode_double;
  CHECK(decoded(d, unhexed("9a9999999999b93f")) == "0.1");
}

TEST_CASE("numbers: bits and years") {
  ColumnDecoder bit;
  bit.decode = decode_bit;
  bit.length = 9;
  CHECK(decoded(bit, unhexed("0101")) == "100000001");
  CHECK(decoded(bit, unhexed("01")) == "?");
  ColumnDecoder year;
  year.decode = decode_year;
  CHECK(decoded(year, unhexed("00")) == "0000");
  CHECK(decoded(year, unhexed("01")) == "1901");
  CHECK(decoded(year, unhexed("ff")) == "2155");
}

}  // namespace
}  // namespace millrace::mysql::test
