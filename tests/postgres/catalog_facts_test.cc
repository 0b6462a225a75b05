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

// What may not be read is a finding (P204, P205) and must not hide the rest.
TEST_CASE("catalog facts: tables that may not be read may hold rows") {
  PostgresServer& server = PostgresServer::shared();
  server.run("DROP ROLE IF EXISTS guest_g; CREATE ROLE guest_g LOGIN");
  std::string database = server.new_database();
  server.run("REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
  server.run("GRANT CONNECT ON DATABASE " + database + " TO guest_g");
  server.run(
      "CREATE SCHEMA shut; CREATE TABLE shut.t AS SELECT 1; CREATE SCHEMA "
      "open; CREATE TABLE open.a AS SELECT 1; CREATE TABLE open.b AS SELECT "
      "1; CREATE TABLE open.none (a int); GRANT USAGE ON SCHEMA open TO "
      "guest_g; GRANT SELECT ON open.b, open.none, shut.t TO guest_g",
      database);
  auto inspector =
      PostgresReading().inspector(server.endpoint(database, "guest_g"));
  REQUIRE(inspector.ok());
  CHECK((*inspector)->facts()->schema_privileges.at("pg_temp").empty());
  auto catalog = (*inspector)->inspect({{"shut", "open"}});
  REQUIRE(catalog.ok());
  const Status status =
      (*inspector)
          ->probe_rows(
              {{"shut", "t"}, {"open", "a"}, {"open", "none"}, {"open", "b"}},
              &*catalog);
  INFO(status.message());
  REQUIRE(status.ok());
  CHECK(catalog->table({"open", "b"})->has_rows == true);
  CHECK(catalog->table({"open", "a"})->has_rows == true);
  CHECK(catalog->table({"open", "none"})->has_rows == false);
  CHECK(catalog->table({"shut", "t"})->has_rows == true);
}
