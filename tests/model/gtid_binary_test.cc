// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"
#include "model/gtid_model.h"
#include "model/gtid_set.h"

using namespace millrace;

namespace {

constexpr const char* kUuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
constexpr const char* kSidHex = "3e11fa4771ca11e19e33c80aa9429562";

std::string encoded(const std::string& text) {
  Result<MysqlGtidSet> set = MysqlGtidSet::parse(text);
  REQUIRE(set.ok());
  return hex(set->encode());
}

}  // namespace

TEST_CASE("gtid binary: decode undoes encode, with tags and without") {
  std::mt19937 random(21);
  for (int round = 0; round < 1000; ++round) {
    const MysqlGtidSet set = to_set(random_gtids(random, 6));
    Result<MysqlGtidSet> back = MysqlGtidSet::decode(set.encode());
    REQUIRE(back.ok());
    CHECK(back->str() == set.str());
  }
}

TEST_CASE("gtid binary: the untagged bytes are what a server sends") {
  CHECK(encoded("") == "0000000000000000");
  CHECK(encoded(std::string(kUuid) + ":1-3:5") ==
        cat("0100000000000000", kSidHex, "0200000000000000", "0100000000000000",
            "0400000000000000", "0500000000000000", "0600000000000000"));
}

TEST_CASE("gtid binary: one tag makes the whole set tagged") {
  // Header: mark, six bytes of count (uuid and tag pairs), mark.
  CHECK(encoded(std::string(kUuid) + ":1:mytag:2") ==
        cat("0102000000000001", kSidHex, "00", "0100000000000000",
            "0100000000000000", "0200000000000000", kSidHex, "0a", hex("mytag"),
            "0100000000000000", "0200000000000000", "0300000000000000"));
}

TEST_CASE("gtid binary: every truncation and any extra byte is refused") {
  for (const char* text : {":1-3:5", ":1:mytag:2-7"}) {
    Result<MysqlGtidSet> set = MysqlGtidSet::parse(std::string(kUuid) + text);
    REQUIRE(set.ok());
    const std::string bytes = set->encode();
    for (size_t n = 0; n < bytes.size(); ++n) {
      INFO(n);
      CHECK_FALSE(MysqlGtidSet::decode(bytes.substr(0, n)).ok());
    }
    CHECK_FALSE(MysqlGtidSet::decode(bytes + '\0').ok());
  }
}

TEST_CASE("gtid binary: random bytes end in an answer") {
  std::mt19937 random(22);
  for (int round = 0; round < 5000; ++round) {
    std::string bytes(random() % 80, '\0');
    for (char& b : bytes) b = random() % 4 ? '\0' : static_cast<char>(random());
    const Result<MysqlGtidSet> set = MysqlGtidSet::decode(bytes);
    if (set.ok()) CHECK(MysqlGtidSet::parse(set->str()).ok());
  }
}
