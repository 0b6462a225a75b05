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
  CHECK(select_expression(column("s", "char(9)", "gbk")) ==
        "CONVERT(`s` USING utf8mb4)");
  CHECK(select_expression(column("e", "enum('a')", "latin1")) ==
        "CONVERT(`e` USING utf8mb4)");
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
  RowCells cells(
      {column("id", "int"), column("f", "float"), column("d", "double")});
  auto rows = (*session)->stream(
      "SELECT " + cells.select_list() + " FROM cells1.t ORDER BY id", "read");
  REQUIRE(rows.ok());
  size_t at = 0;
  while (rows->next()) {
    Row row = cells.convert(*rows);
    REQUIRE(std::stof(std::string(row[1].text())) == expected[at].first);
    REQUIRE(std::stod(std::string(row[2].text())) == expected[at].second);
    ++at;
  }
  CHECK(at == 500);
}

}  // namespace
}  // namespace millrace::mysql
