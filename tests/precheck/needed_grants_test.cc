// SPDX-License-Identifier: Apache-2.0
#include "precheck/needed_grants.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

Plan plan_of(std::vector<std::string> include) {
  Plan plan;
  plan.sources.resize(1);
  plan.sources[0].name = "eu";
  plan.sources[0].user = "o'neil";
  plan.tables.resize(1);
  plan.tables[0].source = "eu";
  plan.tables[0].include = std::move(include);
  return plan;
}

std::vector<std::string> statements(const AccountNeeds& needs) {
  std::vector<std::string> out;
  for (const NeededGrant& grant : needs.grants) out.push_back(grant.on);
  return out;
}

TEST_CASE("needed grants: patterns become databases and tables") {
  const Plan plan = plan_of({"my_shop.*", "my_shop.a", "b.c`d", "/x.*/"});
  const AccountNeeds needs = source_needs(plan, plan.sources[0], {}, nullptr);
  CHECK(needs.account == "'o''neil'@'%'");
  CHECK(statements(needs) ==
        std::vector<std::string>{"`my\\_shop`.*", "`b`.`c``d`", "*.*", "*.*"});
  CHECK(needs.notes.size() == 1);
}

TEST_CASE("needed grants: tables that an account without any does not see") {
  const Plan plan = plan_of({"/x.*/", "shop.a*"});
  const ServerFacts facts;
  const AccountNeeds needs = source_needs(plan, plan.sources[0], {}, &facts);
  CHECK(statements(needs)[0] == "`shop`.*");
  REQUIRE(needs.notes.size() == 1);
  CHECK(needs.notes[0].find("\"/x.*/\" matches no table") == 0);
}

TEST_CASE("needed grants: without a stream nothing of the log is needed") {
  Plan plan = plan_of({"shop.a"});
  plan.sync.stream_insert = plan.sync.stream_update = false;
  plan.sync.stream_delete = false;
  CHECK(source_needs(plan, plan.sources[0], {}, nullptr).grants.size() == 1);
}

TEST_CASE("needed grants: held, missing, too much, by flavour") {
  const Plan plan = plan_of({"shop.a"});
  ServerFacts facts;
  facts.flavor.kind = FlavorKind::kMariadb;
  facts.flavor.major = 10;
  facts.flavor.minor = 11;
  facts.account = "m@%";
  facts.grants = {{"*", "*", {"REPLICATION SLAVE", "INSERT"}, false},
                  {"shop", "a", {"SELECT", "DELETE"}, false},
                  {"shop", "b", {"SELECT"}, false}};
  const AccountNeeds needs = source_needs(plan, plan.sources[0], {}, &facts);
  REQUIRE(needs.grants.size() == 3);
  CHECK(needs.grants[0].held);
  CHECK(needs.grants[1].held);
  CHECK_FALSE(needs.grants[2].held);
  CHECK(needs.grants[2].privileges ==
        std::vector<std::string>{"BINLOG MONITOR"});
  CHECK(needs.excess == std::vector<std::string>{"INSERT ON *.*",
                                                 "DELETE ON shop.a",
                                                 "SELECT ON shop.b"});
}

}  // namespace
}  // namespace millrace
