// SPDX-License-Identifier: Apache-2.0
#include "base/ascii.h"

#include <catch2/catch.hpp>
#include <string>

namespace millrace {

TEST_CASE("ascii: the prefix ends at the first high byte, wherever it is") {
  for (size_t size = 0; size < 150; ++size) {
    std::string text(size, 'x');
    CHECK(ascii_prefix(text) == size);
    for (size_t at = 0; at < size; ++at) {
      text[at] = static_cast<char>(0x80 + at % 128);
      CHECK(ascii_prefix(text) == at);
      if (at + 1 < size) text[at + 1] = '\xff';
      CHECK(ascii_prefix(text) == at);
      if (at + 1 < size) text[at + 1] = 'x';
      text[at] = at % 2 == 0 ? '\0' : '\x7f';
    }
    CHECK(ascii_prefix(text) == size);
  }
}

TEST_CASE("ascii: plain is what has neither high bytes nor zeros") {
  for (size_t size = 0; size < 100; ++size) {
    std::string text(size, '\x01');
    CHECK(is_plain_ascii(text));
    for (size_t at = 0; at < size; ++at) {
      for (const char odd : {'\0', '\x80', '\xff'}) {
        text[at] = odd;
        if (is_plain_ascii(text)) FAIL(size << " " << at);
      }
      text[at] = at % 2 == 0 ? '\x7f' : '\x01';
    }
    CHECK(is_plain_ascii(text));
  }
}

}  // namespace millrace
