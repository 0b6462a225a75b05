// SPDX-License-Identifier: Apache-2.0
#include "route/like.h"

namespace millrace {
namespace {

// The place after the character that begins at `at`.
size_t next_character(std::string_view text, size_t at) {
  ++at;
  while (at < text.size() && (text[at] & 0xC0) == 0x80) ++at;
  return at;
}

}  // namespace

// Greedy with one place to go back to: the last % seen. An earlier % never
// has to be tried again, so the work is bounded by text times pattern.
bool like(std::string_view text, std::string_view pattern) {
  size_t t = 0;
  size_t p = 0;
  size_t star = std::string_view::npos;
  size_t star_text = 0;
  while (t < text.size()) {
    const bool more = p < pattern.size();
    if (more && pattern[p] == '%') {
      star = ++p;
      star_text = t;
      continue;
    }
    if (more && pattern[p] == '_') {
      t = next_character(text, t);
      ++p;
      continue;
    }
    const size_t escaped =
        more && pattern[p] == '\\' && p + 1 < pattern.size() ? 1 : 0;
    if (more && pattern[p + escaped] == text[t]) {
      p += escaped + 1;
      ++t;
      continue;
    }
    if (star == std::string_view::npos) return false;
    p = star;
    star_text = next_character(text, star_text);
    t = star_text;
  }
  while (p < pattern.size() && pattern[p] == '%') ++p;
  return p == pattern.size();
}

}  // namespace millrace
