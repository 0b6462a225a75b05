// SPDX-License-Identifier: Apache-2.0
//
// Findings that a real server is made to give. tests/live/unprovoked.txt
// names the codes that no test in this folder provokes, and why.
#include <catch2/catch.hpp>

#include "base/text.h"
#include "live/live_provoked.h"
#include "support/client.h"

namespace millrace::test {
namespace {

TEST_CASE("provoked: what tables are made of", "[provoked]") {
  Provoked w(
      source(), target(),
      "CREATE TABLE parent(id INT PRIMARY KEY);"
      "CREATE TABLE child(id INT PRIMARY KEY, p INT, q INT, FOREIGN KEY (p) "
      "REFERENCES parent(id) ON DELETE CASCADE);"
      "CREATE OR REPLACE DATABASE other; CREATE TABLE other.alone(id INT "
      "PRIMARY KEY);"
      "CREATE TABLE stray(id INT PRIMARY KEY, o INT, FOREIGN KEY (o) "
      "REFERENCES other.alone(id));"
      "CREATE TABLE nokey(a INT);"
      "CREATE TABLE prefixed(id INT PRIMARY KEY, t TEXT, KEY (t(10)));"
      "CREATE TABLE searched(id INT PRIMARY KEY, t TEXT, FULLTEXT (t));"
      "CREATE TABLE isam(id INT PRIMARY KEY) ENGINE=MyISAM;"
      "CREATE TABLE place(id INT PRIMARY KEY, g POINT NOT NULL);"
      "CREATE TABLE made(id INT PRIMARY KEY, a INT, b INT AS (a + 1), h INT "
      "INVISIBLE, d INT DEFAULT (rand()), CHECK (a < 9));"
      "CREATE TABLE parts(id INT PRIMARY KEY) PARTITION BY HASH (id) "
      "PARTITIONS 2;"
      "CREATE TABLE fires(id INT PRIMARY KEY);"
      "CREATE TRIGGER tr BEFORE INSERT ON fires FOR EACH ROW SET @x=1;"
      "CREATE TABLE counts(id INT AUTO_INCREMENT PRIMARY KEY) "
      "AUTO_INCREMENT=2000000000;"
      "CREATE TABLE hidden(id INT PRIMARY KEY, a INT, KEY k (a) IGNORED);"
      "CREATE TABLE `_counts_gho`(id INT PRIMARY KEY);"
      "CREATE TABLE `Mixed Case`(id INT PRIMARY KEY);"
      "CREATE TABLE smile(id INT PRIMARY KEY, e ENUM('a', '\xF0\x9F\x98\x80'));"
      "CREATE TABLE stamped(id INT PRIMARY KEY, t TIMESTAMP, dt DATETIME);"
      "CREATE VIEW seen AS SELECT a FROM nokey");
  w.source_user = "root";  // who sees triggers
  source().run("SET GLOBAL time_zone='+02:00'");
  const auto found = w.codes(
      R"json("waive": [{"code": "P130", "object": "eu.shop.nothing",
      "reason": "not there", "until": "2099-01-01"}, {"code": "P130",
      "object": "eu.shop.nokey", "reason": "over", "until": "2020-01-01"},
      {"code": "P131", "object": "*", "reason": "over", "until":
      "2020-01-01"}])json");
  CHECK(missing(found, {"P121", "P130", "P131", "P132", "P133", "P134",
                        "P135", "P136", "P137", "P138", "P140", "P141",
                        "P143", "P163", "P166", "P178", "P179", "P186",
                        "P189", "P190", "P191", "P292", "P300", "P332"}) == "");
  source().run("SET GLOBAL time_zone='SYSTEM'");
}

TEST_CASE("provoked: what a Plan asks for and cannot have", "[provoked]") {
  Provoked w(source(), target(),
             cat(kOrders,
                 "CREATE TABLE a(id INT PRIMARY KEY, n INT, b BIT(9));"
                 "CREATE TABLE b(id INT PRIMARY KEY, n VARCHAR(9));"
                 "CREATE TABLE c(id INT PRIMARY KEY, n INT, m INT);"
                 "CREATE TABLE big(id BIGINT UNSIGNED AUTO_INCREMENT PRIMARY "
                 "KEY) AUTO_INCREMENT=70000;"
                 "CREATE TABLE f(id INT PRIMARY KEY, at DATETIME NOT NULL);"
                 "CREATE TABLE `a_name_of_64_bytes_that_is_one_too_many_for_"
                 "the_target_ok_ok`(id INT PRIMARY KEY)"));
  const auto found = w.codes(R"json("mappings": [
    {"match": "shop.orders", "columns": {"nothing": {"to": "x"}},
     "add_columns": {"note": {"type": "text", "value": "x"}}},
    {"match": "shop.a", "to": {"table": "met"}, "where": "n ==== 1"},
    {"match": "shop.b", "to": {"table": "met"}},
    {"match": "shop.c", "columns": {"id": {"skip": true}}},
    {"match": "shop.big", "columns": {"id": {"type": "smallint"}}},
    {"match": "shop.f", "values": {"zero_date": "null"}},
    {"match": "shop.unused", "to": {"table": "x"}}],
    "tables": [{"source": "eu", "include": ["shop.*", "shop.absent"]}])json");
  CHECK(missing(found, {"P120", "P122", "P123", "P124", "P125", "P144", "P145",
                        "P148", "P333"}) == "");
  const auto types = w.codes(R"json("mappings": [
    {"match": "shop.a", "columns": {"n": {"type": "frobnicate"}, "b": {"type":
     "date"}}, "primary_key": ["nothing"]},
    {"match": "shop.orders", "to": {"table": "together"}},
    {"match": "shop.c", "to": {"table": "together"}}])json");
  CHECK(missing(types, {"P129", "P146", "P147", "P180"}) == "");
}

TEST_CASE("provoked: names that are too long, needed twice, alike",
          "[provoked]") {
  std::string wide = "CREATE TABLE wide(id INT PRIMARY KEY";
  for (int i = 0; i < 1610; ++i) append_to(wide, ", c", i, " TINYINT");
  Provoked w(source(), target(),
             cat("CREATE TABLE `", std::string(64, 'n'),
                 "`(id INT PRIMARY KEY); CREATE TABLE Alike(id INT PRIMARY "
                 "KEY); CREATE TABLE alike(id INT PRIMARY KEY);",
                 wide, ") ENGINE=MyISAM"));
  CHECK(missing(w.codes(), {"P126", "P149", "P165"}) == "");
  source().run("CREATE TABLE shop.x(id INT PRIMARY KEY)");
  CHECK(missing(w.codes(R"("mappings": [{"match": "shop.x", "moved":
      [{"from": "a", "to": "nothing"}], "drop_columns": ["id"]}])"),
                {"P285", "P286"}) == "");
}

TEST_CASE("provoked: a cascade that nobody can follow", "[provoked]") {
  Provoked w(source(), target(),
             "CREATE TABLE parent(id INT PRIMARY KEY);"
             "CREATE TABLE child(id INT PRIMARY KEY, p INT, FOREIGN KEY (p) "
             "REFERENCES parent(id) ON DELETE SET NULL)");
  CHECK(missing(w.codes(R"("tables": [{"source": "eu", "include":
      ["shop.child"]}])"),
                {"P142"}) == "");
}

TEST_CASE("provoked: values that a scan finds", "[provoked]") {
  Provoked w(source(), target(),
             "SET sql_mode='ALLOW_INVALID_DATES';"
             "CREATE TABLE v(id INT PRIMARY KEY, d DATE, n VARCHAR(30), "
             "t TIME, b TINYINT(1), j LONGTEXT, k INT, c VARCHAR(30), "
             "l LONGTEXT, o JSON); SET check_constraint_checks=0;"
             "INSERT INTO v VALUES (1, '0000-00-00', CONCAT('a', CHAR(0)), "
             "'30:00:00', 7, 'no json', 70000, 'blank ', "
             "REPEAT('x', 9000000), 'no json');"
             "CREATE TABLE words(w VARCHAR(20) PRIMARY KEY);"
             "INSERT INTO words VALUES ('a')");
  const std::string mapping = R"json("values": {"tinyint1": "boolean",
    "nul_byte": "strip"}, "limits": {"memory_mb": 32}, "mappings": [
    {"match": "shop.v", "columns": {"k": {"type": "smallint"},
     "t": {"type": "time"}, "c": {"type": "character(30)"}}}])json";
  const auto found = w.codes(mapping, {"--scan", "full"});
  CHECK(missing(found, {"P151", "P152", "P153", "P154", "P155", "P183", "P184",
                        "P185", "P187"}) == "");
}

TEST_CASE("provoked: after a copy", "[provoked]") {
  Provoked w(source(), target(),
             cat(kOrders, "CREATE TABLE more(id INT PRIMARY KEY);"));
  const std::string members = R"("sync": {"stream": []})";
  w.codes(members);
  const Outcome applied = w.apply();
  INFO(applied.text());
  REQUIRE(applied.exit_code == 0);
  target().run("DROP TABLE shop.more", w.database());
  CHECK(missing(w.codes(members), {"P162"}) == "");
}

TEST_CASE("provoked: tables that are there with rows, or with less",
          "[provoked]") {
  Provoked w(source(), target(),
             "CREATE TABLE orders(id INT PRIMARY KEY, note VARCHAR(40) NOT "
             "NULL, KEY k (note))");
  target().run(
      "CREATE SCHEMA shop; CREATE TABLE shop.orders(id integer "
      "PRIMARY KEY, note character varying(40)); CREATE INDEX "
      "orders_k ON shop.orders (id, note); INSERT INTO shop.orders "
      "VALUES (1, 'x')",
      w.database());
  const auto found =
      w.codes(R"("sync": {"on_existing": "clear"})", {"--max-risk", "safe"});
  CHECK(missing(found, {"P192", "P218", "P219", "P222"}) == "");
}

TEST_CASE("provoked: tables in the target that are something else",
          "[provoked]") {
  Provoked w(source(), target(),
             cat(kOrders,
                 "CREATE TABLE vw(id INT PRIMARY KEY);"
                 "CREATE TABLE keyed(id INT PRIMARY KEY, a INT NOT NULL, KEY k "
                 "(a));"
                 "CREATE TABLE cut(id INT PRIMARY KEY, d DECIMAL(10,4), w "
                 "BIGINT, x INT)"));
  target().run(
      "CREATE SCHEMA shop; CREATE VIEW shop.vw AS SELECT 1 AS id;"
      "CREATE TABLE shop.keyed(id integer, a integer PRIMARY KEY);"
      "CREATE TABLE shop.cut(id integer PRIMARY KEY, d numeric(10,1), "
      "w integer, x bigint);"
      "CREATE TABLE shop.orders(id integer PRIMARY KEY, note date)",
      w.database());
  const auto found = w.codes();
  CHECK(missing(found, {"P207", "P215", "P216", "P217", "P221", "P238"}) == "");
  CHECK(missing(w.codes(R"("sync": {"schema": false})"), {"P214"}) == "");
}

TEST_CASE("provoked: a target of the source's family", "[provoked]") {
  MariadbServer own({"--local-infile=OFF", "--lower-case-table-names=1",
                     "--max-allowed-packet=2M", "--sql-mode=ANSI"});
  Provoked w(source(), target(),
             cat(kOrders,
                 "CREATE TABLE Names(id INT PRIMARY KEY);"
                 "CREATE TABLE names(id INT PRIMARY KEY);"
                 "CREATE TABLE isam(id INT PRIMARY KEY, t LONGTEXT);"
                 "CREATE TABLE made(id INT PRIMARY KEY, a INT, b INT AS (a + "
                 "1));"
                 "CREATE TABLE nokey(a INT);"
                 "CREATE TABLE keyed(k VARCHAR(700) PRIMARY KEY);"
                 "CREATE TABLE full(id INT PRIMARY KEY, v VARCHAR(16000))"));
  own.run(
      "CREATE DATABASE shop; CREATE TABLE shop.isam(id INT PRIMARY KEY, t "
      "LONGTEXT) ENGINE=MyISAM; CREATE TABLE shop.made(id INT PRIMARY KEY, "
      "a INT, b INT AS (a + 2)); CREATE USER clerk@'%'; GRANT SELECT ON "
      "shop.* TO clerk@'%'; SET GLOBAL innodb_force_primary_key=ON; SET "
      "GLOBAL read_only=ON");
  w.other_target = cat(R"("engine": "mysql", "host": "127.0.0.1", "user":
      "clerk", "port": )",
                       own.port());
  const auto found = w.codes(R"json("mappings": [
    {"match": "shop.full", "add_columns": {"x": {"type": "varchar(9000)",
     "value": "x"}}}])json");
  CHECK(missing(found, {"P264", "P265", "P268", "P291", "P293", "P294", "P295",
                        "P296", "P297", "P298"}) == "");
  w.other_target = cat(R"("engine": "mysql", "host": "127.0.0.1", "user":
      "root", "port": )",
                       source().port());
  CHECK(missing(w.codes(), {"P266"}) == "");
}

}  // namespace
}  // namespace millrace::test
