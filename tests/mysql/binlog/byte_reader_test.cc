// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/byte_reader.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("bytes: numbers are read in both orders") {
  const std::string bytes = unhexed("01 0203 040506 0708090a 0102030405060708");
  ByteReader in(bytes);
  CHECK(in.u8() == 1);
  CHECK(in.u16() == 0x0302);
  CHECK(in.be(3) == 0x040506);
  CHECK(in.u32() == 0x0a090807);
  CHECK(in.u64() == 0x0807060504030201);
  CHECK(in.at_end());
  CHECK(in.ok());
}

TEST_CASE("bytes: a read past the end gives nothing and fails for good") {
  ByteReader in("abc");
  CHECK(in.take(2) == "ab");
  CHECK(in.u16() == 0);
  CHECK_FALSE(in.ok());
  CHECK(in.u8() == 0);
  CHECK(in.left() == 0);
}

TEST_CASE("bytes: a length near 2^64 is past the end") {
  ByteReader in("abc");
  in.take(~uint64_t{0});
  CHECK_FALSE(in.ok());
}

TEST_CASE("bytes: packed integers of every size") {
  const std::string bytes = unhexed("fa fcfb00 fd000001 fe0000000000000080 ff");
  ByteReader in(bytes);
  CHECK(in.packed() == 0xfa);
  CHECK(in.packed() == 0xfb);
  CHECK(in.packed() == 0x10000);
  CHECK(in.packed() == 0x8000000000000000);
  CHECK(in.ok());
  in.packed();
  CHECK_FALSE(in.ok());
}

}  // namespace
}  // namespace millrace::mysql::test
