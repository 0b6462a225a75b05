// SPDX-License-Identifier: Apache-2.0
#include "mysql/content_reader.h"

#include <catch2/catch.hpp>

#include "mysql/types.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;
using Line = std::vector<std::string>;

struct Lines : ContentSink {
  Status row(Row cells) override {
    Line line;
    for (const Cell& cell : cells) {
      line.push_back(cell.is_null() ? "NULL" : std::string(cell.text()));
    }
    lines.push_back(std::move(line));
    return {};
  }
  std::vector<Line> lines;
};

ContentColumn column(const std::string& name, const char* type) {
  return {name, type, parse_type(type, "utf8mb4", "")};
}

std::vector<Line> contents(const ContentRequest& request) {
  auto reader = MysqlContentReader::open(MariadbServer::shared().endpoint());
  REQUIRE(reader.ok());
  Lines sink;
  REQUIRE((*reader)->read(request, sink).message() == "");
  return std::move(sink.lines);
}

TEST_CASE("contents: each kind has its canonical form") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cont1; SET time_zone='+00:00';"
      "SET sql_mode='ALLOW_INVALID_DATES'; SET NAMES utf8mb4;"
      "CREATE TABLE cont1.t(z INT(6) ZEROFILL, d DECIMAL(10,4), f FLOAT,"
      "g DOUBLE, b BIT(5), s VARCHAR(9) CHARACTER SET latin1, bi BINARY(3),"
      "da DATE, t TIME(1), dt DATETIME, ts TIMESTAMP(6) NULL, y YEAR,"
      "u UUID, i INET6); INSERT INTO cont1.t VALUES (42, -1.5, 16777217,"
      "-2.2250738585072014E-308, b'101', '\xC3\xA9', 'a', '2024-00-15',"
      "'-00:00:00.5', '0000-00-00', '2024-01-01 00:00:00.000001', 0,"
      "'123E4567-e89b-12d3-a456-426655440000', '2001:DB8::1'),"
      "(NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,"
      "NULL)");
  ContentRequest request;
  request.table = {"cont1", "t"};
  request.columns = {column("z", "int(6) unsigned zerofill"),
                     column("d", "decimal(10,4)"),
                     column("f", "float"),
                     column("g", "double"),
                     column("b", "bit(5)"),
                     column("s", "varchar(9)"),
                     column("bi", "binary(3)"),
                     column("da", "date"),
                     column("t", "time(1)"),
                     column("dt", "datetime"),
                     column("ts", "timestamp(6)"),
                     column("y", "year(4)"),
                     column("u", "uuid"),
                     column("i", "inet6")};
  auto lines = contents(request);
  REQUIRE(lines.size() == 2);
  CHECK(lines[0] ==
        Line{"42", "-1.5", "16777216", "-2.2250738585072014e-308", "00101",
             "\xC3\xA9", "610000", "2024-00-15", "-00:00:00.500000",
             "0000-00-00 00:00:00.000000", "2024-01-01 00:00:00.000001", "0",
             "123e4567-e89b-12d3-a456-426655440000", "2001:db8::1"});
  CHECK(lines[1] == Line(14, "NULL"));
}

TEST_CASE("contents: rows by key, exactly, whatever the collation") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cont2; CREATE TABLE cont2.t("
      "k VARCHAR(9), n INT, b VARBINARY(4), PRIMARY KEY (k, n)) "
      "COLLATE utf8mb4_general_ci; INSERT INTO cont2.t VALUES ('a',1,x'00ff'),"
      "('B',2,''),('it''s',3,NULL)");
  ContentRequest request;
  request.table = {"cont2", "t"};
  request.columns = {column("k", "varchar(9)"), column("n", "int"),
                     column("b", "varbinary(4)")};
  request.key = {0, 1};
  request.keys = {{"a", "1"}, {"b", "2"}, {"it's", "3"}, {"none", "1"}};
  auto lines = contents(request);
  REQUIRE(lines.size() == 2);  // 'b' is not 'B'
  CHECK(lines[0] == Line{"a", "1", "00ff"});
  CHECK(lines[1] == Line{"it's", "3", "NULL"});
  request.keys.clear();
  request.equals_column = "k";
  request.equals_value = "B";
  CHECK(contents(request).size() == 1);
  request.equals_value = "b";
  CHECK(contents(request).empty());
}

TEST_CASE("contents: keys that no literal finds are looked for among all") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE cont3; USE cont3; CREATE TABLE t("
      "e ENUM('x','y','z'), f FLOAT, PRIMARY KEY (e, f)); "
      "INSERT INTO t VALUES ('x',0.1),('y',0.1),('z',0.2)");
  ContentRequest request;
  request.table = {"cont3", "t"};
  request.columns = {column("e", "enum('x','y','z')"), column("f", "float")};
  request.key = {0, 1};
  request.keys = {{"y", "0.1"}, {"z", "0.1"}};
  auto lines = contents(request);
  REQUIRE(lines.size() == 1);
  CHECK(lines[0] == Line{"y", "0.1"});
}

}  // namespace
}  // namespace millrace::mysql
