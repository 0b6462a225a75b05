// SPDX-License-Identifier: Apache-2.0
#include "mysql/scan_run.h"

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

Table table_of(const std::string& schema, const std::string& name) {
  auto catalog = read_catalog(*session(), Scope{{schema}});
  REQUIRE(catalog.status().message() == "");
  const Table* table = catalog->table({schema, name});
  REQUIRE(table != nullptr);
  return *table;
}

ScanRequest zero_dates(const Table& table) {
  ScanRequest request;
  request.table = table.name;
  request.checks = {{ScanKind::kZeroDate, "d"}};
  request.definition = &table;
  for (const size_t at : row_key(table)) {
    request.key.push_back(table.columns[at].name);
    request.key_positions.push_back(at);
  }
  return request;
}

}  // namespace

TEST_CASE("scan run: steps along the key count what one query counts") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE steps; SET sql_mode=''; USE steps;"
      "CREATE TABLE t(a VARCHAR(9), b INT, d DATE, PRIMARY KEY (a, b));"
      "INSERT INTO t SELECT CONCAT('k', seq MOD 7), seq, IF(seq MOD 5 = 0, "
      "'0000-00-00', '2024-01-01') FROM seq_1_to_1000");
  Table table = table_of("steps", "t");
  table.rows_estimate = 1000;
  auto one = session();
  for (const uint64_t step : {uint64_t{1}, uint64_t{37}, uint64_t{100000}}) {
    ScanBounds bounds;
    bounds.rows_per_step = step == 1 ? 113 : step;
    auto answers = scan_tables(*one, {zero_dates(table)}, bounds);
    REQUIRE(answers.status().message() == "");
    REQUIRE(answers->size() == 1);
    CHECK((*answers)[0].count == 200);
    CHECK((*answers)[0].rows_seen == 1000);
    CHECK((*answers)[0].sample_key == "a=k0, b=105");
  }
}

TEST_CASE("scan run: a sample of a large table takes both ends of it") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE ends; SET sql_mode=''; USE ends;"
      "CREATE TABLE t(id INT PRIMARY KEY, d DATE);"
      "INSERT INTO t SELECT seq, IF(seq > 995, '0000-00-00', '2024-01-01') "
      "FROM seq_1_to_1000");
  Table table = table_of("ends", "t");
  table.rows_estimate = 1000;
  ScanRequest request = zero_dates(table);
  request.row_limit = 20;
  auto one = session();
  auto answers = scan_tables(*one, {request});
  REQUIRE(answers.status().message() == "");
  REQUIRE(answers->size() == 1);
  CHECK((*answers)[0].count == 5);
  CHECK((*answers)[0].rows_seen == 20);
}

TEST_CASE("scan run: a table that fails is told, the others are looked at") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE some; SET sql_mode=''; USE some;"
      "CREATE TABLE t(id INT PRIMARY KEY, d DATE);"
      "INSERT INTO t VALUES (1, '0000-00-00')");
  const Table table = table_of("some", "t");
  std::vector<ScanRequest> requests(5, zero_dates(table));
  requests[2].table = {"some", "gone"};
  auto one = session();
  auto answers = scan_tables(*one, requests);
  REQUIRE(answers.status().message() == "");
  REQUIRE(answers->size() == 5);
  for (size_t i = 0; i < 5; ++i) {
    CHECK((*answers)[i].problem.empty() == (i != 2));
  }
}

TEST_CASE("scan run: a query that takes too long is no end of the scan") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE slow; USE slow; CREATE TABLE base(id INT "
      "PRIMARY KEY, d DATE); INSERT INTO base VALUES (1, '2024-01-01');"
      "CREATE VIEW t AS SELECT id, IF(SLEEP(20), d, d) AS d FROM base");
  Table table;
  table.name = {"slow", "t"};
  ScanBounds bounds;
  bounds.statement_seconds = 1;
  auto one = session();
  auto answers = scan_tables(*one, {zero_dates(table)}, bounds);
  REQUIRE(answers.status().message() == "");
  REQUIRE(answers->size() == 1);
  CHECK((*answers)[0].problem.find("max_statement_time") != std::string::npos);
  CHECK(*one->value("SELECT @@max_statement_time", "") == "0.000000");
}

TEST_CASE("scan run: keys of one table are found in another") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE pair; USE pair; CREATE TABLE a(k VARCHAR(9) "
      "COLLATE utf8mb4_general_ci, n INT, PRIMARY KEY (k, n)); CREATE TABLE b "
      "LIKE a; INSERT INTO a VALUES ('x', 1), ('x', 2), ('y', 1), ('it''s', "
      "3); INSERT INTO b VALUES ('X', 1), ('x', 2), ('it''s', 3)");
  const Table a = table_of("pair", "a");
  const Table b = table_of("pair", "b");
  auto one = session();
  auto keys = keys_after(*one, a, row_key(a), std::nullopt, 3);
  REQUIRE(keys.status().message() == "");
  REQUIRE(keys->size() == 3);
  CHECK((*keys)[0] == KeyBound{"it's", "3"});
  auto rest = keys_after(*one, a, row_key(a), keys->back(), 3);
  REQUIRE(rest.ok());
  CHECK(*rest == std::vector<KeyBound>{{"y", "1"}});
  auto there = present_keys(*one, b, row_key(b), *keys);
  REQUIRE(there.status().message() == "");
  CHECK(there->size() == 3);  // 'X' equals 'x' to the server
  CHECK(present_keys(*one, b, row_key(b), {})->empty());
}

}  // namespace millrace::mysql
