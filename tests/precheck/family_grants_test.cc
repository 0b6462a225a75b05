// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/needed_grants.h"

namespace millrace {
namespace {

Plan plan_of(std::vector<std::string> include) {
  Plan plan;
  plan.engine = TargetEngineKind::kMysql;
  plan.target.user = "sync";
  plan.sources.resize(1);
  plan.sources[0].name = "eu";
  plan.tables.resize(1);
  plan.tables[0].source = "eu";
  plan.tables[0].include = std::move(include);
  return plan;
}

std::vector<std::string> statements(const AccountNeeds& needs) {
  std::vector<std::string> out;
  for (const NeededGrant& grant : needs.grants) out.push_back(grant.statement);
  return out;
}

const char* kLedger =
    "GRANT CREATE, DELETE, INSERT, SELECT, UPDATE ON `millrace`.* TO "
    "'sync'@'%'";

Route route_to(const QualifiedName& to) {
  Route route;
  route.id = {"eu", {"shop", "a"}, to};
  return route;
}

}  // namespace

TEST_CASE("family grants: offline, from what the Plan says") {
  Plan plan = plan_of({"my_shop.*", "b.c"});
  const AccountNeeds needs = family_target_needs(plan, {}, nullptr);
  CHECK(needs.create == "CREATE USER 'sync'@'%' IDENTIFIED BY <PASSWORD>");
  CHECK(statements(needs) ==
        std::vector<std::string>{
            "GRANT ALTER, CREATE, DELETE, DROP, INSERT, SELECT, UPDATE ON "
            "`b`.* TO "
            "'sync'@'%'",
            "GRANT ALTER, CREATE, DELETE, DROP, INSERT, SELECT, UPDATE ON "
            "`my\\_shop`.* TO 'sync'@'%'",
            kLedger});
  CHECK(needs.notes.empty());

  Mapping mapping;
  mapping.match = "b.c";
  mapping.to_schema = "sales";
  mapping.sync.schema = false;
  mapping.sync.stream_alter = false;
  mapping.sync.on_existing = OnExisting::kClear;
  plan = plan_of({"b.c"});
  plan.mappings = {mapping};
  CHECK(statements(family_target_needs(plan, {}, nullptr)) ==
        std::vector<std::string>{
            "GRANT DELETE, DROP, INSERT, SELECT, UPDATE ON `sales`.* TO "
            "'sync'@'%'",
            kLedger});
  plan.mappings[0].to_schema = "of_$database";
  CHECK(family_target_needs(plan, {}, nullptr).notes.size() == 1);
  plan = plan_of({"/x.*\\.t/"});
  CHECK(family_target_needs(plan, {}, nullptr).notes.size() == 1);
}

TEST_CASE("family grants: held, missing, too much, and renames") {
  const Plan plan = plan_of({"shop.a"});
  ServerFacts facts;
  facts.account = "sync@10.%";
  facts.grants = {
      {"shop",
       "*",
       {"ALTER", "CREATE", "DELETE", "INSERT", "SELECT", "UPDATE", "DROP"},
       false},
      {"*", "*", {"USAGE", "SUPER"}, false}};
  Route route = route_to({"shop", "a"});
  route.sync.stream_alter = false;
  AccountNeeds needs = family_target_needs(plan, {route}, &facts);
  CHECK(needs.account == "'sync'@'10.%'");
  REQUIRE(needs.grants.size() == 2);
  CHECK(needs.grants[0].held);
  CHECK_FALSE(needs.grants[1].held);
  CHECK(needs.excess ==
        std::vector<std::string>{"DROP ON shop.*", "SUPER ON *.*"});
  route.id.to = {"sales", "a"};
  route.earlier = {{"shop", "a"}};
  needs = family_target_needs(plan, {route}, &facts);
  REQUIRE(needs.grants.size() == 3);
  CHECK(needs.grants[1].statement ==
        "GRANT ALTER, DROP ON `shop`.* TO 'sync'@'10.%'");
}

TEST_CASE("family grants: on DRDS all is in one database") {
  Plan plan = plan_of({"shop.*"});
  plan.engine = TargetEngineKind::kDrds;
  plan.target.database = "shop_x";
  const ServerFacts facts;
  const AccountNeeds needs =
      family_target_needs(plan, {route_to({"shop_x", "a"})}, &facts);
  CHECK(statements(needs) ==
        std::vector<std::string>{
            "GRANT ALTER, CREATE, DELETE, DROP, INDEX, INSERT, SELECT, UPDATE "
            "ON `shop\\_x`.* TO ''"});
  CHECK(needs.notes.size() == 1);
  CHECK(needs.excess.empty());
}

}  // namespace millrace
