// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "model/gtid_set.h"

using namespace millrace;

namespace {

MariadbGtidSet parsed(const std::string& text) {
  Result<MariadbGtidSet> set = MariadbGtidSet::parse(text);
  INFO(text);
  REQUIRE(set.ok());
  return *set;
}

bool reached(const std::string& at, const std::string& goal) {
  return parsed(at).reached(parsed(goal));
}

}  // namespace

TEST_CASE("mariadb gtid: printed by domain, read with white space") {
  CHECK(parsed("").str() == "");
  CHECK(parsed("7-1010-8, 0-1-5").str() == "0-1-5,7-1010-8");
  CHECK(parsed("4294967295-4294967295-18446744073709551615").str() ==
        "4294967295-4294967295-18446744073709551615");
}

TEST_CASE("mariadb gtid: reached asks every domain of the goal") {
  CHECK(reached("0-1-5,7-1-8", "0-1-5"));
  CHECK(reached("0-2-6", "0-1-5"));
  CHECK(reached("", ""));
  CHECK(reached("0-1-1", ""));
  CHECK_FALSE(reached("0-1-4", "0-1-5"));
  CHECK_FALSE(reached("0-1-9", "0-1-5,7-1-1"));
  CHECK_FALSE(reached("", "0-1-1"));
}

TEST_CASE("mariadb gtid: set replaces what the domain had") {
  MariadbGtidSet set = parsed("0-1-5");
  set.set({0, 2, 6});
  set.set({3, 1, 1});
  CHECK(set.str() == "0-2-6,3-1-1");
}

TEST_CASE("mariadb gtid: text that is none, or names a domain twice") {
  for (const char* bad : {"0-1", "0-1-x", "0-1-5,", "-1-1-1", "0-1-5-6",
                          "4294967296-1-1", "0-1-5,0-2-6"}) {
    INFO(bad);
    CHECK_FALSE(MariadbGtidSet::parse(bad).ok());
  }
}
