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

}  // namespace millrace
