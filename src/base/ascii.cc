// SPDX-License-Identifier: Apache-2.0
#include "base/ascii.h"

#include <cstdint>
#include <cstring>

namespace millrace {
namespace {

constexpr uint64_t kOnes = 0x0101010101010101ULL;
constexpr uint64_t kHighs = 0x8080808080808080ULL;

template <typename Word>
Word load(const char* p) {
  Word w;
  std::memcpy(&w, p, sizeof w);
  return w;
}

// A byte above 0x7f shows by itself, 0x00 by what is borrowed for it.
uint64_t odd_ones(uint64_t w) { return w | (w - kOnes); }

}  // namespace

size_t ascii_prefix(std::string_view s) {
  size_t at = 0;
  // Four words a turn: most text is ASCII for hundreds of bytes.
  for (uint64_t w[4]; at + sizeof w <= s.size(); at += sizeof w) {
    std::memcpy(w, s.data() + at, sizeof w);
    if (((w[0] | w[1] | w[2] | w[3]) & kHighs) != 0) break;
  }
  for (uint64_t w; at + sizeof w <= s.size(); at += sizeof w) {
    std::memcpy(&w, s.data() + at, sizeof w);
    if ((w & kHighs) != 0) break;
  }
  while (at < s.size() && static_cast<unsigned char>(s[at]) < 0x80) ++at;
  return at;
}

bool is_plain_ascii(std::string_view s) {
  const char* p = s.data();
  size_t n = s.size();
  for (; n >= 32; p += 32, n -= 32) {
    const uint64_t odd =
        odd_ones(load<uint64_t>(p)) | odd_ones(load<uint64_t>(p + 8)) |
        odd_ones(load<uint64_t>(p + 16)) | odd_ones(load<uint64_t>(p + 24));
    if ((odd & kHighs) != 0) return false;
  }
  if (n >= 8) {
    const char* last = p + n - 8;
    uint64_t odd = odd_ones(load<uint64_t>(last));
    for (; p < last; p += 8) odd |= odd_ones(load<uint64_t>(p));
    return (odd & kHighs) == 0;
  }
  // Of fewer bytes than a word, the first and the last half overlap.
  if (n >= 4) {
    const uint64_t w = load<uint32_t>(p) | uint64_t{load<uint32_t>(p + n - 4)}
                                               << 32;
    return (odd_ones(w) & kHighs) == 0;
  }
  for (; n > 0; ++p, --n) {
    if (static_cast<unsigned char>(*p - 1) >= 0x7f) return false;
  }
  return true;
}

}  // namespace millrace
