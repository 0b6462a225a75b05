// SPDX-License-Identifier: Apache-2.0
#include "mysql/session.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "mysql/binlog/follow.h"
#include "support/fault_proxy.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using millrace::test::MariadbServer;

std::unique_ptr<Session> session(const std::string& user = "root") {
  auto opened = Session::open(MariadbServer::shared().endpoint(user));
  REQUIRE(opened.status().message() == "");
  return std::move(opened).value();
}

TEST_CASE("session: settings do not follow the server's globals") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "SET GLOBAL sql_mode='PAD_CHAR_TO_FULL_LENGTH,ANSI_QUOTES',"
      "sql_select_limit=1, max_statement_time=0.5,"
      "tx_isolation='READ-UNCOMMITTED', time_zone='+05:00'");
  auto s = session();
  CHECK(*s->value("SELECT @@sql_mode", "ask") == "ALLOW_INVALID_DATES");
  CHECK(*s->value("SELECT @@time_zone", "ask") == "+00:00");
  CHECK(*s->value("SELECT @@tx_isolation", "ask") == "REPEATABLE-READ");
  CHECK(*s->value("SELECT @@max_statement_time", "ask") == "0.000000");
  CHECK(*s->value("SELECT @@character_set_results", "ask") == "utf8mb4");
  auto rows = s->query("SELECT 1 UNION ALL SELECT 2", "ask");
  REQUIRE(rows.ok());
  CHECK(rows->next());
  CHECK(rows->next());
  server.run(
      "SET GLOBAL sql_mode=DEFAULT, sql_select_limit=DEFAULT,"
      "max_statement_time=0, tx_isolation=DEFAULT, time_zone='SYSTEM'");
}

TEST_CASE("session: it cannot write") {
  MariadbServer::shared().run(
      "CREATE DATABASE IF NOT EXISTS s1; CREATE TABLE IF NOT EXISTS s1.t"
      "(a INT)");
  auto s = session();
  CHECK_FALSE(s->run("INSERT INTO s1.t VALUES (1)", "write").ok());
}

TEST_CASE("session: literals and names come back as they were") {
  auto s = session();
  for (std::string text :
       {"", "'", "\\", "\\'", "a\0b", "\xF0\x9F\x98\x80", "%_\n\r\t\x1a\"`"}) {
    CHECK(*s->value("SELECT " + quote_literal(text), "ask") == text);
  }
  for (std::string name : {"`", "a``b", "'", "\\", "a.b", "\xC3\xA4 \""}) {
    CHECK(*s->value("SELECT x." + quote_identifier(name) +
                        " FROM (SELECT 1 AS " + quote_identifier(name) +
                        ") AS x",
                    "ask") == "1");
  }
  std::string zero("a\0b", 3);
  CHECK(*s->value("SELECT " + quote_literal(zero), "ask") == zero);
  CHECK(*s->value("SELECT " + quote_bytes(zero), "ask") == zero);
}

TEST_CASE("session: a wrong password is refused and not shown") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE USER pw@'%' IDENTIFIED BY 'right-secret'");
  auto opened =
      Session::open(MariadbServer::shared().endpoint("pw", "wrong-secret"));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.status().kind() == StatusKind::kRefused);
  CHECK(opened.status().message().find("secret") == std::string::npos);
  CHECK(opened.status().message().find("1045") != std::string::npos);
}

TEST_CASE("session: nobody at the port means try again") {
  Endpoint nowhere = MariadbServer::shared().endpoint();
  nowhere.port = 1;
  auto opened = Session::open(nowhere);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.status().kind() == StatusKind::kRetry);
}

TEST_CASE("session: TLS that is demanded is not given up") {
  Endpoint endpoint = MariadbServer::shared().endpoint();
  endpoint.tls.mode = TlsMode::kRequired;  // the test server has none
  auto opened = Session::open(endpoint);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.status().kind() == StatusKind::kRefused);
  endpoint.tls.mode = TlsMode::kPreferred;
  CHECK(Session::open(endpoint).ok());
}

TEST_CASE("session: interrupt ends a query that another thread is in") {
  auto s = session();
  auto begin = std::chrono::steady_clock::now();
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    s->interrupt();
  });
  Status status = s->run("SELECT SLEEP(30)", "sleep");
  other.join();
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
  CHECK(s->run("SELECT 1", "ask").kind() == StatusKind::kRetry);
}

TEST_CASE("session: a streamed result that is dropped is not drained") {
  auto s = session();
  auto begin = std::chrono::steady_clock::now();
  {
    auto rows = s->stream(
        "SELECT REPEAT('x', 20000), SLEEP(seq > 100) FROM mysql.help_topic, "
        "(SELECT 1 AS seq UNION SELECT 200) AS a",
        "read");
    REQUIRE(rows.ok());
  }
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}

TEST_CASE("session: a server that does not answer a statement is left") {
  for (Endpoint e : test::all_servers()) {
    e.answer_seconds = 1;
    SessionOptions options;
    options.may_take_long = true;
    auto patient = Session::open(e, options);
    REQUIRE(patient.status().message() == "");
    CHECK((*patient)->run("SELECT SLEEP(1.5)", "sleep").ok());
    auto session = Session::open(e);
    REQUIRE(session.status().message() == "");
    const Status status = (*session)->run("SELECT SLEEP(600)", "sleep");
    CHECK(status.kind() == StatusKind::kRetry);
    CHECK(status.message().find("no answer for 1 s") != std::string::npos);
  }
}

TEST_CASE("session: a server that falls silent amid rows is left") {
  for (Endpoint e : test::all_servers()) {
    millrace::test::FaultProxy proxy(e.port);
    e.port = proxy.port();
    e.answer_seconds = 1;
    auto session = Session::open(e);
    REQUIRE(session.status().message() == "");
    auto rows = (*session)->stream(
        "SELECT REPEAT('x', 1000) FROM information_schema.COLLATIONS a, "
        "information_schema.COLLATIONS b, information_schema.COLLATIONS c",
        "read");
    REQUIRE(rows.status().message() == "");
    REQUIRE(rows->next());
    proxy.stand_still();
    while (rows->next()) {
    }
    CHECK(rows->error() != 0);
    CHECK((*session)->last_error("read").kind() == StatusKind::kRetry);
  }
}

TEST_CASE("session: a server that never greets is left") {
  for (Endpoint e : test::all_servers()) {
    millrace::test::FaultProxy proxy(e.port);
    proxy.stand_still();
    e.port = proxy.port();
    SessionOptions options;
    options.connect_timeout_s = 1;
    CHECK(Session::open(e, options).status().kind() == StatusKind::kRetry);
  }
}

TEST_CASE("session: a connection that is cut is lost, also with TLS") {
  for (Endpoint e : test::all_servers()) {
    millrace::test::FaultProxy proxy(e.port);
    e.port = proxy.port();
    auto session = Session::open(e);
    REQUIRE(session.status().message() == "");
    proxy.refuse();
    const Status status = (*session)->run("SELECT 1", "ask");
    INFO(status.message());
    CHECK(status.kind() == StatusKind::kRetry);
  }
}

TEST_CASE("session: a handshake that is cut does not cost TLS") {
  MariadbServer server;
  server.offer_tls();
  server.restart();
  Endpoint e = server.endpoint();
  millrace::test::FaultProxy proxy(e.port);
  e.port = proxy.port();
  int opened = 0;
  // The greeting, a request for TLS and its handshake are about 2 kB.
  for (uint64_t seed = 0; seed < 80; ++seed) {
    INFO(seed);
    e.tls.mode = seed % 2 == 0 ? TlsMode::kPreferred : TlsMode::kRequired;
    proxy.cut_after_up_to(1000, seed, 1);
    auto session = Session::open(e);
    if (!session.ok()) {
      CHECK(session.status().kind() == StatusKind::kRetry);
      continue;
    }
    ++opened;
    CHECK(mysql_get_ssl_cipher((*session)->handle()) != nullptr);
  }
  CHECK(opened > 0);
}

TEST_CASE("session: what a lost writer held is free for the next") {
  Endpoint e = MariadbServer::shared().endpoint();
  e.answer_seconds = 1;
  SessionOptions options;
  options.writes = options.target = true;
  {
    auto session = Session::open(e, options);
    REQUIRE(session.status().message() == "");
    REQUIRE((*session)->value("SELECT GET_LOCK('held', 0)", "lock").ok());
    CHECK_FALSE((*session)->run("SELECT SLEEP(600)", "sleep").ok());
  }
  auto next = Session::open(e, options);
  REQUIRE(next.status().message() == "");
  e.answer_seconds = 30;
  CHECK(*Session::open(e, options)
             .value()
             ->value("SELECT GET_LOCK('held', 20)", "lock") == "1");
}

}  // namespace
}  // namespace millrace::mysql
