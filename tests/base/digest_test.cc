// SPDX-License-Identifier: Apache-2.0
#include "base/digest.h"

#include <catch2/catch.hpp>

using namespace millrace;

TEST_CASE("digest: SHA-256 of the standard's examples") {
  CHECK(sha256_hex("") ==
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("digest: SHA-256 of pieces is that of the whole") {
  Sha256 pieces;
  pieces.add("a");
  pieces.add("");
  pieces.add("bc");
  CHECK(pieces.hex() == sha256_hex("abc"));
}

TEST_CASE("digest: XXH3 is the published one, so that stored ids hold") {
  CHECK(hash64("") == 0x2D06800538D394C2u);
  CHECK(hash128("").low == 0x6001C324468D497Fu);
  CHECK(hash128("").high == 0x99AA06D3014798D8u);
  CHECK(hash64("a") != hash64("b"));
  CHECK_FALSE(hash128("a") == hash128("b"));
}
