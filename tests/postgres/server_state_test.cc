// SPDX-License-Identifier: Apache-2.0
#include "postgres/server_state.h"

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

TEST_CASE("server state: sessions left, by server, account and database") {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.new_database();
  server.run("DROP ROLE IF EXISTS few; CREATE ROLE few LOGIN");
  const ServerFacts root = facts_of(server.endpoint(database));
  CHECK(root.room.sessions > 0);
  CHECK(root.room.bound.find("max_connections") == 0);
  CHECK(root.skips_triggers);
  CHECK_FALSE(root.in_recovery);
  server.run("ALTER ROLE few CONNECTION LIMIT 3");
  const ServerFacts few = facts_of(server.endpoint(database, "few"));
  CHECK(few.room.sessions == 2);  // one is this one
  CHECK(few.room.bound.find("CONNECTION LIMIT 3 of the account") == 0);
  CHECK_FALSE(few.skips_triggers);
  server.run("ALTER ROLE few CONNECTION LIMIT -1");
  server.run("ALTER DATABASE " + database + " CONNECTION LIMIT 2");
  CHECK(facts_of(server.endpoint(database, "few")).room.sessions == 1);
}

TEST_CASE("server state: who may skip triggers without being superuser") {
  PostgresServer& server = PostgresServer::shared();
  if (std::stoi(server.value("SHOW server_version_num")) < 150000) return;
  server.run(
      "DROP ROLE IF EXISTS skipper; CREATE ROLE skipper LOGIN; "
      "GRANT SET ON PARAMETER session_replication_role TO skipper");
  CHECK(facts_of(server.endpoint(server.new_database(), "skipper"))
            .skips_triggers);
  server.run("REVOKE SET ON PARAMETER session_replication_role FROM skipper");
}

TEST_CASE("server state: a session that writes is seen, one that reads not") {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.new_database();
  server.run(
      "CREATE SCHEMA s; CREATE TABLE s.w (x int); "
      "CREATE TABLE s.r (x int)",
      database);
  SessionOptions options;
  auto writer = Session::open(server.endpoint(database), options);
  REQUIRE(writer.ok());
  REQUIRE((*writer)->run("SET application_name = 'app'").ok());
  REQUIRE((*writer)->begin().ok());
  REQUIRE((*writer)->run("INSERT INTO s.w VALUES (1)").ok());
  REQUIRE((*writer)->run("SELECT 1 FROM s.r").ok());
  const ServerFacts facts = facts_of(server.endpoint(database));
  REQUIRE(facts.in_use.size() == 1);
  CHECK(facts.in_use[0].table == "s.w");
  CHECK(facts.in_use[0].who.find("of postgres (app)") != std::string::npos);
  REQUIRE((*writer)->run("SET application_name = 'millrace'").ok());
  CHECK(facts_of(server.endpoint(database)).in_use.empty());
}

TEST_CASE("server state: roads of every Plan, where they may be read") {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.new_database();
  server.run("DROP ROLE IF EXISTS outsider; CREATE ROLE outsider LOGIN");
  server.run(
      "CREATE SCHEMA millrace; CREATE TABLE millrace.roads (plan text, "
      "to_schema text, to_table text); INSERT INTO millrace.roads VALUES "
      "('other', 'sales', 'orders'), ('other', 'sales', 'orders')",
      database);
  const ServerFacts facts = facts_of(server.endpoint(database));
  REQUIRE(facts.in_use.size() == 1);
  CHECK(facts.in_use[0].table == "sales.orders");
  CHECK(facts.in_use[0].who == "other");
  CHECK(facts_of(server.endpoint(database, "outsider")).in_use.empty());
}
