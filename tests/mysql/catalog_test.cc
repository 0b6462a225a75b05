// SPDX-License-Identifier: Apache-2.0
#include "mysql/catalog.h"

#include <catch2/catch.hpp>

#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

std::unique_ptr<Session> session() {
  auto opened = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(opened.ok());
  return std::move(opened).value();
}

Catalog catalog_of(const std::string& schema) {
  auto s = session();
  auto catalog = read_catalog(*s, Scope{{schema}});
  REQUIRE(catalog.status().message() == "");
  return *catalog;
}

const Table& table_of(const Catalog& catalog, const std::string& schema,
                      const std::string& name) {
  for (const Table& table : catalog.tables) {
    if (table.name == QualifiedName{schema, name}) return table;
  }
  FAIL("no table " << name);
  return catalog.tables.front();
}

TEST_CASE("catalog: names that differ only in case are different tables") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cat3; CREATE OR REPLACE DATABASE CAT3;"
      "CREATE TABLE cat3.t(a INT); CREATE TABLE cat3.T(b INT, c INT);"
      "CREATE TABLE CAT3.other(d INT);"
      "CREATE TABLE cat3.`\xE4\xB8\xAD ``x`(`\xC3\xA4` INT)");
  Catalog catalog = catalog_of("cat3");
  CHECK(catalog.schemas == std::vector<std::string>{"cat3"});
  REQUIRE(catalog.tables.size() == 3);
  CHECK(table_of(catalog, "cat3", "t").columns.size() == 1);
  CHECK(table_of(catalog, "cat3", "T").columns.size() == 2);
  const Table& odd = table_of(catalog, "cat3", "\xE4\xB8\xAD `x");
  CHECK(odd.columns[0].name == "\xC3\xA4");
}

TEST_CASE("catalog: views, sequences, partitions and triggers") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cat4; USE cat4;"
      "CREATE TABLE t(id INT PRIMARY KEY, y INT) ;"
      "CREATE VIEW v AS SELECT * FROM t; CREATE SEQUENCE s;"
      "CREATE TABLE p(y INT PRIMARY KEY) PARTITION BY RANGE (y) ("
      "PARTITION a VALUES LESS THAN (10), PARTITION b VALUES LESS THAN (20));"
      "CREATE TRIGGER zz AFTER INSERT ON t FOR EACH ROW SET @a=1;"
      "CREATE TRIGGER aa AFTER INSERT ON t FOR EACH ROW SET @b=1");
  Catalog catalog = catalog_of("cat4");
  CHECK(table_of(catalog, "cat4", "v").kind == TableKind::kView);
  CHECK(table_of(catalog, "cat4", "v").comment.empty());
  CHECK(table_of(catalog, "cat4", "s").kind == TableKind::kSequence);
  CHECK(table_of(catalog, "cat4", "p").partitioning == "RANGE (`y`)");
  CHECK(table_of(catalog, "cat4", "t").partitioning.empty());
  CHECK(table_of(catalog, "cat4", "t").triggers ==
        std::vector<std::string>{"aa", "zz"});
}

TEST_CASE("catalog: the list names everything but the server's own") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cat5; CREATE TABLE cat5.t(a INT)");
  auto s = session();
  auto list = read_catalog_list(*s);
  REQUIRE(list.ok());
  for (const std::string& schema : list->schemas) {
    CHECK(schema != "mysql");
    CHECK(schema != "information_schema");
  }
  CHECK(table_of(*list, "cat5", "t").columns.empty());
  CHECK(std::is_sorted(
      list->tables.begin(), list->tables.end(),
      [](const Table& a, const Table& b) { return a.name < b.name; }));
}

TEST_CASE("catalog: a schema that is not there gives nothing") {
  Catalog catalog = catalog_of("no_such_schema");
  CHECK(catalog.schemas.empty());
  CHECK(catalog.tables.empty());
}

}  // namespace
}  // namespace millrace::mysql
