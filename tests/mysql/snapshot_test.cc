// SPDX-License-Identifier: Apache-2.0
#include "mysql/snapshot.h"

#include <catch2/catch.hpp>
#include <map>
#include <thread>

#include "base/text.h"
#include "model/gtid_set.h"
#include "mysql/catalog.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;
using Line = std::vector<std::string>;  // "\0" stands for NULL

struct Lines : RowSink {
  Status row(Row cells) override {
    Line line;
    for (const Cell& cell : cells) {
      line.push_back(cell.is_null() ? std::string(1, '\0')
                                    : std::string(cell.text()));
    }
    lines.push_back(std::move(line));
    return lines.size() == limit ? Status::refused("enough") : Status();
  }
  std::vector<Line> lines;
  size_t limit = 0;
};

Table table_of(const std::string& schema, const std::string& name) {
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  auto catalog = read_catalog(**session, Scope{{schema}});
  REQUIRE(catalog.ok());
  for (const Table& table : catalog->tables) {
    if (table.name.table == name) return table;
  }
  FAIL("no table " << name);
  return {};
}

std::unique_ptr<SnapshotReader> reader() {
  auto opened = MysqlSnapshot::open(MariadbServer::shared().endpoint());
  REQUIRE(opened.status().message() == "");
  return std::move(opened).value();
}

// Cuts the table as the copy does and reads every chunk.
std::vector<Line> read_in_chunks(const Table& table, uint64_t rows,
                                 size_t* chunks) {
  auto key = row_key(table);
  auto source = reader();
  Lines sink;
  std::optional<KeyBound> lower;
  for (*chunks = 0; *chunks < 1000;) {
    auto upper = source->next_bound(table, key, lower, rows);
    REQUIRE(upper.status().message() == "");
    Status status = source->read(
        table, key, {static_cast<uint32_t>((*chunks)++), lower, *upper}, sink);
    REQUIRE(status.message() == "");
    if (!*upper) break;
    lower = *upper;
  }
  return std::move(sink.lines);
}

void check_chunks(const Table& table, uint64_t rows, bool many) {
  INFO(table.name.str());
  Lines whole;
  auto all = reader();
  REQUIRE(all->read(table, {}, {}, whole).ok());
  size_t chunks = 0;
  std::vector<Line> cut = read_in_chunks(table, rows, &chunks);
  CHECK((chunks > 3) == many);
  std::sort(cut.begin(), cut.end());
  std::sort(whole.lines.begin(), whole.lines.end());
  CHECK(cut == whole.lines);
}

TEST_CASE("snapshot: an ENUM bounds chunks in its own order") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap7; USE snap7; SET NAMES utf8mb4;"
      "SET sql_mode=''; CREATE TABLE k (e ENUM('z','m','\xC3\xA4','B') "
      "CHARACTER SET latin1 NOT NULL, id INT NOT NULL, PRIMARY KEY (e, id)); "
      "INSERT INTO k SELECT seq % 5, seq FROM seq_1_to_300");
  check_chunks(table_of("snap7", "k"), 40, true);
}

// Takes rows until it is full, then waits to be cut.
struct Cuttable : Lines {
  Status row(Row cells) override {
    ++since;
    return Lines::row(cells);
  }
  bool full() const override { return since >= enough; }
  void cut(const KeyBound& upper) override { at = upper; }
  size_t enough = 1;
  size_t since = 0;
  std::optional<KeyBound> at;
};

// Reads the table as one chunk that is cut again and again.
size_t check_cuts(const Table& table, size_t enough) {
  INFO(table.name.str());
  Lines whole;
  REQUIRE(reader()->read(table, {}, {}, whole).ok());
  const auto key = row_key(table);
  auto source = reader();
  Cuttable sink;
  sink.enough = enough;
  std::optional<KeyBound> lower;
  size_t cuts = 0;
  for (; cuts < 500; ++cuts) {
    sink.since = 0;
    sink.at.reset();
    const Status status = source->read(table, key, {0, lower, {}}, sink);
    REQUIRE(status.message() == "");
    if (!sink.at) break;
    lower = sink.at;
  }
  std::sort(sink.lines.begin(), sink.lines.end());
  std::sort(whole.lines.begin(), whole.lines.end());
  CHECK(sink.lines == whole.lines);
  return cuts;
}

TEST_CASE("snapshot: a chunk cut anywhere goes on where it ended") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap8; USE snap8; SET NAMES utf8mb4;"
      "CREATE TABLE i (id INT PRIMARY KEY, v TEXT); INSERT INTO i SELECT "
      "seq * 7, REPEAT('x', 100) FROM seq_1_to_200;"
      "CREATE TABLE c (a VARCHAR(9), b FLOAT, n INT, PRIMARY KEY (a, b)); "
      "INSERT INTO c SELECT CONCAT('k', seq DIV 20), seq / 3, seq FROM "
      "seq_1_to_200; CREATE TABLE h (v INT); INSERT INTO h SELECT seq FROM "
      "seq_1_to_100;"
      "CREATE TABLE p (id INT PRIMARY KEY, v INT) PARTITION BY HASH (id) "
      "PARTITIONS 5; INSERT INTO p SELECT seq, seq FROM seq_1_to_200");
  CHECK(check_cuts(table_of("snap8", "i"), 9) == 19);
  CHECK(check_cuts(table_of("snap8", "p"), 9) == 19);
  // Rows that share the part of the key that bounds stay together; the one
  // row of "k10" goes with those of "k2".
  CHECK(check_cuts(table_of("snap8", "c"), 3) == 9);
  // Without a key there is no order to cut by.
  CHECK(check_cuts(table_of("snap8", "h"), 3) == 0);
}

TEST_CASE("snapshot: chunks hold every row once, whatever the key") {
  MariadbServer& server = MariadbServer::shared();
  server.run("CREATE OR REPLACE DATABASE snap1");
  struct Case {
    const char* type;
    const char* value;  // of the row number seq
    bool many;
  };
  const Case cases[] = {
      {"INT", "seq", true},
      {"BIGINT", "CAST(seq AS SIGNED) * 1000000 - 150000000", true},
      {"BIGINT UNSIGNED", "18446744073709551615 - seq", true},
      {"DECIMAL(30,10)", "CAST(seq AS SIGNED) / 7 - 20", true},
      {"VARCHAR(40) CHARACTER SET utf8mb4", "CONCAT('\xC3\xA4''\\\\', seq)",
       true},
      {"VARCHAR(40) COLLATE utf8mb4_general_ci",
       "CONCAT(IF(seq % 2, 'a', 'B'), seq)", true},
      {"VARCHAR(40) CHARACTER SET latin1", "CONCAT('\xC3\xA9', seq)", true},
      {"VARCHAR(40) CHARACTER SET gbk", "CONCAT('\xE4\xB8\xAD', seq)", true},
      {"BINARY(16)", "UNHEX(MD5(seq))", true},
      {"VARBINARY(20)", "UNHEX(HEX(seq * 7))", true},
      {"DATE", "DATE_ADD('1999-12-01', INTERVAL seq DAY)", true},
      {"DATETIME(6)",
       "DATE_ADD('2024-01-01', INTERVAL seq * 777777 MICROSECOND)", true},
      {"TIMESTAMP(2)", "DATE_ADD('2024-03-31', INTERVAL seq * 10 MINUTE)",
       true},
      {"TIME(3)", "SEC_TO_TIME(CAST(seq AS SIGNED) * 100 - 20000)", true},
      {"UUID",
       "CONCAT(LPAD(HEX(seq * 7919 % 65521), 8, '0'), '-5ce2-', "
       "IF(seq % 2, '1', '4'), '100-8000-', LPAD(HEX(seq), 12, '0'))",
       true},
      {"INET6", "CONCAT('2001:db8::', HEX(seq))", true},
      {"DOUBLE", "seq / 3", false},
      {"SMALLINT", "CAST(seq AS SIGNED) * 100 - 15000", true},
      {"INT(9) UNSIGNED ZEROFILL", "seq * 5000", true},
  };
  int number = 0;
  for (const Case& c : cases) {
    std::string name = "k" + std::to_string(number++);
    server.run(cat(
        "USE snap1; SET NAMES utf8mb4; SET time_zone='+00:00'; CREATE TABLE "
        "snap1.",
        name, " (k ", c.type,
        " NOT NULL PRIMARY KEY, v INT); INSERT INTO snap1.", name, " SELECT ",
        c.value, ", seq FROM seq_1_to_300"));
    check_chunks(table_of("snap1", name), 40, c.many);
  }
}

TEST_CASE("snapshot: composite keys are cut without gaps or twins") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap2; USE snap2;"
      "CREATE TABLE c(a INT, b VARCHAR(9), c DATE, PRIMARY KEY (a, b, c));"
      "INSERT INTO c SELECT seq % 3, CHAR(65 + seq % 7), "
      "DATE_ADD('2024-01-01', INTERVAL seq DAY) FROM seq_1_to_400;"
      "CREATE TABLE e(a INT, e ENUM('z','y','x'), PRIMARY KEY (a, e));"
      "INSERT INTO e SELECT seq DIV 3, 1 + seq % 3 FROM seq_1_to_400;"
      "CREATE TABLE d(a INT, b INT, PRIMARY KEY (a DESC, b));"
      "INSERT INTO d SELECT seq DIV 9, seq FROM seq_1_to_400;"
      "CREATE TABLE u(x INT, a INT NOT NULL, b INT NOT NULL, UNIQUE(b, a));"
      "INSERT INTO u SELECT NULL, seq, seq % 5 FROM seq_1_to_400;"
      "CREATE TABLE none(x INT); INSERT INTO none SELECT 1 FROM seq_1_to_50;"
      "CREATE TABLE empty(x INT PRIMARY KEY)");
  check_chunks(table_of("snap2", "c"), 30, true);
  check_chunks(table_of("snap2", "e"), 30, true);
  check_chunks(table_of("snap2", "d"), 30, true);
  check_chunks(table_of("snap2", "u"), 30, true);
  check_chunks(table_of("snap2", "none"), 10, false);
  check_chunks(table_of("snap2", "empty"), 10, false);
}

TEST_CASE("snapshot: every type arrives in its neutral form") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap3; USE snap3; SET time_zone='+00:00';"
      "SET sql_mode='ALLOW_INVALID_DATES';"
      "CREATE TABLE t(f FLOAT, f2 FLOAT(7,2), d DOUBLE, d2 DOUBLE(12,3),"
      "b BIT(10), z INT(6) ZEROFILL, dz DECIMAL(8,2) ZEROFILL, y YEAR,"
      "t TIME(3), dt DATETIME, ts TIMESTAMP(6) NULL, e ENUM('a','\xC3\xA9') "
      "CHARACTER SET latin1, s SET('x','y','z'), bi BINARY(4), c CHAR(5),"
      "l VARCHAR(9) CHARACTER SET latin1, u UUID, i6 INET6, i4 INET4,"
      "h INT INVISIBLE DEFAULT 4, g POINT, v INT AS (z + 1));"
      "INSERT INTO t(f,f2,d,d2,b,z,dz,y,t,dt,ts,e,s,bi,c,l,u,i6,i4,g) VALUES "
      "(16777217, 1.1, 1e300/3, 2.5, b'1000000001', 42, 3.5, 0, "
      "'-00:00:00.5', '2024-02-30 01:02:03', '2024-01-01 00:00:00.000001',"
      "2, 'z,x', 'a', 'b  ', '\xE2\x82\xAC',"
      "'123E4567-e89b-12d3-a456-426655440000', '2001:db8::1', '10.0.0.1',"
      "POINT(1,2)), (0.1, -0.0, -1e-300, NULL, 0, 0, 0, 2155, '838:59:59',"
      "'0000-00-00', '1970-01-01 00:00:01', '', '', '', '', '', NULL, NULL,"
      "NULL, NULL)");
  Lines sink;
  auto source = reader();
  Table table = table_of("snap3", "t");
  REQUIRE(source->read(table, {}, {}, sink).ok());
  REQUIRE(sink.lines.size() == 2);
  const std::string null(1, '\0');
  Line first = sink.lines[0], second = sink.lines[1];
  CHECK(Line(first.begin(), first.begin() + 12) ==
        Line{"16777216", "1.1", "3.3333333333333335e+299", "2.5", "1000000001",
             "42", "3.50", "0000", "-00:00:00.500", "2024-02-30 01:02:03",
             "2024-01-01 00:00:00.000001", "\xC3\xA9"});
  CHECK(first[12] == "x,z");
  CHECK(first[13] == std::string("a\0\0\0", 4));
  CHECK(first[14] == "b");
  CHECK(first[15] == "\xE2\x82\xAC");
  CHECK(first[16] == "123e4567-e89b-12d3-a456-426655440000");
  CHECK(first[17] == "2001:db8::1");
  CHECK(first[18] == "10.0.0.1");
  CHECK(first[19] == "4");
  CHECK(first[20].size() == 25);
  CHECK(first[21] == "43");
  CHECK(second[0] == "0.1");
  CHECK(second[2] == "-1e-300");
  CHECK(second[3] == null);
  CHECK(second[4] == "0000000000");
  CHECK(second[6] == "0.00");
  CHECK(second[8] == "838:59:59.000");
  CHECK(second[9] == "0000-00-00 00:00:00");
  CHECK(second[11] == "");
  CHECK(second[13] == std::string(4, '\0'));
  CHECK(second[20] == null);
}

TEST_CASE("snapshot: text that is invalid shows as it is stored") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE snap4; USE snap4; CREATE TABLE t("
      "a VARCHAR(9) CHARACTER SET utf8mb3); SET NAMES binary;"
      "ALTER TABLE t MODIFY a VARBINARY(9); INSERT INTO t VALUES (x'61ff62');"
      "SET STATEMENT sql_mode='' FOR ALTER TABLE t MODIFY a VARCHAR(9)"
      " CHARACTER SET binary");
  Lines sink;
  auto source = reader();
  REQUIRE(source->read(table_of("snap4", "t"), {}, {}, sink).ok());
  CHECK(sink.lines.at(0).at(0) ==
        "a\xff"
        "b");
}

TEST_CASE("snapshot: the position never runs ahead of what is visible") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap5; CREATE TABLE snap5.t("
      "id INT AUTO_INCREMENT PRIMARY KEY)");
  std::atomic<bool> done{false};
  std::thread writer([&] {
    while (!done) {
      server.run(
          "INSERT INTO snap5.t VALUES (); INSERT INTO snap5.t VALUES ();"
          "INSERT INTO snap5.t VALUES (); INSERT INTO snap5.t VALUES ()");
    }
  });
  Table table = table_of("snap5", "t");
  auto source = reader();
  std::map<uint64_t, size_t> rows_at;  // sequence in domain 0 -> rows seen
  auto ahead = Session::open(server.endpoint());
  for (int i = 0; i < 100; ++i) {
    auto position = source->position();
    REQUIRE(position.status().message() == "");
    CHECK(position->kind == PositionKind::kMariadbGtid);
    Lines sink;
    REQUIRE(source->read(table, {}, {}, sink).ok());
    auto at = split(position->gtid, '-');
    rows_at[std::stoull(at.at(2))] = sink.lines.size();
  }
  done = true;
  writer.join();
  // Every transaction is one row: rows seen minus the sequence may only be
  // the constant of the beginning, or more (committed meanwhile).
  uint64_t last =
      std::stoull(split(server.value("SELECT @@gtid_binlog_pos"), '-').at(2));
  uint64_t total = std::stoull(server.value("SELECT COUNT(*) FROM snap5.t"));
  for (auto [sequence, rows] : rows_at) {
    REQUIRE(rows + (last - sequence) >= total);
  }
}

TEST_CASE("snapshot: interrupt ends a read, and the reader can go on") {
  MariadbServer& server = MariadbServer::shared();
  server.run(
      "CREATE OR REPLACE DATABASE snap6; USE snap6;"
      "CREATE OR REPLACE TABLE snap6.big(a INT PRIMARY KEY, b TEXT);"
      "INSERT INTO snap6.big SELECT seq, REPEAT('x', 1000) FROM "
      "seq_1_to_20000");
  Table table = table_of("snap6", "big");
  auto source = reader();
  struct Slow : Lines {
    Status row(Row cells) override {
      std::this_thread::sleep_for(std::chrono::microseconds(200));
      return Lines::row(cells);
    }
  } slow;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    source->interrupt();
  });
  Status status = source->read(table, {0}, {}, slow);
  other.join();
  CHECK(status.kind() == StatusKind::kRetry);
  Lines again;
  CHECK(source->read(table, {0}, {}, again).ok());
  CHECK(again.lines.size() == 20000);
}

TEST_CASE("snapshot: a sink that gives up ends the read at once") {
  Table table = table_of("snap6", "big");
  auto source = reader();
  Lines few;
  few.limit = 3;
  Status status = source->read(table, {0}, {}, few);
  CHECK(status.message() == "enough");
  CHECK(few.lines.size() == 3);
  Lines again;
  CHECK(source->read(table, {0}, {}, again).ok());
}

}  // namespace
}  // namespace millrace::mysql
