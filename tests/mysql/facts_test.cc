// SPDX-License-Identifier: Apache-2.0
#include "mysql/facts.h"

#include <catch2/catch.hpp>

#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

ServerFacts facts_of(const Endpoint& endpoint) {
  auto session = Session::open(endpoint);
  REQUIRE(session.status().message() == "");
  auto facts = read_facts(**session);
  REQUIRE(facts.status().message() == "");
  return *facts;
}

TEST_CASE("facts: flavor, settings, account and log of a server") {
  ServerFacts facts = facts_of(MariadbServer::shared().endpoint());
  CHECK(facts.flavor.kind == FlavorKind::kMariadb);
  CHECK(facts.setting("binlog_format") == "ROW");
  CHECK(facts.setting("log_bin") == "ON");
  CHECK(facts.setting("no_such_setting").empty());
  CHECK(facts.account.rfind("root@", 0) == 0);
  CHECK(facts.position.kind == PositionKind::kMariadbGtid);
  CHECK(facts.position_error.empty());
  REQUIRE_FALSE(facts.log_files.empty());
  CHECK(facts.log_files.back().name == facts.position.file);
}

TEST_CASE("facts: an account that may little says what it may not") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE DATABASE IF NOT EXISTS facts1; CREATE OR REPLACE USER few "
      "IDENTIFIED BY 'x'; GRANT SELECT ON facts1.* TO few");
  ServerFacts facts = facts_of(server.endpoint("few", "x"));
  CHECK(facts.account == "few@%");
  CHECK(facts.position.kind == PositionKind::kNone);
  CHECK(facts.position_error.find("1227") != std::string::npos);
  CHECK_FALSE(facts.log_files_error.empty());
  bool found = false;
  for (const Grant& grant : facts.grants) {
    found |= grant.schema == "facts1" && grant.privileges.count("SELECT") > 0;
  }
  CHECK(found);
}

TEST_CASE("facts: the promised grants are enough") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE DATABASE IF NOT EXISTS facts1; CREATE OR REPLACE USER enough; "
      "GRANT SELECT, SHOW VIEW ON facts1.* TO enough; "
      "GRANT REPLICATION CLIENT, REPLICATION SLAVE ON *.* TO enough");
  ServerFacts facts = facts_of(server.endpoint("enough"));
  CHECK(facts.position.kind == PositionKind::kMariadbGtid);
  CHECK(facts.log_files_error.empty());
}

TEST_CASE("facts: privileges that come by a role are seen") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE DATABASE IF NOT EXISTS facts1; CREATE OR REPLACE ROLE reader; "
      "GRANT SELECT ON facts1.* TO reader; CREATE OR REPLACE USER member; "
      "GRANT reader TO member; SET DEFAULT ROLE reader FOR member");
  ServerFacts facts = facts_of(server.endpoint("member"));
  bool found = false;
  for (const Grant& grant : facts.grants) {
    found |= grant.schema == "facts1" && grant.privileges.count("SELECT") > 0;
  }
  CHECK(found);
}

}  // namespace
}  // namespace millrace::mysql
