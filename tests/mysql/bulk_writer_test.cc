// SPDX-License-Identifier: Apache-2.0
#include "mysql/bulk_writer.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/ledger.h"
#include "mysql/packed_rows.h"
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
  RowPacker encoder(shape_of_t());
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

// The ways in which rows reach a server, by what its variables allow; bulk
// statements only where the server knows them.
struct Way {
  const char* name;
  const char* binlog_format;
  const char* local_infile;
};
constexpr Way kWays[] = {{"bulk statements", "ROW", "ON"},
                         {"LOAD DATA", "STATEMENT", "ON"},
                         {"INSERT", "STATEMENT", "OFF"}};

std::unique_ptr<BulkWriter> writer_by(Session& session, const Way& way) {
  const auto set = [&](const char* format, const char* local) {
    REQUIRE(session.run(cat("SET GLOBAL binlog_format=", format), "x").ok());
    REQUIRE(session.run(cat("SET GLOBAL local_infile=", local), "x").ok());
  };
  set(way.binlog_format, way.local_infile);
  auto writer = MysqlBulkWriter::open(test::target_endpoint(), "bulk");
  set("ROW", "ON");
  REQUIRE(writer.ok());
  return std::move(writer).value();
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
  RowPacker encoder(shape);
  REQUIRE(encoder.encode(test::cells({"1", "no", "a"}), rows).ok());
  REQUIRE(encoder.encode(test::cells({"2", nullptr, nullptr}), rows).ok());
  for (int id = 3; id < 1000; ++id) {
    const std::string number = cat(id);
    const std::vector<Cell> row = {Cell::of(number), Cell::of("no"),
                                   Cell::of("b")};
    REQUIRE(encoder.encode(row, rows).ok());
  }
  uint32_t number = 0;
  for (const Way& way : kWays) {
    INFO(way.name);
    REQUIRE(session->run("DELETE FROM bulk.t", "x").ok());
    auto writer = writer_by(*session, way);
    REQUIRE(writer->begin(shape).ok());
    CHECK(writer->write(rows).message() == "");
    ChunkRecord done;
    done.chunk.number = number++;
    CHECK(writer->commit("bulk", kRoad, done).message() == "");
    CHECK(session
              ->value("SELECT GROUP_CONCAT(id, c, IFNULL(v, '-') ORDER BY "
                      "id) FROM bulk.t WHERE id < 3",
                      "x")
              .value() == "11!a,22!-");
    CHECK(session
              ->value("SELECT COUNT(*) FROM bulk.t WHERE c=CONCAT(id,'!')", "x")
              .value() == "999");
  }
}

TEST_CASE("bulk writer: a column of which no row says anything has its rows") {
  auto session = fresh_table();
  REQUIRE(session
              ->run("ALTER TABLE bulk.t DROP PRIMARY KEY, MODIFY id INT NULL, "
                    "ADD COLUMN c INT AS (id) STORED",
                    "x")
              .ok());
  WriteShape shape;
  shape.table = {"bulk", "t"};
  shape.columns = {test::write_column("c", "int")};
  shape.columns[0].computed = true;
  std::string rows;
  RowPacker encoder(shape);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(encoder.encode(test::cells({"1"}), rows).ok());
  }
  int written = 0;
  for (const Way& way : kWays) {
    auto writer = writer_by(*session, way);
    REQUIRE(writer->begin(shape).ok());
    CHECK(writer->write(rows).message() == "");
    ChunkRecord done;
    done.chunk.number = static_cast<uint32_t>(written);
    CHECK(writer->commit("bulk", kRoad, done).message() == "");
    written += 3;
    CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() ==
          cat(written));
  }
}

TEST_CASE("bulk writer: rows beyond a packet go in several, a giant alone") {
  auto session = fresh_table();
  auto small = test::target_session();
  const std::string before =
      session->value("SELECT @@GLOBAL.max_allowed_packet", "x").value();
  REQUIRE(session->run("SET GLOBAL max_allowed_packet=65536", "x").ok());
  WriteShape shape;
  shape.table = {"bulk", "t"};
  shape.columns = {test::write_column("id", "int"),
                   test::write_column("b", "blob")};
  std::string rows;
  RowPacker encoder(shape);
  size_t bytes = 0;
  for (int id = 0; id < 100; ++id) {
    const std::string number = cat(id);
    const std::string blob(id == 50 ? 65535 : 37 * id, '\t');
    const std::vector<Cell> row = {Cell::of(number), Cell::of(blob)};
    bytes += blob.size();
    REQUIRE(encoder.encode(row, rows).ok());
  }
  auto writer = writer_by(*session, kWays[0]);
  REQUIRE(writer->begin(shape).ok());
  CHECK(writer->write(rows).message() == "");
  CHECK(writer->commit("bulk", kRoad, {}).message() == "");
  REQUIRE(
      session->run(cat("SET GLOBAL max_allowed_packet=", before), "x").ok());
  CHECK(session->value("SELECT SUM(LENGTH(b)) FROM bulk.t", "x").value() ==
        cat(bytes));
  CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() == "100");
}

TEST_CASE("bulk writer: awkward values, whichever way they go") {
  for (const Way& way : kWays) {
    INFO(way.name);
    auto session = fresh_table();
    auto writer = writer_by(*session, way);
    REQUIRE(writer->begin(shape_of_t()).ok());
    CHECK(writer->write(rows_text(0, 300)).message() == "");
    CHECK(writer->write("").ok());
    CHECK(writer->commit("bulk", kRoad, {}).message() == "");
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
  WriteShape shape;
  shape.table = {"bulk", "t"};
  shape.columns = {test::write_column("id", "int"),
                   test::write_column("l", "varchar(90) character set latin1")};
  RowPacker encoder(shape);
  std::string no_latin1;
  for (int id = 0; id < 1000; ++id) {
    const std::string number = cat(id);
    const std::vector<Cell> row = {Cell::of(number),
                                   Cell::of(id == 999 ? "😀" : "x")};
    REQUIRE(encoder.encode(row, no_latin1).ok());
  }
  for (const Way& way : kWays) {
    INFO(way.name);
    auto session = fresh_table();
    for (const int count : {1, 300}) {
      auto writer = writer_by(*session, way);
      REQUIRE(writer->begin(shape_of_t()).ok());
      REQUIRE(writer->write(rows_text(1, count)).ok());
      const Status twice = writer->write(rows_text(1, count));
      CHECK_FALSE(twice.ok());
      CHECK(twice.message().find("bulk.t") != std::string::npos);
      writer->rollback();
      CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() == "0");
    }
    auto writer = writer_by(*session, way);
    REQUIRE(writer->begin(shape).ok());
    CHECK_FALSE(writer->write(no_latin1).ok());
    writer->rollback();
    CHECK(session->value("SELECT COUNT(*) FROM bulk.t", "x").value() == "0");
  }
}

}  // namespace millrace::mysql
