// SPDX-License-Identifier: Apache-2.0
#include "mysql/inspector.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "mysql/mysql_source.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

TEST_CASE("inspector: rows are looked for only where they are asked for") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE insp; CREATE TABLE insp.a(x INT); "
      "CREATE TABLE insp.b(x INT); CREATE TABLE insp.c(x INT); "
      "INSERT INTO insp.b VALUES (1)");
  auto inspector = MysqlSource().inspector(server.endpoint());
  REQUIRE(inspector.ok());
  auto catalog = (*inspector)->inspect(Scope{{"insp"}});
  REQUIRE(catalog.ok());
  REQUIRE(
      (*inspector)->probe_rows({{"insp", "a"}, {"insp", "b"}}, &*catalog).ok());
  CHECK(catalog->table({"insp", "a"})->has_rows == false);
  CHECK(catalog->table({"insp", "b"})->has_rows == true);
  CHECK_FALSE(catalog->table({"insp", "c"})->has_rows.has_value());
}

TEST_CASE("inspector: the number of queries does not grow with the tables") {
  MariadbServer& server = MariadbServer::shared();
  auto queries_for = [&](int tables) {
    std::string sql = "CREATE OR REPLACE DATABASE many; USE many;";
    for (int i = 0; i < tables; ++i) {
      sql += "CREATE TABLE t" + std::to_string(i) +
             "(id INT PRIMARY KEY, j JSON);";
    }
    server.run(sql);
    auto inspector = MysqlInspector::open(server.endpoint());
    REQUIRE(inspector.ok());
    auto questions = [&] {
      return std::stoull(server.value(
          "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE "
          "VARIABLE_NAME='Questions'"));
    };
    auto before = questions();
    auto catalog = (*inspector)->inspect(Scope{{"many"}});
    REQUIRE(catalog.ok());
    CHECK(catalog->tables.size() == static_cast<size_t>(tables));
    return questions() - before;
  };
  // The server counts what goes on beside us, too: the least of some tries.
  auto least = [&](int tables) {
    return std::min(
        {queries_for(tables), queries_for(tables), queries_for(tables)});
  };
  CHECK(least(2) == least(60));
}

}  // namespace
}  // namespace millrace::mysql
