// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/catalog.h"
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

TEST_CASE("catalog: columns as they were made") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cat1; CREATE TABLE cat1.t("
      "id BIGINT UNSIGNED NOT NULL AUTO_INCREMENT COMMENT 'the \\'key\\'',"
      "n INT(5) UNSIGNED ZEROFILL NULL DEFAULT 7,"
      "s VARCHAR(20) CHARACTER SET latin1 NOT NULL DEFAULT 'it''s',"
      "b BIT(9) DEFAULT b'101', f TINYINT(1) NOT NULL DEFAULT 1,"
      "ts TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3) "
      "ON UPDATE CURRENT_TIMESTAMP(3),"
      "u CHAR(36) DEFAULT (uuid()), j JSON, j2 LONGTEXT,"
      "v INT AS (n + 1) VIRTUAL, p INT AS (n * 2) PERSISTENT,"
      "hidden INT INVISIBLE DEFAULT 3, no_default INT NOT NULL,"
      "u6 UUID, i6 INET6, PRIMARY KEY (id)) COMMENT 'words'");
  Catalog catalog = catalog_of("cat1");
  const Table& t = table_of(catalog, "cat1", "t");
  CHECK(t.comment == "words");
  CHECK(t.engine == "InnoDB");
  REQUIRE(t.columns.size() == 15);
  CHECK(t.columns[0].auto_increment);
  CHECK(t.columns[0].comment == "the 'key'");
  CHECK_FALSE(t.columns[0].nullable);
  CHECK(t.columns[0].type.is_unsigned);
  CHECK(t.columns[1].type.zerofill);
  CHECK(t.columns[1].default_value == "7");
  CHECK(t.columns[2].default_value == "it's");
  CHECK(t.columns[2].type.charset == "latin1");
  CHECK(t.columns[3].default_value == "000000101");
  CHECK(t.columns[4].type.tinyint1);
  CHECK(t.columns[5].default_value == "CURRENT_TIMESTAMP(3)");
  CHECK(t.columns[5].default_is_expression);
  CHECK(t.columns[5].on_update == "CURRENT_TIMESTAMP(3)");
  CHECK(t.columns[6].default_is_expression);
  CHECK(t.columns[7].type.json_text);
  CHECK_FALSE(t.columns[8].type.json_text);
  CHECK(t.columns[9].generated == Generated::kVirtual);
  CHECK(t.columns[9].generation_expression == "`n` + 1");
  CHECK(t.columns[10].generated == Generated::kStored);
  CHECK(t.columns[11].invisible);
  CHECK(t.columns[11].default_value == "3");
  CHECK_FALSE(t.columns[12].default_value);
  CHECK(t.columns[13].type.kind == TypeKind::kUuid);
  CHECK(t.columns[14].type.kind == TypeKind::kInet6);
}

}  // namespace
}  // namespace millrace::mysql
