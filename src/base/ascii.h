// SPDX-License-Identifier: Apache-2.0
//
// ascii: how much of a text is plain ASCII, told many bytes at a time; the
// quick way through text that is mostly ASCII. Thread: pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace millrace {

// Bytes before the first one above 0x7f; s.size() when there is none.
size_t ascii_prefix(std::string_view s);

// Is all of it ASCII without 0x00? Asked of every text of a row, most of which
// are a few bytes: in place, and without a branch for each byte.
inline bool is_plain_ascii(std::string_view s) {
  const auto word = [](const char* p, size_t bytes) {
    uint64_t w = 0;
    std::memcpy(&w, p, bytes);
    return w;
  };
  // A byte above 0x7f shows by itself, 0x00 by what is borrowed for it.
  const auto odd_ones = [](uint64_t w) {
    return (w | (w - 0x0101010101010101ULL)) & 0x8080808080808080ULL;
  };
  const char* p = s.data();
  const size_t n = s.size();
  if (n >= 8) {
    const char* const last = p + n - 8;
    uint64_t odd = odd_ones(word(last, 8));
    for (; p + 32 <= last && odd == 0; p += 32) {
      odd |= odd_ones(word(p, 8)) | odd_ones(word(p + 8, 8)) |
             odd_ones(word(p + 16, 8)) | odd_ones(word(p + 24, 8));
    }
    for (; p < last; p += 8) odd |= odd_ones(word(p, 8));
    return odd == 0;
  }
  // Of fewer bytes than a word, the first and the last half overlap.
  if (n >= 4) return odd_ones(word(p, 4) | word(p + n - 4, 4) << 32) == 0;
  for (const char c : s) {
    if (static_cast<unsigned char>(c - 1) >= 0x7f) return false;
  }
  return true;
}

}  // namespace millrace
