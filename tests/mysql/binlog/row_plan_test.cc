// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/row_plan.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

Table orders() {
  Table t;
  t.name = {"shop", "orders"};
  t.columns = {column("id", TypeKind::kInteger, 32),
               column("note", TypeKind::kVarchar)};
  t.columns[0].type.is_unsigned = true;
  t.columns[1].type.charset = "latin1";
  return t;
}

TableMap logged() {
  TableMap map;
  map.name = {"shop", "orders"};
  map.columns.resize(2);
  map.columns[0].meta = {ColumnType::kLong, 0, 0};
  map.columns[1].meta = {ColumnType::kVarchar, 100, 0};
  return map;
}

Status plan(const TableMap& map, const Table& table) {
  LogSource source;
  source.charsets = {{8, "latin1"}, {33, "utf8mb3"}};
  CharsetShelf shelf([]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("not to be asked");
  });
  const auto made = plan_rows(map, table, source, shelf);
  if (made.ok()) {
    CHECK(made->columns.size() == table.columns.size());
    for (const ColumnDecoder& c : made->columns) CHECK(c.decode);
  }
  return made.status();
}

TEST_CASE("row plan: a table that is as the catalog had it") {
  CHECK(plan(logged(), orders()).message() == "");
  TableMap full = logged();
  full.columns[0].name = "ID";
  full.columns[0].is_unsigned = true;
  full.columns[1].name = "note";
  full.columns[1].collation = 8;
  CHECK(plan(full, orders()).message() == "");
}

TEST_CASE("row plan: every difference stops with S204 and its place") {
  const auto differs = [](TableMap map, const char* part) {
    const Status s = plan(map, orders());
    CHECK(s.code() == "S204");
    CHECK_THAT(s.message(),
               Catch::Contains("shop.orders") && Catch::Contains(part));
  };
  TableMap map = logged();
  map.columns.pop_back();
  differs(map, "1 columns");
  map = logged();
  std::swap(map.columns[0], map.columns[1]);
  differs(map, "id is varchar");
  map = logged();
  map.columns[1].name = "remark";
  differs(map, "remark");
  map = logged();
  map.columns[0].is_unsigned = false;
  differs(map, "signed");
  map = logged();
  map.columns[1].collation = 33;
  differs(map, "utf8mb3");
}

TEST_CASE("row plan: labels are compared in the column's character set") {
  Table table = orders();
  table.columns[1] = column("size", TypeKind::kEnum);
  table.columns[1].type.charset = "latin1";
  table.columns[1].type.labels = {"groß", "klein"};
  TableMap map = logged();
  map.columns[1].meta = {ColumnType::kEnum, 1, 0};
  map.columns[1].labels = {"gro\xdf", "klein"};
  CHECK(plan(map, table).message() == "");
  map.columns[1].labels = {"klein", "gro\xdf"};
  CHECK(plan(map, table).code() == "S204");
}

}  // namespace
}  // namespace millrace::mysql::test
