// SPDX-License-Identifier: Apache-2.0
#include "report/paint.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"

namespace millrace {
namespace {

TEST_CASE("paint: off means not one byte more") {
  const Paint plain;
  CHECK(plain.red("x") == "x");
  CHECK(plain.bold("x") == "x");
}

TEST_CASE("paint: on, colour is closed where it ends") {
  CHECK(Paint(true).red("x") == "\x1b[31mx\x1b[0m");
}

TEST_CASE("paint: names cannot move the cursor or forge a line") {
  CHECK(shown("a\x1b[2Jb") == "a\\x1b[2Jb");
  CHECK(shown("a\nb\tc\r") == "a\\nb\\tc\\r");
  CHECK(shown("\xc2\x9b"
              "2J") == "\\x9b2J");
  CHECK(shown("caf\xc3\xa9 \xf0\x9f\x98\x80") ==
        "caf\xc3\xa9 \xf0\x9f\x98\x80");
  CHECK(shown("\xff") == "\\xff");
}

TEST_CASE("paint: whatever the bytes, what is shown is one line of UTF-8") {
  std::mt19937 random(7);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes(random() % 20, '\0');
    for (char& c : bytes) c = static_cast<char>(random());
    const std::string text = shown(bytes);
    REQUIRE(valid_utf8_prefix(text) == text.size());
    for (const char c : text) {
      REQUIRE(static_cast<unsigned char>(c) >= 0x20);
      REQUIRE(c != 0x7f);
    }
  }
}

TEST_CASE("paint: every line of a text is indented, empty ones are not") {
  CHECK(indented("a\n\nb", 2) == "  a\n\n  b\n");
}

}  // namespace
}  // namespace millrace
