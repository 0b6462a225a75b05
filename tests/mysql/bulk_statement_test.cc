// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_statement.h"

#include <catch2/catch.hpp>

#include "mysql/packed_rows.h"
#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("bulk statement: many rows by one command, again and again") {
  auto session = test::target_session();
  if (!BulkStatement::offered(*session)) return;  // library or server: MySQL
  REQUIRE(session->run("DROP DATABASE IF EXISTS bulk_statement", "x").ok());
  REQUIRE(session->run("CREATE DATABASE bulk_statement", "x").ok());
  REQUIRE(session
              ->run("CREATE TABLE bulk_statement.t (id INT PRIMARY KEY, b "
                    "VARBINARY(9)) ENGINE=InnoDB",
                    "x")
              .ok());
  WriteShape shape;
  shape.table = {"bulk_statement", "t"};
  shape.columns = {test::write_column("id", "int"),
                   test::write_column("b", "varbinary(9)")};
  RowPacker packer(shape);
  const std::string sql = "INSERT INTO bulk_statement.t VALUES (?,?)";
  BulkStatement statement(*session);
  CHECK_FALSE(statement.is(sql));
  REQUIRE(
      statement
          .prepare(sql,
                   {cell_form(shape.columns[0]), cell_form(shape.columns[1])},
                   "x")
          .ok());
  CHECK(statement.is(sql));
  std::string rows;
  REQUIRE(packer.encode(test::cells({"1", "\xff\xfe"}), rows).ok());
  REQUIRE(packer.encode(test::cells({"2", nullptr}), rows).ok());
  CHECK(statement.execute(rows, "x").message() == "");
  const Status twice = statement.execute(rows, "insert");
  CHECK(twice.message().find("Duplicate") != std::string::npos);
  rows.clear();
  REQUIRE(packer.encode(test::cells({"3", ""}), rows).ok());
  CHECK(statement.execute(rows, "x").message() == "");
  CHECK(session
            ->value("SELECT GROUP_CONCAT(id, IFNULL(HEX(b), '-') ORDER BY id) "
                    "FROM bulk_statement.t",
                    "x")
            .value() == "1FFFE,2-,3");
  CHECK_FALSE(
      statement.prepare("INSERT INTO nowhere.t VALUES (?)", {}, "x").ok());
  CHECK_FALSE(statement.is(sql));
}

}  // namespace millrace::mysql
