// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/selection.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

const char* const kUuid = "66be927b-e54e-11f1-ac1c-02fc00000001";
const char* const kSid = "66be927be54e11f1ac1c02fc00000001";

ChangeLogOptions two_tables() {
  ChangeLogOptions o;
  o.tables.resize(2);
  o.tables[0].name = {"shop", "Orders"};
  o.tables[0].engine = "InnoDB";
  o.tables[1].name = {"shop", "logs"};
  o.tables[1].engine = "MyISAM";
  return o;
}

Selection make(const ChangeLogOptions& o, PositionKind kind,
               bool folds = false) {
  auto s = Selection::make(o, kind, folds);
  REQUIRE(s.ok());
  return std::move(s).value();
}

TEST_CASE("selection: names compare the way the server does") {
  const ChangeLogOptions o = two_tables();
  const Selection exact = make(o, PositionKind::kFile);
  CHECK(exact.find({"shop", "Orders"}) == 0);
  CHECK(exact.find({"shop", "orders"}) == -1);
  CHECK(exact.find({"Shop", "logs"}) == -1);
  const Selection folded = make(o, PositionKind::kFile, true);
  CHECK(folded.find({"SHOP", "orders"}) == 0);
  CHECK(folded.transactional(0));
  CHECK_FALSE(folded.transactional(1));
}

TEST_CASE("selection: tables that a statement names, or whose schema goes") {
  const ChangeLogOptions o = two_tables();
  const Selection s = make(o, PositionKind::kFile);
  StatementInfo info;
  info.tables = {{"shop", "logs"}, {"x", "y"}, {"shop", "logs"}};
  CHECK(s.touched(info, {}) == std::vector<uint32_t>{1});
  info.schemas = {"shop"};
  CHECK(s.touched(info, {}) == std::vector<uint32_t>{1, 0});
  info.tables.clear();
  info.schemas = {"sho"};
  CHECK(s.touched(info, {}).empty());
}

Position join(PositionKind kind, const std::string& gtid) {
  Position p;
  p.kind = kind;
  p.gtid = gtid;
  p.file = "bin.000010";
  p.offset = 500;
  return p;
}

TEST_CASE("selection: a table joins behind its own MySQL set") {
  ChangeLogOptions o = two_tables();
  o.tables_from = {
      {}, join(PositionKind::kMysqlGtid, std::string(kUuid) + ":1-10")};
  const Selection s = make(o, PositionKind::kMysqlGtid);
  TransactionPlace at;
  at.mysql.sid = unhexed(kSid);
  at.mysql.number = 10;
  CHECK(s.copied_already(1, at));
  CHECK_FALSE(s.copied_already(0, at));
  at.mysql.number = 11;
  CHECK_FALSE(s.copied_already(1, at));
  at.mysql.number = 5;
  at.mysql.tag = "x";
  CHECK_FALSE(s.copied_already(1, at));
}

TEST_CASE("selection: a table joins behind its own MariaDB position") {
  ChangeLogOptions o = two_tables();
  o.tables_from = {join(PositionKind::kMariadbGtid, "0-1-10,2-1-3"), {}};
  const Selection s = make(o, PositionKind::kMariadbGtid);
  TransactionPlace at;
  at.mariadb.gtid = {0, 9, 10};
  CHECK(s.copied_already(0, at));
  at.mariadb.gtid = {0, 1, 11};
  CHECK_FALSE(s.copied_already(0, at));
  at.mariadb.gtid = {5, 1, 1};
  CHECK_FALSE(s.copied_already(0, at));
}

TEST_CASE("selection: a table joins behind its own file and offset") {
  ChangeLogOptions o = two_tables();
  o.tables_from = {join(PositionKind::kFile, ""), {}};
  const Selection s = make(o, PositionKind::kFile);
  TransactionPlace at;
  at.file = "bin.000010";
  at.offset = 499;
  CHECK(s.copied_already(0, at));
  at.offset = 500;
  CHECK_FALSE(s.copied_already(0, at));
  at.file = "bin.000009";
  CHECK(s.copied_already(0, at));
  at.file = "bin.000011";
  at.offset = 4;
  CHECK_FALSE(s.copied_already(0, at));
}

TEST_CASE("selection: positions of two kinds are never compared") {
  ChangeLogOptions o = two_tables();
  o.tables_from = {join(PositionKind::kFile, ""), {}};
  CHECK_FALSE(Selection::make(o, PositionKind::kMysqlGtid, false).ok());
}

}  // namespace
}  // namespace millrace::mysql::test
