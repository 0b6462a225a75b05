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

// The same of bytes that come one after the other.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;
  void add(std::string_view bytes);
  std::string hex();  // the end of it

 private:
  void* state_;
};

uint64_t hash64(std::string_view bytes);

struct Hash128 {
  uint64_t low = 0;
  uint64_t high = 0;
  bool operator==(const Hash128&) const = default;
};
Hash128 hash128(std::string_view bytes);

}  // namespace millrace
