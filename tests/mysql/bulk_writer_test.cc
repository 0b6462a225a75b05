// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_writer.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/ledger.h"
#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

const std::string kAwkward("ä😀'\"\\\t\n\r\0\x1a", 16);
const RoadId kRoad{"s", {"bulk", "t"}, {"bulk", "t"}};

WriteShape shape_of_t() {
  WriteShape shape;
  shape.table = {"bulk", "t"};
  shape.columns = {test::write_column("id", "int"),
                   test::write_column("v", "varchar(90) character set utf8mb4"),
                   test::write_column("l", "varchar(90) character set latin1"),
                   test::write_column("u", "varchar(90) character set utf16"),
                   test::write_column("b", "blob"),
                   test::write_column("n", "bit(12)"),
                   test::write_column("f", "float"),
                   test::write_column("d", "datetime(3)"),
                   test::write_column("j", "json"),
                   test::write_column("g", "point")};
  shape.key = {0};
  return shape;
}

std::unique_ptr<Session> fresh_table() {
  auto session = test::target_session();
  REQUIRE(session->run("DROP DATABASE IF EXISTS bulk", "x").ok());
  REQUIRE(session->run("CREATE DATABASE bulk", "x").ok());
  REQUIRE(session
              ->run("CREATE TABLE bulk.t (id INT PRIMARY KEY, v VARCHAR(90) "
                    "CHARACTER SET utf8mb4, l VARCHAR(90) CHARACTER SET "
                    "latin1, u VARCHAR(90) CHARACTER SET utf16, b BLOB, n "
                    "BIT(12), f FLOAT, d DATETIME(3), j JSON, g POINT) "
                    "ENGINE=InnoDB",
                    "x")
              .ok());
  auto ledger = MysqlLedger::open(test::target_endpoint()).value();
  REQUIRE(ledger->create().ok());
  REQUIRE(ledger->forget("bulk", std::nullopt).ok());
  RoadRecord road;
  road.id = kRoad;
  REQUIRE(ledger->record_road("bulk", road).ok());
  return session;
}

std::string rows_text(int from, int count) {
  LoadEncoder encoder(shape_of_t());
  std::string point(25, '\0');
  point[4] = 1;
  point[5] = 1;
  std::string out;
  for (int i = from; i < from + count; ++i) {
    const std::string id = std::to_string(i);
    const std::vector<Cell> row = {Cell::of(id),
                                   Cell::of(kAwkward),
                                   Cell::of("é'\\"),
                                   Cell::of("ä😀"),
                                   Cell::of(kAwkward),
                                   Cell::of("100000000001"),
                                   Cell::of("3.4028235e+38"),
                                   Cell::of("0000-00-00 00:00:00.000"),
                                   Cell::of("{\"a\": \"\\\\ é\"}"),
                                   Cell::of(point)};
    REQUIRE(encoder.encode(row, out).ok());
  }
  return out;
}

std::string one(Session& session, const std::string& expression) {
  return session.value("SELECT " + expression + " FROM bulk.t WHERE id=1", "x")
      .value();
}

void check_row(Session& session) {
  CHECK(one(session, "v") == kAwkward);
  CHECK(one(session, "HEX(l)") == "E9275C");
  CHECK(one(session, "HEX(u)") == "00E4D83DDE00");
  CHECK(one(session, "b") == kAwkward);
  CHECK(one(session, "BIN(n)") == "100000000001");
  CHECK(one(session, "f*1e0") == "3.4028234663852886e38");
  CHECK(one(session, "d") == "0000-00-00 00:00:00.000");
  CHECK(one(session, "j") == "{\"a\": \"\\\\ é\"}");
  CHECK(one(session, "ST_AsText(g)") == "POINT(0 0)");
}

}  // namespace

TEST_CASE("bulk writer: what the target computes is not written") {
  auto session = fresh_table();
  REQUIRE(session
              ->run("ALTER TABLE bulk.t ADD COLUMN c VARCHAR(99) CHARACTER SET "
                    "latin1 AS (CONCAT(id, '!')) STORED AFTER id",
                    "x")
              .ok());
  WriteShape shape;
  shape.table = {"bulk", "t"};
  shape.columns = {
      test::write_column("id", "int"),
      test::write_column("c", "varchar(99) character set latin1"),
      test::write_column("v", "varchar(90) character set utf8mb4")};
  shape.columns[1].computed = true;
  shape.key = {0};
  std::string rows;
  LoadEncoder encoder(shape);
  REQUIRE(encoder.encode(test::cells({"1", "no", "a"}), rows).ok());
  REQUIRE(encoder.encode(test::cells({"2", nullptr, nullptr}), rows).ok());
  uint32_t number = 0;
  for (const char* loads : {"ON", "OFF"}) {
    REQUIRE(session->run("DELETE FROM bulk.t", "x").ok());
    REQUIRE(session->run(cat("SET GLOBAL local_infile=", loads), "x").ok());
    auto writer =
        MysqlBulkWriter::open(test::target_endpoint(), "bulk").value();
    REQUIRE(writer->begin(shape).ok());
    CHECK(writer->write(rows).message() == "");
    ChunkRecord done;
    done.chunk.number = number++;
    CHECK(writer->commit("bulk", kRoad, done).message() == "");
    CHECK(session
              ->value("SELECT GROUP_CONCAT(id, c, IFNULL(v, '-') ORDER BY "
                      "id) FROM bulk.t",
                      "x")
              .value() == "11!a,22!-");
  }
  REQUIRE(session->run("SET GLOBAL local_infile=ON", "x").ok());
}

TEST_CASE("bulk writer: awkward values, by LOAD DATA and by INSERT") {
  for (const char* local : {"ON", "OFF"}) {
    INFO("local_infile " << local);
    auto session = fresh_table();
    REQUIRE(session->run(std::string("SET GLOBAL local_infile=") + local, "x")
                .ok());
    auto opened = MysqlBulkWriter::open(test::target_endpoint(), "bulk");
    REQUIRE(session->run("SET GLOBAL local_infile=ON", "x").ok());
    REQUIRE(opened.ok());
    REQUIRE((*opened)->begin(shape_of_t()).ok());
    CHECK((*opened)->write(rows_text(0, 300)).message() == "");
    CHECK((*opened)->write("").ok());
    CHECK((*opened)->commit("bulk", kRoad, {}).message() == "");
    CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() == "300");
    CHECK(session
              ->value("SELECT COUNT(*) FROM millrace.chunks c JOIN "
                      "millrace.roads r USING (id) WHERE r.plan='bulk'",
                      "x")
              .value() == "1");
    check_row(*session);
  }
}

TEST_CASE("bulk writer: nothing is skipped or changed silently") {
  auto session = fresh_table();
  auto writer = MysqlBulkWriter::open(test::target_endpoint(), "bulk").value();
  REQUIRE(writer->begin(shape_of_t()).ok());
  REQUIRE(writer->write(rows_text(1, 1)).ok());
  const Status twice = writer->write(rows_text(1, 1));
  CHECK_FALSE(twice.ok());
  CHECK(twice.message().find("bulk.t") != std::string::npos);
  writer->rollback();
  CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() == "0");
  REQUIRE(writer->begin(shape_of_t()).ok());
  CHECK_FALSE(writer->write("7\tx\t😀\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\t\\N\n")
                  .ok());  // latin1 has no such character
  writer->rollback();
}

}  // namespace millrace::mysql
