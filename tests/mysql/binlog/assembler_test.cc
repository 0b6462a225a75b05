// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/assembler.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/assembling.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("assembler: a transaction is one part with its position") {
  Assembling a(FlavorKind::kMysql);
  a.gtid(5);
  a.query("BEGIN");
  a.map("orders");
  a.insert({1, 2});
  a.xid();
  CHECK(a.told() == "+1 +2 |5");
}

TEST_CASE("assembler: MariaDB's transactions begin with their GTID") {
  Assembling a(FlavorKind::kMariadb);
  a.mariadb_gtid(5, 0);
  a.map("orders");
  a.insert({1});
  a.query("COMMIT");
  a.mariadb_gtid(6, MariadbGtid::kStandalone);
  a.query("CREATE TABLE x (a INT)");
  CHECK(a.told() == "+1 |0-7-5");
  CHECK(a.untold() == "|0-7-6");
}

TEST_CASE("assembler: without GTIDs the position is file and offset") {
  Assembling a(FlavorKind::kMysql, PositionKind::kFile);
  a.query("BEGIN", 200);
  a.map("orders", 300);
  a.insert({1}, 400);
  a.xid(431);
  CHECK(a.told() == "+1 |bin.000001:431");
}

TEST_CASE("assembler: what is not selected only moves the position") {
  Assembling a(FlavorKind::kMysql);
  for (int i = 1; i <= 3; ++i) {
    a.gtid(i);
    a.query("BEGIN");
    a.map("other");
    a.insert({1});
    a.xid();
  }
  CHECK(a.told() == "");
  CHECK(a.assembler.untold() == 3);
  CHECK(a.untold() == "|1-3");
  CHECK(a.assembler.untold() == 0);
}

TEST_CASE("assembler: a large transaction comes in bounded parts") {
  Assembling a(FlavorKind::kMysql, PositionKind::kMysqlGtid, 100);
  a.gtid(1);
  a.query("BEGIN");
  a.map("orders");
  std::vector<int> many(50, 9);
  a.insert(many);
  a.xid();
  const std::string told = a.told();
  CHECK(a.parts > 5);
  CHECK(std::count(told.begin(), told.end(), '+') == 50);
  CHECK(std::count(told.begin(), told.end(), '|') == 1);
  CHECK_THAT(told, Catch::EndsWith("|1"));
}

// The last part may have no rows left; it must come all the same.
TEST_CASE("assembler: a transaction that was told in parts is ended") {
  Assembling a(FlavorKind::kMysql, PositionKind::kMysqlGtid, 1);
  a.gtid(1);
  a.query("BEGIN");
  a.map("orders");
  a.insert({1});
  a.xid();
  CHECK(a.told() == "+1 |1");
  CHECK(a.parts == 2);
}

TEST_CASE("assembler: a rotation moves a position by file") {
  Assembling a(FlavorKind::kMysql, PositionKind::kFile);
  a.take(EventType::kRotate, le(4, 8) + "bin.000002", 0);
  CHECK(a.untold() == "|bin.000002:4");
  a.take(EventType::kRotate, le(4, 8) + "bin.000002", 0);
  CHECK(a.assembler.untold() == 0);
}

TEST_CASE("assembler: what must stop the stream does") {
  const auto code = [](auto events) {
    Assembling a(FlavorKind::kMysql);
    a.gtid(1);
    a.query("BEGIN");
    events(a);
    CHECK_THAT(a.status.message(), Catch::Contains("at bin.000001:"));
    return a.status.code();
  };
  CHECK(code([](auto& a) { a.take(EventType::kIncident, "x"); }) == "S206");
  CHECK(code([](auto& a) { a.take(static_cast<EventType>(77), "x"); }) ==
        "S207");
  CHECK(code([](auto& a) {
          a.take(EventType::kWriteRowsV1, rows_head(99, 1, false) + '\0');
        }) == "S208");
  CHECK(code([](auto& a) { a.gtid(2); }) == "S208");
  CHECK(code([](auto& a) {
          a.map("orders");
          a.take(EventType::kPartialUpdateRows, rows_head(5, 1, true));
        }) == "S212");
}

TEST_CASE("assembler: an unknown event marked ignorable is passed over") {
  Assembling a(FlavorKind::kMysql);
  a.take(static_cast<EventType>(77), "x", 0, EventHeader::kIgnorable);
  CHECK(a.status.message() == "");
}

TEST_CASE("assembler: rows outside of a transaction are refused") {
  Assembling a(FlavorKind::kMysql);
  a.map("orders");
  CHECK(a.status.code() == "S208");
}

TEST_CASE("assembler: a table is passed over until its own copy's place") {
  Assembling a(FlavorKind::kMysql, PositionKind::kMysqlGtid, 1 << 20, "1-2");
  for (int i = 1; i <= 3; ++i) {
    a.gtid(i);
    a.query("BEGIN");
    a.map("orders");
    a.insert({i});
    a.xid();
  }
  CHECK(a.told() == "+3 |1-3");
}

}  // namespace
}  // namespace millrace::mysql::test
