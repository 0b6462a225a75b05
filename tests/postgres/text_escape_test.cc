// SPDX-License-Identifier: Apache-2.0
#include "postgres/text_escape.h"

#include <catch2/catch.hpp>
#include <random>

using namespace millrace;

namespace {

template <Escape kEscape>
std::string escaped(std::string_view text) {
  std::string out;
  const char* why = append_text<kEscape>(text, out);
  return why == nullptr ? out : std::string("refused");
}

// Byte by byte, as the manual words it.
std::string slow_copy(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      if (c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("text escape: eight bytes at once give what one by one gives") {
  std::mt19937 random(5);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (unsigned n = random() % 30; n > 0; --n) {
      text += random() % 6 == 0 ? "\n\t\r\\\"\x01"[random() % 6]
                                : static_cast<char>(1 + random() % 127);
    }
    REQUIRE(escaped<Escape::kCopy>(text) == slow_copy(text));
  }
}

TEST_CASE("text escape: array elements are always in quotes") {
  CHECK(escaped<Escape::kArray>("") == "\"\"");
  CHECK(escaped<Escape::kArray>("NULL") == "\"NULL\"");
  CHECK(escaped<Escape::kArray>("a\"b\\c\n") == "\"a\\\"b\\\\c\n\"");
}

TEST_CASE("text escape: hex of every byte") {
  std::string out = "x";
  append_hex(std::string("\x00\x0f\xa0\xff", 4), out);
  CHECK(out == "x000fa0ff");
}
