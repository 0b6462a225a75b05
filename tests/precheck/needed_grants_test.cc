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

std::string joined(const AccountNeeds& needs) {
  std::string out;
  for (const NeededGrant& grant : needs.grants) {
    out += grant.statement.substr(6) + (grant.held ? " held\n" : "\n");
  }
  return out;
}

TEST_CASE("needed grants: schema public is another's, also unasked") {
  Plan plan = plan_of({"shop.*"});
  plan.target.user = "m";
  plan.target.database = "w";
  const std::string of_database =
      "CONNECT ON DATABASE \"w\" TO \"m\"\n"
      "TEMPORARY ON DATABASE \"w\" TO \"m\"\n"
      "CREATE ON DATABASE \"w\" TO \"m\"\n";
  CHECK(joined(target_needs(plan, {}, nullptr, {})) == of_database);
  plan.mappings.resize(1);
  plan.mappings[0].to_schema = "public";
  CHECK(joined(target_needs(plan, {}, nullptr, {})) ==
        of_database + "USAGE, CREATE ON SCHEMA \"public\" TO \"m\"\n");
  plan.mappings.clear();
  plan.tables[0].include = {"public.t"};
  CHECK(joined(target_needs(plan, {}, nullptr, {})) ==
        of_database + "USAGE, CREATE ON SCHEMA \"public\" TO \"m\"\n");
}

TEST_CASE("needed grants: tables that are another's and stay as they are") {
  Plan plan = plan_of({"shop.*"});
  plan.target.user = "m";
  plan.target.database = "w";
  Route route;
  route.id.to = {"shop", "t"};
  route.sync.schema = false;
  Catalog actual;
  actual.tables.resize(1);
  actual.tables[0].name = route.id.to;
  ServerFacts facts;
  facts.can_create_in_database = true;
  facts.schema_privileges["shop"] = {"USAGE"};
  facts.table_privileges["shop.t"] = {"SELECT", "INSERT", "UPDATE", "DELETE"};
  const auto last_two = [&] {
    const AccountNeeds needs = target_needs(plan, {route}, &facts, actual);
    REQUIRE(needs.grants.size() == 5);
    return joined({"", "", "", {needs.grants[3], needs.grants[4]}, {}, {}});
  };
  CHECK(last_two() ==
        "USAGE ON SCHEMA \"shop\" TO \"m\" held\n"
        "SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON \"shop\".\"t\" TO "
        "\"m\"\n");
  route.sync.stream_alter = false;
  CHECK(last_two() ==
        "USAGE ON SCHEMA \"shop\" TO \"m\" held\n"
        "SELECT, INSERT, UPDATE, DELETE ON \"shop\".\"t\" TO \"m\" held\n");
  route.sync.on_existing = OnExisting::kClear;
  CHECK(last_two().find("TRUNCATE") != std::string::npos);
}

}  // namespace
}  // namespace millrace
