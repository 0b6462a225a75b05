// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/json_text.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string text(double value) {
  std::string out;
  append_json_double(value, out);
  return out;
}

// As MySQL 9.7 printed them.
TEST_CASE("json text: doubles as the server prints them") {
  CHECK(text(1) == "1.0");
  CHECK(text(-0.0) == "-0.0");
  CHECK(text(0.1) == "0.1");
  CHECK(text(-1.5e-7) == "-0.00000015");
  CHECK(text(1e14) == "100000000000000.0");
  CHECK(text(1e15) == "1e15");
  CHECK(text(1e20) == "1e20");
  CHECK(text(123456789012345678.5) == "1.2345678901234568e17");
  CHECK(text(1e-15) == "0.000000000000001");
  CHECK(text(1e-16) == "1e-16");
  CHECK(text(1234567890123456.5) == "1234567890123456.5");
  CHECK(text(9007199254740993.0) == "9.007199254740992e15");
  CHECK(text(1.7976931348623157e308) == "1.7976931348623157e308");
}

TEST_CASE("json text: strings are escaped where they must be") {
  std::string out;
  append_json_string(std::string_view("\"\\/\b\f\n\r\t\x01\x1f\x7fä\0", 14),
                     out);
  CHECK(out == "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0001\\u001f\x7fä\\u0000\"");
}

std::string opaque(uint8_t type, const std::string& bytes) {
  std::string out;
  const char* wrong = append_json_opaque(type, bytes, out);
  return wrong ? std::string("!") + wrong : out;
}

TEST_CASE("json text: values of other SQL types") {
  const uint64_t day = (uint64_t{2024} * 13 + 2) << 5 | 29;
  const uint64_t clock = 1 << 12 | 2 << 6 | 3;
  const uint64_t moment = (day << 17 | clock) << 24 | 4;
  CHECK(opaque(10, le(day << 41, 8)) == "\"2024-02-29\"");
  CHECK(opaque(12, le(moment, 8)) == "\"2024-02-29 01:02:03.000004\"");
  CHECK(opaque(11, le(-((clock << 24) + 500000), 8)) == "\"-01:02:03.500000\"");
  CHECK(opaque(246, unhexed("0a02 7ffffffe cd")) == "-1.50");
  CHECK(opaque(15, unhexed("61ff")) == "\"base64:type15:Yf8=\"");
  CHECK(opaque(11, le(uint64_t{1} << 63, 8)) != "");  // found by the fuzzer
  CHECK(opaque(12, "short")[0] == '!');
  CHECK(opaque(246, "")[0] == '!');
}

TEST_CASE("json text: base64 breaks its lines after 76 characters") {
  const std::string one = opaque(252, std::string(57, 'x'));
  const std::string two = opaque(252, std::string(58, 'x'));
  CHECK(one.find("\\n") == std::string::npos);
  CHECK(two.find("\\n") == std::string("\"base64:type252:").size() + 76);
}

}  // namespace
}  // namespace millrace::mysql::test
