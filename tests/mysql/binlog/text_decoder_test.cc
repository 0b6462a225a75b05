// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/text_decoder.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string read(const char* charset, std::string_view bytes) {
  const auto decoder = builtin_decoder(charset);
  REQUIRE(decoder);
  std::string out;
  const bool valid = decoder->append(bytes, out);
  CHECK(valid == (out.find(TextDecoder::kInvalid) == std::string::npos));
  return out;
}

TEST_CASE("text: latin1 is cp1252 and never refuses a byte") {
  CHECK(read("latin1",
             "\x80\x99\xe4\xff"
             "A") == "€™äÿA");
  CHECK(read("latin1", "\x81\x8d\x8f\x90\x9d") ==
        "\xc2\x81\xc2\x8d\xc2\x8f\xc2\x90\xc2\x9d");
}

TEST_CASE("text: wide sets, with and without pairs") {
  CHECK(read("ucs2", unhexed("004100e420ac")) == "Aä€");
  CHECK(read("utf16", unhexed("0041d83dde00")) == "A😀");
  CHECK(read("utf16le", unhexed("41003dd800de")) == "A😀");
  CHECK(read("utf32", unhexed("000000410001f600")) == "A😀");
}

TEST_CASE("text: what is no character becomes a byte that UTF-8 never has") {
  CHECK(read("ucs2", unhexed("d83d0041")) ==
        "\xff"
        "A");
  CHECK(read("utf16", unhexed("de000041")) ==
        "\xff"
        "A");
  CHECK(read("utf16", unhexed("d83d0041")) ==
        "\xff"
        "A");
  CHECK(read("utf16", unhexed("004100")) == "A\xff");
  CHECK(read("utf32", unhexed("00110000")) == "\xff");
  CHECK(read("utf32", unhexed("0000d800")) == "\xff");
}

TEST_CASE("text: UTF-8 needs no decoder, others are not guessed") {
  for (const char* name : {"utf8mb4", "utf8mb3", "utf8", "ascii"}) {
    CHECK(is_utf8_charset(name));
  }
  CHECK_FALSE(is_utf8_charset("latin2"));
  CHECK(builtin_decoder("gbk") == nullptr);
  CHECK(has_ambiguous_bytes("sjis"));
  CHECK_FALSE(has_ambiguous_bytes("ujis"));
}

}  // namespace
}  // namespace millrace::mysql::test
