// SPDX-License-Identifier: Apache-2.0
#include "base/digits.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>

namespace millrace {
namespace {

// At the very end of what is allocated, so that a byte read beside it shows
// under the address sanitizer.
bool read_alone(const std::string& text, EightDigits* number) {
  const std::unique_ptr<char[]> bytes(new char[text.size()]);
  text.copy(bytes.get(), text.size());
  return read_digits(bytes.get(), text.size(), number);
}

}  // namespace

TEST_CASE("digits: up to eight, of every number of them") {
  const std::string all = "9080706050";
  for (size_t n = 0; n <= 8; ++n) {
    for (const std::string& text :
         {all.substr(0, n), all.substr(1, n), std::string(n, '9')}) {
      EightDigits number;
      INFO(text);
      REQUIRE(read_alone(text, &number));
      CHECK(number.value() == (n == 0 ? 0 : std::stoul(text)));
      CHECK(number.high < 10'000);
      CHECK(number.low < 10'000);
    }
  }
}

TEST_CASE("digits: a byte that is none is told, wherever and whichever") {
  for (size_t n = 1; n <= 8; ++n) {
    for (size_t at = 0; at < n; ++at) {
      for (int c = 0; c < 256; ++c) {
        std::string text(n, '9');
        text[at] = static_cast<char>(c);
        EightDigits number;
        const bool digit = c >= '0' && c <= '9';
        if (read_alone(text, &number) != digit)
          FAIL(n << " " << at << " " << c);
      }
    }
  }
}

}  // namespace millrace
