// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"

#include <catch2/catch.hpp>
#include <random>

using namespace millrace;

TEST_CASE("text: join undoes split for any separator count") {
  std::mt19937 random(1);
  for (int round = 0; round < 500; ++round) {
    std::string s;
    for (size_t n = random() % 12; n > 0; --n) s += "ab,"[random() % 3];
    CHECK(join(split(s, ','), ",") == s);
  }
  CHECK(split("a,b,", ',') == std::vector<std::string>{"a", "b", ""});
  CHECK(split("", ',') == std::vector<std::string>{""});
}

TEST_CASE("text: unhex undoes hex for every byte") {
  std::string all;
  for (int b = 0; b < 256; ++b) all += static_cast<char>(b);
  std::string back;
  REQUIRE(unhex(hex(all), &back));
  CHECK(back == all);
  REQUIRE(unhex(to_upper(hex(all)), &back));
  CHECK(back == all);
}

TEST_CASE("text: unhex refuses odd length and other letters") {
  std::string out = "kept";
  CHECK_FALSE(unhex("abc", &out));
  CHECK_FALSE(unhex("0g", &out));
  CHECK(out == "kept");
}

TEST_CASE("text: trimming and case touch ASCII only") {
  CHECK(trim(" \t\r\n a b \v\f") == "a b");
  CHECK(trim("\xC2\xA0") == "\xC2\xA0");
  CHECK(to_upper("straße1") == "STRAßE1");
  CHECK(to_lower("ÄB") == "Äb");
  CHECK(iequals("Key", "kEY"));
  CHECK_FALSE(iequals("Key", "Keys"));
}

TEST_CASE("text: replacing goes on behind what it put in") {
  CHECK(replace_all("aaa", "a", "aa") == "aaaaaa");
  CHECK(replace_all("abab", "ab", "") == "");
  CHECK(replace_all("abc", "", "x") == "abc");
}

TEST_CASE("text: every code point written as UTF-8 is valid UTF-8") {
  for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string s;
    append_utf8(s, c);
    REQUIRE(valid_utf8_prefix(s) == s.size());
    REQUIRE(valid_utf8_prefix(s.substr(0, s.size() - 1)) == 0);
  }
}

TEST_CASE("text: overlong forms, surrogates and far code points are invalid") {
  for (const char* bad :
       {"\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\x80",
        "\xC3", "\xE2\x82"}) {
    CHECK(valid_utf8_prefix(std::string("ok") + bad) == 2);
  }
}

TEST_CASE("text: a misspelled word finds its neighbour, another does not") {
  const std::vector<std::string> keys = {"include", "exclude", "source"};
  CHECK(nearest("inlcude", keys) == "include");
  CHECK(nearest("sources", keys) == "source");
  CHECK(nearest("Exclude", keys) == "exclude");
  CHECK(nearest("banana", keys).empty());
  CHECK(nearest("", keys).empty());
  CHECK(nearest("x", {"a"}).empty());
}

TEST_CASE("text: byte counts never show a thousand of a unit") {
  CHECK(human_bytes(0) == "0 B");
  CHECK(human_bytes(999) == "999 B");
  CHECK(human_bytes(1000) == "1.0 kB");
  CHECK(human_bytes(12'300'000) == "12.3 MB");
  CHECK(human_bytes(1'500'000'000) == "1.5 GB");
  CHECK(human_bytes(999'949) == "999.9 kB");
  CHECK(human_bytes(999'950) == "1.0 MB");
  CHECK(human_bytes(UINT64_MAX) == "18.4 EB");
}

TEST_CASE("text: whole numbers are grouped by three") {
  CHECK(grouped(0) == "0");
  CHECK(grouped(999) == "999");
  CHECK(grouped(1000) == "1,000");
  CHECK(grouped(1234567) == "1,234,567");
}

TEST_CASE("text: cat joins strings, characters and numbers") {
  CHECK(cat("a", 'b', -3, uint64_t{18446744073709551615u}, std::string("c")) ==
        "ab-318446744073709551615c");
}
