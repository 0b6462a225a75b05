// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/catalog.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

std::optional<std::string> default_of(const Catalog& catalog,
                                      const std::string& column) {
  const Table* table = catalog.table({"defaults", "t"});
  REQUIRE(table != nullptr);
  REQUIRE(table->column(column) != nullptr);
  CHECK_FALSE(table->column(column)->default_is_expression);
  return table->column(column)->default_value;
}

// information_schema shows '?' for what utf8mb3 does not have.
TEST_CASE("catalog defaults: bytes and characters that the catalog hides") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE defaults; CREATE TABLE defaults.t("
      "id INT PRIMARY KEY, a BINARY(4) DEFAULT x'00ff', b VARBINARY(4) DEFAULT "
      "x'00ff', c VARBINARY(4) DEFAULT '0x41', d BINARY(3) NOT NULL DEFAULT "
      "'ab', e VARCHAR(9) CHARACTER SET utf8mb4 DEFAULT "
      "'x\xf0\x9f\x98\x80y', f VARCHAR(9) CHARACTER SET latin1 DEFAULT 'a?b', "
      "g ENUM('a', '\xf0\x9f\x98\x80') CHARACTER SET utf8mb4 DEFAULT "
      "'\xf0\x9f\x98\x80', h VARBINARY(9), i BLOB DEFAULT x'c328')");
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  const auto catalog = read_catalog(**session, Scope{{"defaults"}});
  REQUIRE(catalog.ok());
  using namespace std::string_literals;
  CHECK(default_of(*catalog, "a") == "\0\xff\0\0"s);
  CHECK(default_of(*catalog, "b") == "\0\xff"s);
  CHECK(default_of(*catalog, "c") == "0x41");
  CHECK(default_of(*catalog, "d") == "ab\0"s);
  CHECK(default_of(*catalog, "e") == "x\xf0\x9f\x98\x80y");
  CHECK(default_of(*catalog, "f") == "a?b");
  CHECK(default_of(*catalog, "g") == "\xf0\x9f\x98\x80");
  CHECK(default_of(*catalog, "h") == std::nullopt);
  CHECK(default_of(*catalog, "i") == "\xc3\x28");
}

}  // namespace
}  // namespace millrace::mysql
