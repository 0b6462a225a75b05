// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "postgres/postgres_target.h"
#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

namespace {

ServerFacts facts_of(const Endpoint& endpoint) {
  auto inspector = PostgresReading().inspector(endpoint);
  REQUIRE(inspector.ok());
  auto facts = (*inspector)->facts();
  INFO(facts.status().message());
  REQUIRE(facts.ok());
  return *facts;
}

}  // namespace

TEST_CASE("catalog facts: the server's settings, not the session's own") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  server.run("ALTER DATABASE " + database + " SET statement_timeout = '7s'");
  ServerFacts facts = facts_of(server.endpoint(database));
  CHECK(facts.setting("statement_timeout") == "7000");
  CHECK(facts.setting("session_replication_role") == "origin");
}

TEST_CASE("catalog facts: an owner has every privilege on its table") {
  PostgresServer& server = PostgresServer::shared();
  server.run("DROP ROLE IF EXISTS owner_o; CREATE ROLE owner_o LOGIN");
  std::string database = server.new_database();
  server.run(
      "CREATE SCHEMA o AUTHORIZATION owner_o; SET ROLE owner_o; "
      "CREATE TABLE o.t (x int)",
      database);
  ServerFacts facts = facts_of(server.endpoint(database, "owner_o"));
  CHECK(facts.table_privileges.at("o.t") ==
        std::set<std::string>{"OWNER", "SELECT", "INSERT", "UPDATE", "DELETE",
                              "TRUNCATE"});
  CHECK(facts.schema_privileges.at("o").count("CREATE") == 1);
  CHECK(facts_of(server.endpoint(database)).is_superuser);
}
