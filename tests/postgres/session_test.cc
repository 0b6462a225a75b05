// SPDX-License-Identifier: Apache-2.0
#include "postgres/session.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <thread>

#include "base/leftovers.h"
#include "base/text.h"
#include "postgres/greenplum_sets.h"
#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

namespace {

std::unique_ptr<Session> open(const Endpoint& endpoint,
                              const SessionOptions& options = {}) {
  auto session = Session::open(endpoint, options);
  INFO(session.status().message());
  REQUIRE(session.ok());
  return std::move(session).value();
}

// A session that this process lost sight of is gone after another is opened.
bool next_ends_leftover(const Endpoint& endpoint) {
  auto lost = open(endpoint);
  Leftovers::here().note(lost->server(),
                         static_cast<uint64_t>(lost->backend_pid()));
  auto next = open(endpoint);
  for (int tries = 0; tries < 50; ++tries) {
    if (!lost->run("SELECT 1").ok()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return false;
}

}  // namespace

TEST_CASE("session: one that was lost sight of is ended by the next") {
  CHECK(next_ends_leftover(PostgresServer::shared().endpoint()));
}

// Its view of sessions has other names.
TEST_CASE("session: one that was lost sight of, on a cluster", "[greenplum]") {
  const auto endpoint = test::named_cluster();
  if (endpoint) CHECK(next_ends_leftover(*endpoint));
}

TEST_CASE("session: parameters and NULL come back as they went") {
  auto session = open(PostgresServer::shared().endpoint());
  std::string evil = "it's \"quoted\" \\ and \xF0\x9F\x98\x80";
  auto rows =
      session->query("SELECT $1::text, $2::text IS NULL", {evil, std::nullopt});
  REQUIRE(rows.ok());
  CHECK(rows->text(0, 0) == evil);
  CHECK(rows->flag(0, 1));
}

TEST_CASE("session: what the server refuses is no lost connection") {
  PostgresServer& server = PostgresServer::shared();
  const std::string database = server.new_database();
  server.run("DROP ROLE IF EXISTS nobody_n; CREATE ROLE nobody_n LOGIN");
  server.run("CREATE SCHEMA kept; CREATE TABLE kept.t (x int)", database);
  auto session = open(server.endpoint(database, "nobody_n"));
  const struct {
    const char* sql;
    const char* state;
  } refused[] = {{"SELECT * FROM kept.t", "42501"},
                 {"SELECT * FROM none.t", "42P01"},
                 {"SELECT no_such_column", "42703"},
                 {"SELECT no_such_function()", "42883"},
                 {"SELEKT", "42601"},
                 {"SELECT 'x'::int", "22"}};
  for (const auto& [sql, state] : refused) {
    const Status status = session->run(sql);
    INFO(status.message());
    CHECK(status.kind() == StatusKind::kRefused);
    CHECK(status.message().find(cat("[", state)) != std::string::npos);
  }
}

TEST_CASE("session: every session prints in one way") {
  PostgresServer& server = PostgresServer::shared();
  server.run(
      "ALTER ROLE postgres SET timezone = 'Asia/Kolkata'; "
      "ALTER ROLE postgres SET datestyle = 'German'; "
      "ALTER ROLE postgres SET bytea_output = 'escape'");
  auto session = open(server.endpoint());
  auto rows = session->query(
      "SELECT '2026-01-02 03:04:05+00'::timestamptz::text, "
      "'\\x00ff'::bytea::text, 0.1::real::float8::text, current_setting("
      "'application_name')");
  server.run("ALTER ROLE postgres RESET ALL");
  REQUIRE(rows.ok());
  CHECK(rows->text(0, 0) == "2026-01-02 03:04:05+00");
  CHECK(rows->text(0, 1) == "\\x00ff");
  CHECK(rows->text(0, 2) == "0.10000000149011612");
  CHECK(rows->text(0, 3) == "millrace");
}

TEST_CASE("session: a transaction rolled back leaves nothing") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  auto session = open(server.endpoint(database));
  REQUIRE(session->run("CREATE TABLE public.t (a int)").ok());
  REQUIRE(session->begin().ok());
  REQUIRE(session->run("INSERT INTO public.t VALUES (1)").ok());
  session->rollback();
  CHECK(server.value("SELECT count(*) FROM t", database) == "0");
  REQUIRE(session->begin().ok());
  REQUIRE(session->run("INSERT INTO public.t VALUES (2)").ok());
  REQUIRE(session->commit().ok());
  CHECK(server.value("SELECT count(*) FROM t", database) == "1");
}

TEST_CASE("session: COMMIT of a failed transaction is no success") {
  auto session = open(PostgresServer::shared().endpoint());
  REQUIRE(session->begin().ok());
  CHECK_FALSE(session->run("SELECT 1/0").ok());
  CHECK_FALSE(session->commit().ok());
  CHECK(session->run("SELECT 1").ok());
}

TEST_CASE("session: an ended backend is a retry and never replaced") {
  PostgresServer& server = PostgresServer::shared();
  auto session = open(server.endpoint());
  server.run("SELECT pg_terminate_backend(" +
             std::to_string(session->backend_pid()) + ")");
  CHECK(session->run("SELECT 1").kind() == StatusKind::kRetry);
  CHECK_FALSE(session->run("SELECT 1").ok());
}

TEST_CASE("session: losing the server inside a transaction is a retry") {
  PostgresServer& server = PostgresServer::shared();
  auto session = open(server.endpoint());
  REQUIRE(session->begin().ok());
  REQUIRE(session->run("SELECT 1").ok());
  server.run("SELECT pg_terminate_backend(" +
             std::to_string(session->backend_pid()) + ")");
  CHECK(session->commit().kind() == StatusKind::kRetry);
}

TEST_CASE("session: a read-only session cannot write") {
  PostgresServer& server = PostgresServer::shared();
  SessionOptions options;
  options.read_only = true;
  auto session = open(server.endpoint(), options);
  Status status = session->run("CREATE TABLE public.never (a int)");
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("25006") != std::string::npos);
}

TEST_CASE("session: refusals of a connection say what to mend") {
  PostgresServer& server = PostgresServer::shared();
  auto no_database = Session::open(server.endpoint("nowhere"));
  CHECK(no_database.status().kind() == StatusKind::kRefused);
  auto no_role = Session::open(server.endpoint("postgres", "stranger"));
  CHECK(no_role.status().kind() == StatusKind::kRefused);
  Endpoint away = server.endpoint("postgres", "postgres", "s3cret-word");
  away.port = 1;
  auto nobody = Session::open(away);
  CHECK(nobody.status().kind() == StatusKind::kRetry);
  CHECK(nobody.status().message().find("s3cret") == std::string::npos);
}

TEST_CASE("session: TLS that the server does not offer is refused") {
  Endpoint endpoint = PostgresServer::shared().endpoint();
  endpoint.tls.mode = TlsMode::kRequired;
  auto session = Session::open(endpoint);
  REQUIRE_FALSE(session.ok());
  CHECK(session.status().kind() == StatusKind::kRefused);
}

TEST_CASE("session: replica role only where it is permitted") {
  PostgresServer& server = PostgresServer::shared();
  server.run("DROP ROLE IF EXISTS plain; CREATE ROLE plain LOGIN");
  SessionOptions options;
  options.replica_role = true;
  CHECK(open(server.endpoint(), options)->replica_role());
  auto plain = open(server.endpoint("postgres", "plain"), options);
  CHECK_FALSE(plain->replica_role());
  CHECK(plain->run("SELECT 1").ok());
}

TEST_CASE("session: the backend goes with the session") {
  PostgresServer& server = PostgresServer::shared();
  int pid = open(server.endpoint())->backend_pid();
  std::string alive = "SELECT count(*) FROM pg_stat_activity WHERE pid = " +
                      std::to_string(pid);
  for (int i = 0; i < 100 && server.value(alive) != "0"; ++i) {
    server.run("SELECT pg_sleep(0.05)");
  }
  CHECK(server.value(alive) == "0");
}

TEST_CASE("session: a server that does not answer is left, its session ended") {
  const std::string asks =
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT "
      "pg_sleep%' AND pid <> pg_backend_pid()";
  Endpoint endpoint = PostgresServer::shared().endpoint();
  endpoint.answer_seconds = 1;
  SessionOptions options;
  options.may_take_long = true;
  CHECK(open(endpoint, options)->run("SELECT pg_sleep(1.5)").ok());
  {
    auto session = open(endpoint);
    REQUIRE(session->begin().ok());
    const Status status = session->run("SELECT pg_sleep(600)");
    CHECK(status.kind() == StatusKind::kRetry);
    CHECK(status.message().find("has not answered for 1 s") !=
          std::string::npos);
    CHECK(PostgresServer::shared().value(asks) == "1");
  }
  auto next = open(endpoint);
  std::string left = "1";
  for (int i = 0; i < 600 && left != "0"; ++i) {
    left = PostgresServer::shared().value(asks);
  }
  CHECK(left == "0");
  CHECK(next->run("SELECT 1").ok());
}
