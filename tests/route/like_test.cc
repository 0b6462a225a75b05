// SPDX-License-Identifier: Apache-2.0
#include "route/like.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace millrace {
namespace {

// The definition, word for word, without any care for time.
bool slow_like(std::string_view text, std::string_view pattern) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '%') {
    for (size_t i = 0; i <= text.size(); ++i) {
      if (slow_like(text.substr(i), pattern.substr(1))) return true;
    }
    return false;
  }
  if (text.empty()) return false;
  if (pattern[0] != '_' && pattern[0] != text[0]) return false;
  return slow_like(text.substr(1), pattern.substr(1));
}

}  // namespace

TEST_CASE("like: wildcards, characters and escapes") {
  CHECK(like("draft", "dr%"));
  CHECK(like("draft", "d_a_t"));
  CHECK_FALSE(like("draft", "DR%"));
  CHECK(like("50%", "50\\%"));
  CHECK_FALSE(like("500", "50\\%"));
  CHECK(like("a\xC3\xA4z", "a_z"));  // one character of two bytes
  CHECK(like("", "%"));
  CHECK_FALSE(like("", "_"));
}

TEST_CASE("like: agrees with its definition") {
  std::mt19937 random(11);
  const auto word = [&](const char* letters, size_t n, size_t longest) {
    std::string s;
    for (size_t i = random() % longest; i > 0; --i) s += letters[random() % n];
    return s;
  };
  for (int i = 0; i < 5000; ++i) {
    const std::string text = word("ab", 2, 8);
    const std::string pattern = word("ab%_", 4, 7);
    CAPTURE(text, pattern);
    REQUIRE(like(text, pattern) == slow_like(text, pattern));
  }
}

}  // namespace millrace
