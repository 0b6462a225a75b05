// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

Position position_at(const std::string& gtid) {
  Position position;
  position.kind = PositionKind::kMysqlGtid;
  position.gtid = gtid;
  return position;
}

WriteShape one_column() {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer")};
  return shape;
}

bool mentions(const Status& status, const std::string& word) {
  return status.message().find(word) != std::string::npos;
}

}  // namespace

TEST_CASE("ledger: a database without one reads as empty") {
  PostgresServer& server = PostgresServer::shared();
  Endpoint endpoint = server.endpoint(server.new_database());
  auto reader = PostgresReading().ledger_reader(endpoint);
  REQUIRE(reader.ok());
  auto state = (*reader)->read("shop");
  REQUIRE(state.ok());
  CHECK_FALSE(state->exists);
  auto holder = (*reader)->lock_holder("shop");
  REQUIRE(holder.ok());
  CHECK(*holder == "");
  CHECK(server.value("SELECT count(*) FROM pg_namespace WHERE nspname = "
                     "'millrace'",
                     endpoint.database) == "0");
}

TEST_CASE("ledger: what is recorded is read back") {
  WriterFixture f;
  f.done(f.ledger->create());  // again: no harm
  RoadRecord road;
  road.id = {"eu", {"sh'op", "or\"ders"}, {"s", "t"}};
  road.source_table.name = road.id.from;
  road.source_table.comment = "it's";
  road.source_table.columns = {Column(), Column()};
  road.asked_names = {{"id", ""}, {"o'ld \\", "x"}};
  road.road_digest = "sha256:2";
  road.created_by_us = true;
  road.rows_estimate = 7;
  road.chunks_estimate = 2;
  road.start = position_at("6ccd780c-baba-1026-9564-5b8c656024db:1-5");
  f.done(f.ledger->record_road(f.plan, road));
  auto end = position_at("6ccd780c-baba-1026-9564-5b8c656024db:1-9");
  f.done(f.ledger->record_copied(f.plan, road.id, end));
  f.done(f.ledger->record_stream_error(f.plan, "eu", "S201: stopped"));
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  CHECK(state->exists);
  CHECK(state->plan_digest == "sha256:1");
  REQUIRE(state->roads.size() == 2);
  const RoadRecord* read = state->road(road.id);
  REQUIRE(read != nullptr);
  CHECK(read->source_table == road.source_table);
  CHECK(read->asked_names == road.asked_names);
  CHECK(read->start == road.start);
  CHECK(read->copy_end == end);
  CHECK(read->copied);
  CHECK(read->created_by_us);
  CHECK(state->stream("eu")->error == "S201: stopped");
  CHECK_FALSE(f.ledger->record_copied(f.plan, {}, end).ok());
}

TEST_CASE("ledger: chunks keep bounds of any bytes, and are counted") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int)");
  auto writer = f.bulk();
  ChunkRecord chunk;
  chunk.chunk.number = 3;
  chunk.chunk.lower = KeyBound{"", std::string("\0\xff\\\"{},x", 8)};
  chunk.chunk.upper = KeyBound{"xx", "NULL"};
  chunk.rows = 2;
  chunk.bytes = 4;
  WriteShape shape = one_column();
  f.done(writer->begin(shape));
  const OwnedRows rows({Values{"1"}, Values{"2"}});
  f.done(writer->write(f.encoded(shape, rows.rows())));
  f.done(writer->commit(f.plan, f.road, chunk));
  auto chunks = f.ledger->chunks(f.plan, f.road);
  REQUIRE(chunks.ok());
  REQUIRE(chunks->size() == 1);
  CHECK((*chunks)[0].chunk.lower == chunk.chunk.lower);
  CHECK((*chunks)[0].chunk.upper == chunk.chunk.upper);
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  CHECK(state->road(f.road)->chunks_done == 1);
  CHECK(state->road(f.road)->rows_copied == 2);
}

TEST_CASE("ledger: a chunk written twice is broken and leaves no rows") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int)");
  OwnedRows rows({Values{"1"}});
  f.done(f.copy(one_column(), rows.rows()));
  CHECK(f.copy(one_column(), rows.rows()).kind() == StatusKind::kBroken);
  CHECK(f.value("SELECT count(*) FROM s.t") == "1");
}

TEST_CASE("ledger: a forgotten road or stream takes no progress") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int)");
  auto changes = f.changes();
  f.done(f.ledger->forget(f.plan, std::nullopt));
  OwnedRows rows({Values{"1"}});
  CHECK(f.copy(one_column(), rows.rows()).kind() == StatusKind::kBroken);
  WriteShape shape = one_column();
  CHECK(f.apply(*changes, {&shape, {}, rows.rows()}).kind() ==
        StatusKind::kBroken);
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
  CHECK_FALSE(f.ledger->read(f.plan)->exists);
}

TEST_CASE("ledger: one run per plan, the second is told who holds it") {
  WriterFixture f;
  auto other = f.writing.ledger(f.endpoint);
  REQUIRE(other.ok());
  Status status = (*other)->lock(f.plan, 200);
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.code() == "S105");
  CHECK(mentions(status, "millrace"));
  f.done((*other)->lock("another plan", 200));
  f.done(f.ledger->check_lock());
  auto reader = f.reading.ledger_reader(f.endpoint);
  REQUIRE(reader.ok());
  CHECK((*reader)->lock_holder(f.plan).value() != "");
  CHECK((*reader)->read(f.plan)->exists);
  f.ledger.reset();
  f.done((*other)->lock(f.plan, 2000));
}

TEST_CASE("ledger: writers of an earlier run are gone before a new one") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int)");
  auto late = f.bulk();
  WriteShape shape = one_column();
  f.done(late->begin(shape));
  const OwnedRows rows({Values{"1"}});
  f.done(late->write(f.encoded(shape, rows.rows())));
  f.ledger.reset();  // the run dies, its writer lives on
  auto next = f.writing.ledger(f.endpoint);
  REQUIRE(next.ok());
  f.done((*next)->lock(f.plan, 1000));
  ChunkRecord chunk;
  CHECK_FALSE(late->commit(f.plan, f.road, chunk).ok());
  late->rollback();
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
  f.bulk();  // the new run's own
}

TEST_CASE("ledger: a run that lost its lock opens no writers any more") {
  WriterFixture f;
  f.run(
      "SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE locktype = "
      "'advisory' AND database = (SELECT oid FROM pg_database WHERE "
      "datname = current_database())");
  CHECK(f.ledger->check_lock().kind() == StatusKind::kRetry);
  auto writer = f.writing.bulk_writer(f.endpoint, f.plan);
  CHECK(writer.status().kind() == StatusKind::kRetry);
}

TEST_CASE("ledger: a newer format is refused") {
  WriterFixture f;
  f.run("UPDATE millrace.format SET version = 99");
  auto state = f.ledger->read(f.plan);
  CHECK(state.status().kind() == StatusKind::kRefused);
  CHECK(mentions(state.status(), "99"));
}

TEST_CASE("ledger: applied tables are kept, replaced, forgotten") {
  WriterFixture f;
  AppliedTable table;
  table.desired.name = {"s", "it's \"t\""};
  table.roads = {{"eu", {"shop", "t"}, {}, "{}"}};
  f.done(f.ledger->record_table(f.plan, table));
  table.desired.comment = "again";
  f.done(f.ledger->record_table(f.plan, table));
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  REQUIRE(state->tables.size() == 1);
  CHECK(state->tables[0] == table);
  CHECK(f.ledger->read("another plan")->tables.empty());
  f.done(f.ledger->forget_table(f.plan, table.desired.name));
  CHECK(f.ledger->read(f.plan)->tables.empty());
}

TEST_CASE("ledger: one of an earlier release, without applied tables") {
  WriterFixture f;
  f.run("DROP TABLE millrace.tables");
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  CHECK(state->roads.size() == 1);
  CHECK(state->tables.empty());
  f.done(f.ledger->create());
  AppliedTable table;
  table.desired.name = f.road.to;
  f.done(f.ledger->record_table(f.plan, table));
  CHECK(f.ledger->read(f.plan)->tables.size() == 1);
  f.run("DROP TABLE millrace.tables");
  f.done(f.ledger->forget(f.plan, f.road));
  f.done(f.ledger->forget(f.plan, std::nullopt));
}

namespace {

void commit_chunk(WriterFixture& f, uint32_t number, uint64_t rows) {
  auto writer = f.bulk();
  ChunkRecord chunk;
  chunk.chunk.number = number;
  chunk.rows = rows;
  chunk.bytes = rows * 10;
  f.done(writer->commit(f.plan, f.road, chunk));
}

}  // namespace

// The first chunk in the time looked at says only when the others began.
TEST_CASE("ledger: how fast chunks came of late, and how many were repeated") {
  WriterFixture f;
  REQUIRE(f.ledger->pace(f.plan).ok());
  CHECK(f.ledger->pace(f.plan)->roads.empty());
  for (uint32_t i = 0; i < 3; ++i) commit_chunk(f, i, 5 + i);
  f.done(f.ledger->record_repeated(f.plan, f.road));
  f.done(f.ledger->record_repeated(f.plan, f.road));
  const CopyPace pace = f.ledger->pace(f.plan).value();
  REQUIRE(pace.road(f.road) != nullptr);
  CHECK(pace.road(f.road)->rows == 13);
  CHECK(pace.road(f.road)->bytes == 130);
  CHECK(pace.road(f.road)->chunks_repeated == 2);
  f.run("UPDATE millrace.chunks SET done_at = done_at - interval '1 hour'");
  const CopyPace old = f.ledger->pace(f.plan).value();
  CHECK(old.seconds == 0);
  CHECK(old.road(f.road)->rows == 0);
  CHECK(old.road(f.road)->chunks_repeated == 2);
}

TEST_CASE("ledger: one of an earlier release notes no pace until apply") {
  WriterFixture f;
  commit_chunk(f, 0, 5);
  f.run("ALTER TABLE millrace.chunks DROP COLUMN done_at");
  f.run("ALTER TABLE millrace.roads DROP COLUMN chunks_repeated");
  commit_chunk(f, 1, 5);
  CHECK(f.ledger->pace(f.plan).value().roads.empty());
  CHECK(f.ledger->read(f.plan)->road(f.road)->chunks_done == 2);
  f.done(f.ledger->create());
  CHECK(f.ledger->pace(f.plan).value().roads.empty());  // done long ago
  commit_chunk(f, 2, 5);
  commit_chunk(f, 3, 6);
  CHECK(f.ledger->pace(f.plan).value().road(f.road)->rows == 6);
}

TEST_CASE("ledger: a renamed road keeps its chunks") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int)");
  OwnedRows rows({Values{"1"}});
  f.done(f.copy(one_column(), rows.rows()));
  RoadId to = f.road;
  to.to = {"other", "name"};
  f.done(f.ledger->move_road(f.plan, f.road, to));
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  CHECK(state->road(f.road) == nullptr);
  REQUIRE(state->road(to) != nullptr);
  CHECK(state->road(to)->rows_copied == 1);
  CHECK(f.ledger->chunks(f.plan, to)->size() == 1);
  f.done(f.ledger->move_road(f.plan, f.road, to));  // again: no harm
}
