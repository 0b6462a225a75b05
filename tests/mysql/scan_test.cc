// SPDX-License-Identifier: Apache-2.0
#include "mysql/scan.h"

#include <catch2/catch.hpp>

#include "mysql/scan_run.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

std::vector<ScanAnswer> answers_to(const ScanRequest& request) {
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  auto answers = scan_tables(**session, {request});
  REQUIRE(answers.status().message() == "");
  return *answers;
}

TEST_CASE("scan: every date that no calendar has is counted, and no other") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE scan1; SET sql_mode='ALLOW_INVALID_DATES';"
      "CREATE TABLE scan1.t(id INT PRIMARY KEY, d DATE, dt DATETIME(6));"
      "INSERT INTO scan1.t VALUES (1,'0000-00-00','0000-00-00'),"
      "(2,'2024-00-15','2024-00-15 10:00:00'),(3,'2024-05-00','2024-05-01'),"
      "(4,'2023-02-29','2023-02-29'),(5,'2024-02-30','2024-04-31'),"
      "(6,'0000-05-05','0000-05-05'),(7,'1900-02-29','1900-02-29'),"
      "(8,'2024-02-29','2024-02-29'),(9,'2000-02-29','2000-12-31 23:59:59.9'),"
      "(10,'9999-12-31','1000-01-01'),(11,NULL,NULL)");
  ScanRequest request{{"scan1", "t"},
                      {"id"},
                      {{ScanKind::kZeroDate, "d"}, {ScanKind::kZeroDate, "dt"}},
                      0};
  auto answers = answers_to(request);
  REQUIRE(answers.size() == 2);
  CHECK(answers[0].count == 7);
  CHECK(answers[0].rows_seen == 11);
  CHECK(answers[0].sample_key == "id=1");
  CHECK(answers[1].count == 6);
}

TEST_CASE("scan: bytes, times, booleans and JSON") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE scan2; CREATE TABLE scan2.t(a INT, b INT,"
      "s VARCHAR(9) CHARACTER SET utf16, n VARCHAR(9), t TIME(3), f TINYINT(1),"
      "j LONGTEXT, PRIMARY KEY (a, b)); INSERT INTO scan2.t VALUES "
      "(1,1,'plain','plain','00:00:00',1,'{}'),"
      "(1,2,'plain','a\\0b','-00:00:00.001',2,'{broken'),"
      "(1,3,'x\\0','plain','24:00:00',-1,'[]'),(1,4,NULL,NULL,NULL,NULL,NULL),"
      "(1,5,'','','23:59:59.999',0,'1')");
  ScanRequest request{{"scan2", "t"},
                      {"a", "b"},
                      {{ScanKind::kNulByte, "s"},
                       {ScanKind::kNulByte, "n"},
                       {ScanKind::kTimeOfDay, "t"},
                       {ScanKind::kNotBoolean, "f"},
                       {ScanKind::kInvalidJson, "j"}},
                      0};
  for (uint64_t limit : {uint64_t{0}, uint64_t{100}}) {
    request.row_limit = limit;
    auto answers = answers_to(request);
    REQUIRE(answers.size() == 5);
    CHECK(answers[0].count == 1);
    CHECK(answers[0].sample_key == "a=1, b=3");
    CHECK(answers[1].count == 1);
    CHECK(answers[2].count == 2);
    CHECK(answers[3].count == 2);
    CHECK(answers[4].count == 1);
  }
}

TEST_CASE("scan: nothing found is nothing answered; a limit is one") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE scan3; USE scan3; CREATE TABLE t(d DATE);"
      "INSERT INTO t SELECT '2024-01-01' FROM seq_1_to_50;"
      "CREATE TABLE z(d DATE); SET sql_mode='';"
      "INSERT INTO z SELECT '0000-00-00' FROM seq_1_to_50");
  CHECK(answers_to({{"scan3", "t"}, {}, {{ScanKind::kZeroDate, "d"}}, 0})
            .empty());
  auto some = answers_to({{"scan3", "z"}, {}, {{ScanKind::kZeroDate, "d"}}, 7});
  REQUIRE(some.size() == 1);
  CHECK(some[0].count == 7);
  CHECK(some[0].rows_seen == 7);
  CHECK(some[0].sample_key.empty());
}

TEST_CASE("scan: numbers, lengths, blanks and sizes beyond a limit") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE scan4; CREATE TABLE scan4.t(id INT PRIMARY "
      "KEY, n BIGINT UNSIGNED, d DECIMAL(10,2), s VARCHAR(9), b BLOB);"
      "INSERT INTO scan4.t VALUES (1,32767,99.99,'abc','x'),"
      "(2,32768,100.00,'abcd','xx'),(3,18446744073709551615,-100,'äöü',''),"
      "(4,NULL,NULL,NULL,NULL),(5,0,0,'ab ','xxx'),(6,0,0,'','xxxx')");
  ScanRequest request;
  request.table = {"scan4", "t"};
  request.key = {"id"};
  request.checks = {{ScanKind::kOutOfRange, "n", 0, "-32768", "32767"},
                    {ScanKind::kOutOfRange, "d", 0, "-99.99", "99.99"},
                    {ScanKind::kTooLong, "s", 3},
                    {ScanKind::kTrailingBlank, "s"},
                    {ScanKind::kTooLarge, "b", 2}};
  const auto answers = answers_to(request);
  REQUIRE(answers.size() == 5);
  CHECK(answers[0].count == 2);
  CHECK(answers[0].check.greatest == "32767");
  CHECK(answers[1].count == 2);
  CHECK(answers[2].count == 1);
  CHECK(answers[2].sample_key == "id=2");
  CHECK(answers[3].sample_key == "id=5");
  CHECK(answers[4].count == 2);
}

TEST_CASE("scan: bytes that are no text are told from question marks") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE scan5; SET sql_mode='';"
      "CREATE TABLE scan5.t(id INT PRIMARY KEY, a VARCHAR(9) CHARACTER SET "
      "utf8mb4, b VARCHAR(9) CHARACTER SET utf8mb3, c VARCHAR(9) CHARACTER "
      "SET ascii, d VARCHAR(9) CHARACTER SET cp1251, e VARCHAR(9) CHARACTER "
      "SET latin1, f VARCHAR(9) CHARACTER SET utf16, g VARCHAR(9) CHARACTER "
      "SET gbk);"
      "INSERT INTO scan5.t VALUES (1,'?','?','?','?','?','?','?'),"
      "(2,'ä€😀','ä€','a','я',X'8081FF','ä€😀','中'),(3,'','','','','','',''),"
      "(4,NULL,NULL,NULL,X'98',NULL,NULL,NULL)");
  ScanRequest request;
  request.table = {"scan5", "t"};
  request.key = {"id"};
  const char* charsets[] = {"utf8mb4", "utf8mb3", "ascii", "cp1251",
                            "latin1",  "utf16",   "gbk"};
  for (size_t i = 0; i < 7; ++i) {
    ScanCheck check{ScanKind::kInvalidText, std::string(1, char('a' + i))};
    check.charset = charsets[i];
    request.checks.push_back(check);
  }
  const auto answers = answers_to(request);
  REQUIRE(answers.size() == 1);  // cp1251 has no character for 0x98
  CHECK(answers[0].column == "d");
  CHECK(answers[0].sample_key == "id=4");
}

TEST_CASE("scan: broken bytes are found as an expression of any charset") {
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  const auto counts = [&](const std::string& charset, const char* bytes) {
    ScanCheck check{ScanKind::kInvalidText, "c"};
    check.charset = charset;
    auto value = (*session)->value(
        cat("SELECT COUNT(CASE WHEN ", scan_condition(check),
            " THEN 1 END) FROM (SELECT x'", bytes, "' AS c) AS t"),
        "cannot ask");
    REQUIRE(value.status().message() == "");
    return *value;
  };
  CHECK(counts("utf8mb4", "c3a4") == "0");
  CHECK(counts("utf8mb4", "c3") == "1");
  CHECK(counts("utf8mb4", "61ff62") == "1");
  CHECK(counts("utf8mb3", "f09f9880") == "1");
  CHECK(counts("utf8mb4", "f09f9880") == "0");
  CHECK(counts("ascii", "61") == "0");
  CHECK(counts("ascii", "e4") == "1");
}

}  // namespace
}  // namespace millrace::mysql
