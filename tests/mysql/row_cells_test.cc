// SPDX-License-Identifier: Apache-2.0
#include "mysql/row_cells.h"

#include <catch2/catch.hpp>
#include <random>

#include "mysql/types.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

Column column(const char* name, const char* type, const char* charset = "") {
  Column column;
  column.name = name;
  column.native = type;
  column.type = parse_type(type, charset, "");
  return column;
}

TEST_CASE("row cells: a column is asked for so that nothing is lost") {
  CHECK(select_expression(column("a`b", "int(11)")) == "`a``b`");
  CHECK(select_expression(column("f", "float")) == "`f`*1E0");
  CHECK(select_expression(column("d", "double")) == "`d`");
  CHECK(select_expression(column("d", "double(10,2)")) == "`d`*1E0");
  CHECK(select_expression(column("s", "varchar(9)", "utf8mb4")) == "`s`");
  CHECK(select_expression(column("s", "char(9)", "gbk")) == "`s`");
  CHECK(select_expression(column("b", "blob")) == "`b`");
}

TEST_CASE("row cells: floats come as their own bits, not as six digits") {
  auto& server = test::MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE cells1; CREATE TABLE cells1.t("
      "id INT PRIMARY KEY, f FLOAT, d DOUBLE)");
  std::mt19937 random(5);
  std::string values;
  std::vector<std::pair<float, double>> expected;
  for (int i = 0; i < 500; ++i) {
    float f = std::ldexp(static_cast<float>(random() % 16777216),
                         static_cast<int>(random() % 200) - 100);
    double d = std::ldexp(static_cast<double>(random()),
                          static_cast<int>(random() % 1000) - 500);
    expected.emplace_back(f, d);
    char text[200];
    std::snprintf(text, sizeof text, "%s(%d,%.17e,%.17e)", i ? "," : "", i,
                  static_cast<double>(f), d);
    values += text;
  }
  server.run("INSERT INTO cells1.t VALUES " + values);
  auto session = Session::open(server.endpoint());
  REQUIRE(session.ok());
  CharsetShelf shelf([&] { return Session::open(server.endpoint()); });
  const auto cells = RowCells::make(
      {column("id", "int"), column("f", "float"), column("d", "double")},
      shelf);
  REQUIRE(cells.ok());
  auto rows = (*session)->stream(
      "SELECT " + (*cells)->select_list() + " FROM cells1.t ORDER BY id",
      "read");
  REQUIRE(rows.ok());
  size_t at = 0;
  while (rows->next()) {
    Row row = (*cells)->convert(*rows);
    REQUIRE(std::stof(std::string(row[1].text())) == expected[at].first);
    REQUIRE(std::stod(std::string(row[2].text())) == expected[at].second);
    ++at;
  }
  CHECK(at == 500);
}

// A code that gbk leaves open came as '?' from the server's own conversion,
// and so arrived in the target as a question mark that nobody had written.
TEST_CASE("row cells: text that is none in its set is not taken for '?'") {
  auto& server = test::MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE cells2; CREATE TABLE cells2.t(id INT PRIMARY "
      "KEY, z VARCHAR(9) CHARACTER SET gbk, l VARCHAR(9) CHARACTER SET latin1, "
      "e ENUM('\u00e9', 'b') CHARACTER SET latin1)");
  server.run(
      "INSERT INTO cells2.t VALUES (1, x'61A2A062', x'80', 1), "
      "(2, '\u6c49?', '\u00fc', 'b')");
  auto session = Session::open(server.endpoint());
  REQUIRE(session.ok());
  REQUIRE((*session)->run("SET character_set_results=NULL", "prepare").ok());
  CharsetShelf shelf([&] { return Session::open(server.endpoint()); });
  const auto cells = RowCells::make(
      {column("z", "varchar(9)", "gbk"), column("l", "varchar(9)", "latin1"),
       column("e", "enum('\u00e9','b')", "latin1")},
      shelf);
  REQUIRE(cells.ok());
  auto rows = (*session)->stream(
      "SELECT " + (*cells)->select_list() + " FROM cells2.t ORDER BY id",
      "read");
  REQUIRE(rows.ok());
  REQUIRE(rows->next());
  Row row = (*cells)->convert(*rows);
  CHECK(row[0].text() ==
        "a\xff"
        "b");
  CHECK(row[1].text() == "\u20ac");
  CHECK(row[2].text() == "\u00e9");
  REQUIRE(rows->next());
  row = (*cells)->convert(*rows);
  CHECK(row[0].text() == "\u6c49?");
  CHECK(row[1].text() == "\u00fc");
  CHECK(row[2].text() == "b");
}

}  // namespace
}  // namespace millrace::mysql
