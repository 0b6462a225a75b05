// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/binlog/assembling.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("statements: DDL on a selected table is told before what follows") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("ALTER TABLE orders ADD x INT COMMENT 'y' CONNECTION='pw'");
  CHECK(a.told() == "!ALTER TABLE shop.orders |1");
  REQUIRE(a.statements.size() == 1);
  CHECK(a.statements[0].sql ==
        "ALTER TABLE orders ADD x INT COMMENT 'y' CONNECTION='***'");
  CHECK(a.statements[0].database == "shop");
  CHECK(a.statements[0].tables == std::vector<uint32_t>{0});
}

TEST_CASE("statements: DDL on another table only moves the position") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("ALTER TABLE other ADD x INT");
  CHECK(a.told() == "");
  CHECK(a.untold() == "|1");
}

TEST_CASE("statements: rows before a DDL in one transaction stay before it") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("BEGIN");
  a.map("orders");
  a.insert({1});
  a.query("TRUNCATE TABLE orders");
  CHECK(a.told() == "+1 !TRUNCATE TABLE shop.orders");
}

std::string code(const std::string& sql, const std::string& engine = "InnoDB",
                 bool rows = false, FlavorKind flavor = FlavorKind::kMysql) {
  Assembling a(flavor, PositionKind::kNone, 1 << 20, "", engine);
  a.gtid(1);
  a.query("BEGIN");
  if (rows) {
    a.map("orders");
    a.insert({1});
  }
  a.query(sql);
  return a.status.code();
}

TEST_CASE("statements: a change of rows as text stops, others are passed") {
  CHECK(code("INSERT INTO orders VALUES (4711)") == "S202");
  CHECK(code("DELETE FROM shop.orders") == "S202");
  CHECK(code("UPDATE other SET a = 1") == "");
  CHECK(code("INSERT INTO elsewhere.orders VALUES (1)") == "");
  CHECK(code("FROBNICATE orders") == "S202");
  CHECK(code("FROBNICATE other") == "");
}

TEST_CASE("statements: the message of a stop shows no values") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(1);
  a.query("BEGIN");
  a.query("INSERT INTO orders VALUES ('geheim')");
  CHECK(a.status.message().find("geheim") == std::string::npos);
  CHECK_THAT(a.status.message(), Catch::Contains("shop.orders"));
}

TEST_CASE("statements: rolled back rows stop, those that stay do not") {
  CHECK(code("ROLLBACK") == "");
  CHECK(code("ROLLBACK", "InnoDB", true) == "S213");
  CHECK(code("ROLLBACK", "MyISAM", true) == "");
  CHECK(code("ROLLBACK TO SAVEPOINT a", "InnoDB", true) == "S213");
  CHECK(code("ROLLBACK TO SAVEPOINT a") == "");
  CHECK(code("SAVEPOINT a", "InnoDB", true) == "");
}

TEST_CASE("statements: names are read in the client's character set") {
  Assembling a(FlavorKind::kMysql);
  a.options.tables[0].name.table = "caf\xc3\xa9";
  Position start;
  start.kind = PositionKind::kMysqlGtid;
  LogSource source;
  source.charsets = {{8, "latin1"}};
  CharsetShelf shelf([]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("not to be asked");
  });
  REQUIRE(a.assembler.start(start, source, &shelf).ok());
  a.gtid(1);
  a.take(EventType::kQuery,
         query_body("shop", "DROP TABLE `caf\xe9`", unhexed("04080008000800")));
  CHECK(a.told() == "!DROP TABLE shop.caf\xc3\xa9 |1");
}

}  // namespace
}  // namespace millrace::mysql::test
