// SPDX-License-Identifier: Apache-2.0
//
// big_endian: numbers in network byte order, as the server's protocol and
// the binary format of COPY have them. Thread: pure.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

namespace millrace {

inline uint16_t swapped(uint16_t n) { return __builtin_bswap16(n); }
inline uint32_t swapped(uint32_t n) { return __builtin_bswap32(n); }
inline uint64_t swapped(uint64_t n) { return __builtin_bswap64(n); }

// Writes `n` at `out`; the end of it.
template <typename Int>
inline char* put_big_endian(Int n, char* out) {
  if constexpr (std::endian::native == std::endian::little) n = swapped(n);
  std::memcpy(out, &n, sizeof n);
  return out + sizeof n;
}

}  // namespace millrace
