// SPDX-License-Identifier: Apache-2.0
//
// The set algebra is checked against plain std::set arithmetic on seeded
// random sets; the numbers stay small so that the sets meet often.
#include "model/gtid_set.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

#include "model/gtid_model.h"

using namespace millrace;

namespace {

std::string canonical(const std::string& text) {
  Result<MysqlGtidSet> set = MysqlGtidSet::parse(text);
  INFO(text);
  REQUIRE(set.ok());
  return set->str();
}

}  // namespace

TEST_CASE("gtid set: parse undoes str") {
  std::mt19937 random(11);
  for (int round = 0; round < 1000; ++round) {
    const GtidModel model = random_gtids(random, 8);
    const MysqlGtidSet set = to_set(model);
    CHECK(canonical(set.str()) == set.str());
  }
}

TEST_CASE("gtid set: the order in which members are added does not matter") {
  std::mt19937 random(12);
  for (int round = 0; round < 500; ++round) {
    const GtidModel model = random_gtids(random, 8);
    std::vector<GtidModel::value_type> shuffled(model.begin(), model.end());
    std::shuffle(shuffled.begin(), shuffled.end(), random);
    MysqlGtidSet set;
    for (const auto& [sid, tag, n] : shuffled) set.add(sid, tag, n, n);
    CHECK(set.str() == to_set(model).str());
  }
}

TEST_CASE("gtid set: minus, contains and intersects agree with plain sets") {
  std::mt19937 random(13);
  for (int round = 0; round < 3000; ++round) {
    const GtidModel a = random_gtids(random, 6);
    GtidModel b = random_gtids(random, 6);
    if (round % 3 == 0) b.insert(a.begin(), a.end());
    GtidModel rest;
    std::set_difference(a.begin(), a.end(), b.begin(), b.end(),
                        std::inserter(rest, rest.end()));
    const MysqlGtidSet sa = to_set(a);
    const MysqlGtidSet sb = to_set(b);
    INFO(sa.str() << " and " << sb.str());
    CHECK(sa.minus(sb).str() == to_set(rest).str());
    CHECK(sb.contains(sa) == rest.empty());
    CHECK(sa.intersects(sb) == (rest.size() < a.size()));
    CHECK(sa.empty() == a.empty());
  }
}

TEST_CASE("gtid set: whole intervals are merged when they touch") {
  MysqlGtidSet set;
  const std::string sid(16, '\1');
  set.add(sid, "", 1, 3);
  set.add(sid, "", 7, 9);
  set.add(sid, "", 4, 6);
  CHECK(set.str() == "01010101-0101-0101-0101-010101010101:1-9");
  set.add(sid, "", 20, 30);
  set.add(sid, "", 5, 25);
  CHECK(set.str() == "01010101-0101-0101-0101-010101010101:1-30");
}

TEST_CASE("gtid set: the server's spellings are read") {
  const std::string uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  CHECK(canonical("") == "");
  CHECK(canonical(" \n") == "");
  CHECK(canonical("3E11FA47-71CA-11E1-9E33-C80AA9429562:5") == uuid + ":5");
  CHECK(canonical(uuid + ":1-3:5-5:4") == uuid + ":1-5");
  CHECK(canonical(uuid + ":1-39:MyTag:1") == uuid + ":1-39:mytag:1");
  CHECK(canonical(uuid + ":b:1:a:2:3-4,\n" + uuid + ":9") ==
        uuid + ":9:a:2-4:b:1");
}

TEST_CASE("gtid set: text that is none is refused") {
  const std::string uuid = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
  for (const std::string& bad :
       {std::string("x"), uuid, uuid + ":", uuid + ":0", uuid + ":3-1",
        uuid + ":1-", uuid + ":tag", uuid + ":1:tag", uuid + ":tag:tag:1",
        uuid + ":1,", uuid + ":9223372036854775807", uuid.substr(1) + ":1",
        uuid + ":1-2-3", std::string("0-1-5")}) {
    INFO(bad);
    CHECK_FALSE(MysqlGtidSet::parse(bad).ok());
  }
}
