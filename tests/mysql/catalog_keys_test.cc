// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/catalog.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

Catalog catalog_of(const std::string& schema) {
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  auto catalog = read_catalog(**session, Scope{{schema}});
  REQUIRE(catalog.status().message() == "");
  return *catalog;
}

TEST_CASE("catalog: indexes with prefixes, orders and methods") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE keys1; CREATE TABLE keys1.t("
      "a INT NOT NULL, b VARCHAR(50), c TEXT, g POINT NOT NULL,"
      "PRIMARY KEY (b(5), a DESC), UNIQUE KEY u (a),"
      "KEY k (a, b(7)) COMMENT 'why', KEY off (b) IGNORED,"
      "FULLTEXT KEY f (c), SPATIAL KEY s (g))");
  Catalog catalog = catalog_of("keys1");
  const Table& t = catalog.tables.at(0);
  REQUIRE(t.primary_key);
  CHECK(t.primary_key->columns.at(0).name == "b");
  CHECK(t.primary_key->columns.at(0).prefix_length == 5);
  CHECK(t.primary_key->columns.at(1).descending);
  REQUIRE(t.indexes.size() == 5);  // f, k, off, s, u
  CHECK(t.indexes[0].method == "fulltext");
  CHECK(t.indexes[1].comment == "why");
  CHECK(t.indexes[1].columns.at(1).prefix_length == 7);
  CHECK_FALSE(t.indexes[1].unique);
  CHECK_FALSE(t.indexes[2].visible);
  CHECK(t.indexes[3].method == "spatial");
  CHECK(t.indexes[3].columns.at(0).prefix_length == 0);
  CHECK(t.indexes[4].unique);
}

TEST_CASE("catalog: foreign keys with their rules, composite and across") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE keys3; CREATE OR REPLACE DATABASE keys2;"
      "CREATE TABLE keys2.parent(x INT, y INT, PRIMARY KEY (x, y));"
      "CREATE TABLE keys3.child(p INT, q INT, CONSTRAINT fk FOREIGN KEY "
      "(p, q) REFERENCES keys2.parent(x, y) ON DELETE CASCADE "
      "ON UPDATE SET NULL)");
  Catalog catalog = catalog_of("keys3");
  const Table& child = catalog.tables.at(0);
  REQUIRE(child.foreign_keys.size() == 1);
  const ForeignKey& key = child.foreign_keys[0];
  CHECK(key.name == "fk");
  CHECK(key.columns == std::vector<std::string>{"p", "q"});
  CHECK(key.parent == QualifiedName{"keys2", "parent"});
  CHECK(key.parent_columns == std::vector<std::string>{"x", "y"});
  CHECK(key.on_delete == "CASCADE");
  CHECK(key.on_update == "SET NULL");
}

}  // namespace
}  // namespace millrace::mysql
