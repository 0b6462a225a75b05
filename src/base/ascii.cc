// SPDX-License-Identifier: Apache-2.0
#include "base/ascii.h"

#include <cstdint>
#include <cstring>

namespace millrace {
namespace {

constexpr uint64_t kHighs = 0x8080808080808080ULL;

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

}  // namespace millrace
