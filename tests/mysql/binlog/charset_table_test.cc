// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/charset_table.h"

#include "mysql/binlog/bytes.h"
#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

std::unique_ptr<TextDecoder> load(const Endpoint& endpoint,
                                  const std::string& charset) {
  auto session = Session::open(endpoint);
  REQUIRE(session.ok());
  auto decoder = load_charset(**session, charset);
  REQUIRE(decoder.status().message() == "");
  return std::move(decoder).value();
}

std::string read(const TextDecoder& decoder, std::string_view digits,
                 bool valid = true) {
  std::string out;
  CHECK(decoder.append(unhexed(digits), out) == valid);
  return out;
}

TEST_CASE("charset table: one, two and three bytes") {
  const Endpoint endpoint = all_servers()[0];
  CHECK(read(*load(endpoint, "cp1251"), "c0e041") == "АаA");
  CHECK(read(*load(endpoint, "gbk"), "c4e3bac3 815c 41") == "你好乗A");
  CHECK(read(*load(endpoint, "sjis"), "82a0 b1 835c 5c") == "あｱソ\\");
  CHECK(read(*load(endpoint, "ujis"), "a4a2 8eb1 8fb0a1 41") == "あｱ丂A");
}

TEST_CASE("charset table: codes that are none are marked, not guessed") {
  const auto gbk = load(all_servers()[0], "gbk");
  CHECK(read(*gbk, "41 ff 42", false) ==
        "A\xff"
        "B");
  CHECK(read(*gbk, "c4", false) == "\xff");
  CHECK(read(*load(all_servers()[0], "cp1250"), "81", false) == "\xff");
}

// Every code that the server turns is turned alike: it is asked again, for
// the whole of the text at once.
TEST_CASE("charset table: all codes in one text, as the server has it") {
  for (const Endpoint& endpoint : all_servers()) {
    Writer writer(endpoint);
    for (const std::string charset : {"latin2", "koi8r", "big5", "euckr"}) {
      INFO(flavor_of(endpoint).version << " " << charset);
      std::string bytes;
      for (int b = 0x20; b < 0x7f; ++b) bytes += static_cast<char>(b);
      bytes += unhexed(charset == "big5"    ? "a440a4a1f9d5"
                       : charset == "euckr" ? "b0a1c8fe"
                                            : "a1b1c1d1e1f1fe");
      const std::string expected =
          writer.value(cat("SELECT HEX(CONVERT(CONVERT(x'", hex(bytes),
                           "' USING ", charset, ") USING utf8mb4))"));
      CHECK(to_upper(hex(read(*load(endpoint, charset), hex(bytes)))) ==
            expected);
    }
  }
}

TEST_CASE("charset table: a set the server does not know fails") {
  auto session = Session::open(all_servers()[0]);
  REQUIRE(session.ok());
  CHECK_FALSE(load_charset(**session, "klingon").ok());
  CHECK_FALSE(load_charset(**session, "x'; DROP").ok());
}

}  // namespace
}  // namespace millrace::mysql::test
