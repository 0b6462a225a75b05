// SPDX-License-Identifier: Apache-2.0
//
// SHA-256 (FIPS 180-4) for digests that users compare, XXH3 for contents
// that two readers compare. Thread: pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace millrace {

std::string sha256_hex(std::string_view bytes);
uint64_t hash64(std::string_view bytes);

struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;
  bool operator==(const Hash128&) const = default;
};
Hash128 hash128(std::string_view bytes);

}  // namespace millrace
