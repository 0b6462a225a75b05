// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/string_values.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"
#include "mysql/binlog/text_decoder.h"

namespace millrace::mysql::test {
namespace {

ColumnDecoder of(DecodeValue decode, uint32_t size, uint32_t length = 0) {
  ColumnDecoder column;
  column.decode = decode;
  column.size = size;
  column.length = length;
  return column;
}

TEST_CASE("strings: lengths take two bytes from 256 on") {
  CHECK(decoded(of(decode_varchar, 255), counted("abc")) == "abc");
  CHECK(decoded(of(decode_varchar, 256), le(3, 2) + "abc") == "abc");
  CHECK(decoded(of(decode_text, 3), le(3, 3) + "abcd") == "abc+1");
  CHECK(decoded(of(decode_varchar, 255), le(9, 1) + "abc") == "?");
}

TEST_CASE("strings: char loses its padding, varchar keeps its spaces") {
  CHECK(decoded(of(decode_char, 10), counted("a  ")) == "a");
  CHECK(decoded(of(decode_char, 10), counted("  ")) == "");
  CHECK(decoded(of(decode_varchar, 10), counted("a  ")) == "a  ");
  const auto wide = builtin_decoder("ucs2");
  ColumnDecoder column = of(decode_char, 10);
  column.text = wide.get();
  CHECK(decoded(column, counted(unhexed("00e400200020"))) == "ä");
}

TEST_CASE("strings: binary gets its zeros back, varbinary has its own") {
  const std::string zeros(3, '\0');
  CHECK(decoded(of(decode_binary, 4, 4), counted("a")) == "a" + zeros);
  CHECK(decoded(of(decode_binary, 4, 4), counted("")) == zeros + '\0');
  CHECK(decoded(of(decode_binary, 4, 4), counted("abcde"))[0] == '!');
  CHECK(decoded(of(decode_varbinary, 4), counted("a")) == "a");
}

TEST_CASE("strings: labels of enums and sets") {
  const std::vector<std::string> labels = {"x", "y,z", "ä"};
  ColumnDecoder e = of(decode_enum, 1);
  e.labels = &labels;
  CHECK(decoded(e, unhexed("00")) == "");
  CHECK(decoded(e, unhexed("02")) == "y,z");
  CHECK(decoded(e, unhexed("04"))[0] == '!');
  ColumnDecoder s = of(decode_set, 8);
  s.labels = &labels;
  CHECK(decoded(s, le(0, 8)) == "");
  CHECK(decoded(s, le(5, 8)) == "x,ä");
  CHECK(decoded(s, le(8, 8))[0] == '!');
}

TEST_CASE("strings: uuids of time are stored turned round, others are not") {
  CHECK(uuid_text(unhexed("4266554400 00a456 12d3 e89b 123e4567")) ==
        "123e4567-e89b-12d3-a456-426655440000");
  CHECK(uuid_text(unhexed("01890a5dac96774bbcceb302099a8057")) ==
        "01890a5d-ac96-774b-bcce-b302099a8057");
}

TEST_CASE("strings: addresses") {
  CHECK(decoded(of(decode_inet4, 4), counted(unhexed("0a0102"))) == "10.1.2.0");
  const auto six = [](const char* digits) {
    return inet6_text(unhexed(digits));
  };
  CHECK(six("00000000000000000000000000000000") == "::");
  CHECK(six("20010db8000000000000ff0000428329") == "2001:db8::ff00:42:8329");
  CHECK(six("00010000000200030004000500060007") == "1::2:3:4:5:6:7");
  CHECK(six("00000000000000000000ffffc0000201") == "::ffff:192.0.2.1");
  CHECK(six("00000000000000000000000001020304") == "::1.2.3.4");
  CHECK(decoded(of(decode_inet6, 16), counted("")) == "::");
}

TEST_CASE("strings: MariaDB's compressed columns") {
  const ColumnDecoder column = of(decode_packed_varchar, 501);
  const std::string packed = unhexed("8a012c4b4c4a4e1c45c4210022");
  std::string abc;
  for (int i = 0; i < 100; ++i) abc += "abc";
  CHECK(decoded(column, le(12, 2) + packed.substr(0, 12)) == abc);
  CHECK(decoded(column, le(2, 2) + unhexed("0061")) == "a");
  CHECK(decoded(column, le(0, 2)) == "");
  CHECK(decoded(column, le(11, 2) + packed.substr(0, 11))[0] == '!');
  CHECK(decoded(column, le(3, 2) + unhexed("8affff"))[0] == '!');
}

}  // namespace
}  // namespace millrace::mysql::test
