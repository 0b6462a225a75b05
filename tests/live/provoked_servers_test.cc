// SPDX-License-Identifier: Apache-2.0
//
// Findings that hang on how servers are set up, on accounts and on what others
// do there; provoked_test.cc has those of schemas and Plans. unprovoked.txt
// names the codes that no test in this folder provokes, and why.
#include <catch2/catch.hpp>

#include "base/text.h"
#include "live/live_provoked.h"
#include "support/client.h"

namespace millrace::test {
namespace {

// psql or mariadb in the background, in a transaction that stays open until
// the object goes.
class OpenTransaction {
 public:
  OpenTransaction(const Argv& client, const std::string& statements,
                  const std::string& sleep)
      : client_(client, {}, statements + sleep) {}

 private:
  Background client_;
};

Argv mariadb_client(const MariadbServer& server) {
  return {"mariadb", "--no-defaults",          "--protocol=tcp", "-h127.0.0.1",
          "-uroot",  cat("-P", server.port()), "--unbuffered"};
}
Argv psql_client(const PostgresServer& server, const std::string& database) {
  return {"psql",     "-X",        "-q",
          "-h",       "127.0.0.1", "-U",
          "postgres", "-p",        cat(server.port()),
          "-d",       database};
}

// Within half a minute, for what another session has to do first.
template <typename Test>
bool comes_true(Test test) {
  for (int i = 0; i < 100; ++i) {
    if (test()) return true;
    sleep_seconds(0.3);
  }
  return false;
}

TEST_CASE("provoked: servers that cannot be read", "[provoked]") {
  Provoked w(source(), target(), kOrders);
  w.source_user = "nobody_of_that_name";
  CHECK(missing(w.codes(), {"P100"}) == "");
  w.source_user = "millrace";
  w.target_user = "nobody_of_that_name";
  CHECK(missing(w.codes(), {"P200"}) == "");
  w.target_user = "postgres";
  w.other_target = cat(R"("engine": "analyticdb-postgresql", "host":
      "127.0.0.1", "user": "postgres", "database": ")",
                       w.database(), R"(", "port": )", target().port());
  CHECK(missing(w.codes(), {"P201"}) == "");
  target().run(
      "CREATE DATABASE no_utf8 ENCODING 'SQL_ASCII' TEMPLATE "
      "template0");
  w.other_target = cat(R"("engine": "postgresql", "host": "127.0.0.1",
      "user": "postgres", "database": "no_utf8", "port": )",
                       target().port());
  CHECK(missing(w.codes(), {"P202"}) == "");
}

TEST_CASE("provoked: a replica, and whose server id it has", "[provoked]") {
  MariadbServer own({"--log-slave-updates=OFF"});
  Provoked w(own, target(), "CREATE TABLE dated(id INT PRIMARY KEY, d DATE)");
  w.source_user = "root";
  own.run(
      "CHANGE MASTER TO MASTER_HOST='127.0.0.1', MASTER_PORT=1, "
      "MASTER_USER='x'; SET GLOBAL sql_mode='ALLOW_INVALID_DATES'; "
      "SET GLOBAL read_only=ON");
  w.server_id = "1";
  CHECK(missing(w.codes(), {"P107", "P111", "P164", "P169"}) == "");
}

TEST_CASE("provoked: how the source logs", "[provoked]") {
  MariadbServer own({"--log-bin-compress=ON", "--binlog-row-metadata=NO_LOG",
                     "--expire-logs-days=0.01"});
  Provoked w(own, target(), kOrders);
  CHECK(missing(w.codes(), {"P112", "P172", "P173"}) == "");
  own.run(
      "SET GLOBAL binlog_format=STATEMENT; "
      "SET GLOBAL binlog_row_image=MINIMAL; "
      "SET GLOBAL sql_mode='ALLOW_INVALID_DATES'");
  CHECK(missing(w.codes(), {"P105", "P106"}) == "");
}

TEST_CASE("provoked: a source without a log, or with half of one",
          "[provoked]") {
  MariadbServer none({"--skip-log-bin"});
  CHECK(missing(Provoked(none, target(), kOrders).codes(), {"P104"}) == "");
  MariadbServer half({"--binlog-ignore-db=shop", "--server-id=0"});
  CHECK(missing(Provoked(half, target(), kOrders).codes(), {"P110"}) == "");
}

TEST_CASE("provoked: servers that are not what they seem", "[provoked]") {
  MariadbServer newer({"--version=99.1.2-MariaDB-log"});
  CHECK(missing(Provoked(newer, target(), kOrders).codes(), {"P177"}) == "");
  MariadbServer other({"--version=8.0.11-TiDB-v7.5.0"});
  CHECK(missing(Provoked(other, target(), kOrders).codes(), {"P100"}) == "");
  MariadbServer cloud({"--basedir=/rdsdbbin/mariadb",
                       "--lc-messages-dir=/usr/share/mysql",
                       "--character-sets-dir=/usr/share/mysql/charsets",
                       "--plugin-dir=/usr/lib/mysql/plugin"});
  CHECK(missing(Provoked(cloud, target(), kOrders).codes(), {"P176"}) == "");
}

TEST_CASE("provoked: what others do on the source", "[provoked]") {
  MariadbServer own;
  Provoked w(own, target(), kOrders);
  own.run(
      "SET sql_log_bin=0; XA START 'x'; INSERT INTO shop.orders VALUES "
      "(7, 'xa'); XA END 'x'; XA PREPARE 'x'");
  const OpenTransaction open(
      mariadb_client(own),
      "BEGIN; UPDATE shop.orders SET note='open' WHERE id=1;\n",
      "SELECT SLEEP(60);\n");
  // InnoDB shows its transactions anew to those who do not ask all the time.
  REQUIRE(comes_true([&] {
    return own.value("SELECT COUNT(*) FROM information_schema.INNODB_TRX") ==
           "2";
  }));
  // For the account that plans it is twenty minutes later.
  own.run("SET GLOBAL init_connect='SET timestamp=UNIX_TIMESTAMP()+1200'");
  CHECK(missing(w.codes(), {"P170", "P171"}) == "");
}

TEST_CASE("provoked: what the account may not", "[provoked]") {
  Provoked w(source(), target(), kOrders);
  source().run(
      "CREATE OR REPLACE USER poor@'%' WITH MAX_USER_CONNECTIONS 2 "
      "MAX_QUERIES_PER_HOUR 5000; GRANT SELECT (id) ON shop.orders TO "
      "poor@'%'");
  w.source_user = "poor";
  CHECK(missing(w.codes(), {"P102", "P103", "P108", "P167", "P168", "P188"}) ==
        "");
}

TEST_CASE("provoked: a target that has other things to do", "[provoked]") {
  PostgresServer small({"max_connections=10"});
  Provoked w(source(), small, kOrders);
  small.run("CREATE ROLE clerk LOGIN; CREATE SCHEMA millrace", w.database());
  w.target_user = "clerk";
  CHECK(missing(w.codes(R"("limits": {"writers": 16})"),
                {"P203", "P232", "P233"}) == "");

  small.run(
      "CREATE SCHEMA shop; CREATE TABLE shop.orders(id integer PRIMARY "
      "KEY, note varchar(40), own integer NOT NULL, CONSTRAINT f "
      "FOREIGN KEY (own) REFERENCES shop.orders (id)); CREATE INDEX "
      "orders_note ON shop.orders (own); CREATE UNIQUE INDEX u ON "
      "shop.orders (note); ALTER TABLE shop.orders ENABLE ROW LEVEL "
      "SECURITY; INSERT INTO shop.orders VALUES (1, 'x', 1); "
      "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS "
      "'BEGIN RETURN NEW; END'; CREATE TRIGGER t BEFORE INSERT ON "
      "shop.orders FOR EACH ROW EXECUTE FUNCTION f(); GRANT USAGE ON SCHEMA "
      "shop TO clerk; GRANT SELECT ON shop.orders TO clerk",
      w.database());
  const OpenTransaction open(
      psql_client(small, w.database()),
      "BEGIN; INSERT INTO shop.orders VALUES (2, 'y', 2);\n",
      "SELECT pg_sleep(60);\n");
  REQUIRE(comes_true([&] {
    return small.value(
               "SELECT count(*) FROM pg_locks WHERE relation = "
               "'shop.orders'::regclass AND mode = 'RowExclusiveLock'",
               w.database()) != "0";
  }));
  CHECK(missing(w.codes(), {"P205", "P208", "P210", "P220"}) == "");
  w.target_user = "postgres";
  CHECK(missing(w.codes(), {"P206", "P208", "P209", "P234"}) == "");
}

TEST_CASE("provoked: a schema where nothing may be made", "[provoked]") {
  Provoked w(source(), target(),
             cat(kOrders, "CREATE TABLE more(id INT PRIMARY KEY);"));
  target().run(
      "DO 'BEGIN CREATE ROLE keeper LOGIN; EXCEPTION WHEN duplicate_object "
      "THEN NULL; END'; CREATE SCHEMA shop; CREATE TABLE shop.orders(id "
      "integer PRIMARY KEY, note character varying(40)); ALTER TABLE "
      "shop.orders ENABLE ROW LEVEL SECURITY; GRANT USAGE ON SCHEMA shop TO "
      "keeper; GRANT ALL ON shop.orders TO keeper",
      w.database());
  w.target_user = "keeper";
  CHECK(missing(w.codes(), {"P204", "P211"}) == "");
}

TEST_CASE("provoked: two Plans, one table", "[provoked]") {
  Provoked w(source(), target(), kOrders);
  const std::string members = R"("sync": {"stream": []})";
  w.name = "another";
  w.codes(members);
  const Outcome applied = w.apply();
  INFO(applied.text());
  REQUIRE(applied.exit_code == 0);
  w.name = "provoked";
  CHECK(missing(w.codes(members), {"P236"}) == "");
}

TEST_CASE("provoked: a large copy, and a table that cannot be read",
          "[provoked]") {
  MariadbServer own;
  Provoked w(own, target(), kOrders);
  own.run("ALTER TABLE shop.orders STATS_PERSISTENT=1 STATS_AUTO_RECALC=0");
  own.run(
      "UPDATE mysql.innodb_table_stats SET n_rows=100000000, "
      "clustered_index_size=2000000 WHERE database_name='shop'");
  own.restart();  // reads them
  CHECK(missing(w.codes(), {"P235"}) == "");
  own.run("ALTER TABLE shop.orders DISCARD TABLESPACE");
  CHECK(missing(w.codes("", {"--scan", "full"}), {"P150"}) == "");
}

}  // namespace
}  // namespace millrace::test
