// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <xxhash.h>

#include "base/text.h"

namespace millrace {

std::string sha256_hex(std::string_view bytes) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
         out);
  return hex({reinterpret_cast<const char*>(out), sizeof out});
}

Sha256::Sha256() : state_(EVP_MD_CTX_new()) {
  EVP_DigestInit_ex(static_cast<EVP_MD_CTX*>(state_), EVP_sha256(), nullptr);
}

Sha256::~Sha256() { EVP_MD_CTX_free(static_cast<EVP_MD_CTX*>(state_)); }

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(static_cast<EVP_MD_CTX*>(state_), bytes.data(),
                   bytes.size());
}

std::string Sha256::hex() {
  unsigned char out[SHA256_DIGEST_LENGTH];
  EVP_DigestFinal_ex(static_cast<EVP_MD_CTX*>(state_), out, nullptr);
  return millrace::hex({reinterpret_cast<const char*>(out), sizeof out});
}

uint64_t hash64(std::string_view bytes) {
  return XXH3_64bits(bytes.data(), bytes.size());
}

Hash128 hash128(std::string_view bytes) {
  const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
  return {h.low64, h.high64};
}

}  // namespace millrace
