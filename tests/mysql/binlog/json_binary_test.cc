// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/json_binary.h"

#include <catch2/catch.hpp>
#include <random>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string text(std::string_view binary) {
  std::string out;
  const char* wrong = append_json(binary, out);
  return wrong ? std::string("!") + wrong : out;
}
std::string hex_text(std::string_view digits) { return text(unhexed(digits)); }

// {"a": 1, "bb": [true, null, "x"]}
const char* const kDocument =
    "00 0200 2800 1200 0100 1300 0200 05 0100 02 1500 61 6262"
    "0300 1300 04 0100 04 0000 0c 0d00 01 78"
    "0000 0000";

TEST_CASE("json: scalars of every kind") {
  CHECK(hex_text("04 00") == "null");
  CHECK(hex_text("04 01") == "true");
  CHECK(hex_text("04 02") == "false");
  CHECK(hex_text("05 ffff") == "-1");
  CHECK(hex_text("06 ffff") == "65535");
  CHECK(hex_text("07 ffff7fff") == "-8388609");
  CHECK(hex_text("08 ffffffff") == "4294967295");
  CHECK(hex_text("09 0000000000000080") == "-9223372036854775808");
  CHECK(hex_text("0a ffffffffffffffff") == "18446744073709551615");
  CHECK(hex_text("0b 000000000000f83f") == "1.5");
  CHECK(hex_text("0c 03 613162") == "\"a1b\"");
  CHECK(hex_text("0f 0f 02 61ff") == "\"base64:type15:Yf8=\"");
}

TEST_CASE("json: a long string's length goes on in further bytes") {
  const std::string long_text(300, 'z');
  CHECK(text("\x0c\xac\x02" + long_text) == '"' + long_text + '"');
}

TEST_CASE("json: objects and arrays, small and large") {
  CHECK(hex_text("00 0000 0400") == "{}");
  CHECK(hex_text("02 0000 0400") == "[]");
  CHECK(hex_text("00 0100 0c00 0b00 0100 05 0100 61") == "{\"a\": 1}");
  CHECK(hex_text(kDocument) == "{\"a\": 1, \"bb\": [true, null, \"x\"]}");
  CHECK(hex_text("03 01000000 0d000000 08 ffffffff") == "[4294967295]");
  CHECK(hex_text("01 01000000 14000000 13000000 0100 07 feffffff 61") ==
        "{\"a\": -2}");
}

TEST_CASE("json: a column never given a value prints as null") {
  CHECK(text("") == "null");
}

TEST_CASE("json: damaged documents are refused, not read past") {
  CHECK(hex_text("04 03")[0] == '!');
  CHECK(hex_text("0d")[0] == '!');
  CHECK(hex_text("02 ffff 0400")[0] == '!');
  CHECK(hex_text("02 0100 0700 0c ff00")[0] == '!');
  // An array whose element is the array itself.
  CHECK(hex_text("02 0200 0a00 02 0000 02 0000")[0] == '!');
}

// Found by the fuzzer: such a number ended the process.
TEST_CASE("json: a double that is no number is refused") {
  CHECK(hex_text("0b ffffffffffffffff")[0] == '!');  // NaN
  CHECK(hex_text("0b 000000000000f07f")[0] == '!');  // infinity
  CHECK(hex_text("0b 000000000000f83f") == "1.5");
}

TEST_CASE("json: no flip or cut of a document does harm") {
  const std::string whole = unhexed(kDocument);
  std::mt19937 random(3);
  for (int round = 0; round < 20000; ++round) {
    std::string bytes = whole.substr(0, 1 + random() % whole.size());
    for (unsigned n = random() % 4; n > 0; --n) {
      bytes[random() % bytes.size()] = static_cast<char>(random());
    }
    CHECK(text(bytes).size() < 5000);
  }
}

TEST_CASE("json: a cell takes its own length") {
  ColumnDecoder column;
  column.decode = decode_json;
  column.size = 4;
  CHECK(decoded(column, le(3, 4) + unhexed("050100") + "x") == "1+1");
  CHECK(decoded(column, le(9, 4) + unhexed("050100")) == "?");
}

}  // namespace
}  // namespace millrace::mysql::test
