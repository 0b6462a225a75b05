// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_size.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/schema_writer.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

Table table_of(const std::vector<std::string>& natives) {
  Table table;
  table.name = {"row_size", "t"};
  for (size_t i = 0; i < natives.size(); ++i) {
    Column column;
    column.name = cat("c", i);
    column.native = natives[i];
    column.nullable = false;
    table.columns.push_back(column);
  }
  return table;
}

std::string create(const Table& table) {
  std::vector<std::string> columns;
  for (const Column& column : table.columns) {
    columns.push_back(cat(column.name, " ", column.native, " NOT NULL"));
  }
  return cat("CREATE TABLE row_size.t (", join(columns, ", "),
             ") ENGINE=InnoDB");
}

}  // namespace

TEST_CASE("row size: the server draws the line where we do") {
  auto session = test::target_session();
  REQUIRE(session->run("CREATE DATABASE IF NOT EXISTS row_size", "x").ok());
  const std::vector<std::string> others = {
      "int",
      "bigint unsigned",
      "decimal(30,7)",
      "double",
      "float",
      "bit(9)",
      "year",
      "date",
      "time(3)",
      "datetime(6)",
      "timestamp",
      "tinytext",
      "longblob",
      "enum('a','b')",
      "set('a','b')",
      "binary(7)",
      "varbinary(300)",
      "mediumint",
      "char(10) character set utf8mb4 collate utf8mb4_bin"};
  for (const std::string& other : others) {
    // As long as it may be with the other column, and one byte longer.
    const uint64_t rest = 65535 - row_bytes(table_of({other})) - 2;
    for (const uint64_t length : {rest, rest + 1}) {
      const Table table = table_of(
          {cat("varchar(", length, ") character set latin1 collate latin1_bin"),
           other});
      INFO(other << " " << length << " " << row_bytes(table));
      CHECK(row_bytes(table) == 65535 + length - rest);
      REQUIRE(session->run("DROP TABLE IF EXISTS row_size.t", "x").ok());
      CHECK(session->run(create(table), "x").ok() == (length == rest));
      CHECK((row_problem(table, test::mariadb_1011()) == "") ==
            (length == rest));
    }
  }
  REQUIRE(session->run("DROP DATABASE row_size", "x").ok());
}

TEST_CASE("row size: DRDS has limits of its own") {
  const Table table = table_of({"varbinary(60000)", "varbinary(60000)"});
  CHECK(row_problem(table, test::mariadb_1011()) != "");
  CHECK(row_problem(table, test::flavor_of(FlavorKind::kDrds, 5, 7)) == "");
}

}  // namespace millrace::mysql
