// SPDX-License-Identifier: Apache-2.0
#include "mysql/server_state.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <thread>

#include "mysql/facts.h"
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

bool is_unseen(const ServerFacts& facts, const std::string& word) {
  for (const Unseen& unseen : facts.unseen) {
    if (unseen.what.find(word) != std::string::npos) return true;
  }
  return false;
}

// The session that prepared it may be about to let go of it still.
void roll_back(MariadbServer& server, const std::string& xid) {
  for (int tries = 0;; ++tries) {
    try {
      server.run("XA ROLLBACK '" + xid + "'");
      return;
    } catch (const std::runtime_error&) {
      if (tries == 100) throw;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
}

}  // namespace

TEST_CASE("server state: limits of an account are read off its options") {
  const char* options = " WITH MAX_QUERIES_PER_HOUR 20 MAX_USER_CONNECTIONS 5";
  CHECK(account_limit(options, "MAX_QUERIES_PER_HOUR") == 20);
  CHECK(account_limit(options, "MAX_USER_CONNECTIONS") == 5);
  CHECK(account_limit(options, "MAX_UPDATES_PER_HOUR") == 0);
}

TEST_CASE("server state: sessions that are left, and whose limit it is") {
  MariadbServer& server = MariadbServer::shared();
  const ServerFacts root = facts_of(server.endpoint());
  CHECK(root.room.sessions > 0);
  CHECK(root.room.bound.find("max_connections") == 0);
  server.run(
      "CREATE OR REPLACE USER limited WITH MAX_USER_CONNECTIONS 3 "
      "MAX_QUERIES_PER_HOUR 900; GRANT REPLICATION CLIENT ON *.* TO limited");
  const ServerFacts limited = facts_of(server.endpoint("limited"));
  CHECK(limited.room.sessions == 3);
  CHECK(limited.room.bound == "max_user_connections = 3");
  CHECK(limited.account_limits.at("MAX_QUERIES_PER_HOUR") == 900);
  CHECK(root.account_limits.empty());
}

// A clock among the facts would make of each snapshot another one.
TEST_CASE("server state: no counters where the log's size has no bound") {
  MariadbServer& server = MariadbServer::shared();
  CHECK(facts_of(server.endpoint()).status.empty());
}

TEST_CASE("server state: who may ask sees all, who may not is told so") {
  MariadbServer& server = MariadbServer::shared();
  CHECK(facts_of(server.endpoint()).unseen.empty());
  server.run(
      "CREATE OR REPLACE USER promised; GRANT SELECT, SHOW VIEW, REPLICATION "
      "CLIENT, REPLICATION SLAVE ON *.* TO promised");
  const ServerFacts facts = facts_of(server.endpoint("promised"));
  CHECK(is_unseen(facts, "open for long"));
  CHECK(is_unseen(facts, "replica"));
  CHECK_FALSE(is_unseen(facts, "XA"));
  CHECK_FALSE(is_unseen(facts, "oldest log"));
}

TEST_CASE("server state: a prepared XA transaction and the oldest GTIDs") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE state1; CREATE TABLE state1.t(id INT); "
      "XA START 'state-one'; INSERT INTO state1.t VALUES (1); "
      "XA END 'state-one'; XA PREPARE 'state-one'");
  const ServerFacts facts = facts_of(server.endpoint());
  roll_back(server, "state-one");
  CHECK(facts.prepared_xa == std::vector<std::string>{"state-one"});
  CHECK(facts_of(server.endpoint()).prepared_xa.empty());
  CHECK(facts.replica_of.empty());
  CHECK(facts.long_transactions.empty());
}

TEST_CASE("server state: a purged log begins after what was in it") {
  MariadbServer server;
  CHECK(facts_of(server.endpoint()).purged_gtids == "");
  server.run("CREATE DATABASE p1; CREATE DATABASE p2; FLUSH BINARY LOGS");
  const ServerFacts before = facts_of(server.endpoint());
  // A log stays until the server has noted that nothing needs it.
  for (int tries = 0; tries < 200; ++tries) {
    server.run("PURGE BINARY LOGS TO '" + before.position.file + "'");
    if (server.value("SHOW BINARY LOGS") == before.position.file) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  const ServerFacts after = facts_of(server.endpoint());
  CHECK(after.purged_gtids == before.position.gtid);
}

TEST_CASE("server state: a replica names its primary and what ails it") {
  MariadbServer server({"--server-id=7"});
  server.run(
      "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, "
      "MASTER_USER='nobody'");
  const ServerFacts facts = facts_of(server.endpoint());
  CHECK(facts.replica_of == "127.0.0.1:1");
  CHECK(facts.replica_problem == "its receiver is not running (No)");
}

}  // namespace millrace::mysql
