// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger.h"

#include <catch2/catch.hpp>

#include "mysql/fence.h"
#include "mysql/ledger_sql.h"
#include "mysql/target_support.h"
#include "mysql/write_session.h"

namespace millrace::mysql {
namespace {

std::unique_ptr<Ledger> ledger() {
  auto made = MysqlLedger::open(test::target_endpoint());
  REQUIRE(made.ok());
  REQUIRE((*made)->create().ok());
  return std::move(made).value();
}

RoadRecord road_record() {
  RoadRecord road;
  road.id = {"eu", {"shop", "o'rders"}, {"shop", "orders"}};
  road.source_table.name = road.id.from;
  road.source_table.comment = "näch \\ 'x'";
  road.source_table.columns = {Column(), Column()};
  road.asked_names = {{"id", ""}, {"o'ld \\", "x"}};
  road.road_digest = "sha256:1";
  road.created_by_us = true;
  road.rows_estimate = UINT64_MAX;
  return road;
}

}  // namespace

TEST_CASE("ledger: what is recorded is read back, and forgotten") {
  auto one = ledger();
  REQUIRE(one->forget("book", std::nullopt).ok());
  RoadRecord road = road_record();
  StreamRecord stream;
  stream.source = "eu";
  stream.error = "it's \\ over";
  stream.commit_time_us = -5;
  for (int twice = 0; twice < 2; ++twice) {
    REQUIRE(one->record_plan("book", "sha256:2").ok());
    REQUIRE(one->record_road("book", road).ok());
    REQUIRE(one->record_stream("book", stream).ok());
  }
  auto session = test::target_session();
  for (uint32_t number : {0U, 1U}) {
    ChunkRecord chunk;
    chunk.chunk.number = number;
    if (number > 0) chunk.chunk.lower = KeyBound{"a'", "b"};
    chunk.rows = 7;
    REQUIRE(insert_chunk(*session, "book", road.id, chunk).ok());
  }
  auto reader = MysqlLedgerReader::open(test::target_endpoint()).value();
  const LedgerState state = reader->read("book").value();
  REQUIRE(state.exists);
  CHECK(state.plan_digest == "sha256:2");
  const RoadRecord* found = state.road(road.id);
  REQUIRE(found);
  CHECK(found->source_table == road.source_table);
  CHECK(found->asked_names == road.asked_names);
  CHECK(found->rows_copied == 14);
  CHECK(found->rows_estimate == UINT64_MAX);
  CHECK(state.stream("eu")->error == stream.error);
  CHECK(state.stream("eu")->commit_time_us == -5);
  const auto chunks = reader->chunks("book", road.id).value();
  REQUIRE(chunks.size() == 2);
  CHECK(chunks[1].chunk.lower == KeyBound{"a'", "b"});
  REQUIRE(one->record_copied("book", road.id, {}).ok());
  CHECK(reader->read("book").value().roads[0].copied);
  REQUIRE(one->record_stream_error("book", "eu", "x").ok());
  REQUIRE(one->forget_stream("book", "eu").ok());
  REQUIRE(one->forget("book", road.id).ok());
  CHECK(reader->chunks("book", road.id).value().empty());
  REQUIRE(one->forget("book", std::nullopt).ok());
  CHECK_FALSE(reader->read("book").value().exists);
}

TEST_CASE("ledger: what tables were made for is kept, and roads move") {
  auto one = ledger();
  REQUIRE(one->forget("moves", std::nullopt).ok());
  REQUIRE(one->record_plan("moves", "sha256:2").ok());
  const RoadRecord road = road_record();
  REQUIRE(one->record_road("moves", road).ok());
  auto session = test::target_session();
  ChunkRecord chunk;
  chunk.rows = 7;
  REQUIRE(insert_chunk(*session, "moves", road.id, chunk).ok());
  AppliedTable applied;
  applied.desired.name = road.id.to;
  applied.desired.comment = "it's \\ \"ours\"";
  applied.roads.push_back(
      {road.id.source, road.id.from, road.source_table, "{\"a\": 1}"});
  for (int twice = 0; twice < 2; ++twice) {
    REQUIRE(one->record_table("moves", applied).ok());
  }
  AppliedTable other = applied;
  other.desired.name = {"Shop", "orders"};  // case tells them apart
  REQUIRE(one->record_table("moves", other).ok());
  LedgerState state = one->read("moves").value();
  REQUIRE(state.tables.size() == 2);
  CHECK(state.tables[0] == other);
  CHECK(state.tables[1] == applied);
  REQUIRE(one->forget_table("moves", other.desired.name).ok());

  const RoadId to{"eu", road.id.from, {"sales", "it's \"sold\""}};
  for (int twice = 0; twice < 2; ++twice) {
    REQUIRE(one->move_road("moves", road.id, to).ok());
  }
  REQUIRE(one->move_road("moves", to, to).ok());
  state = one->read("moves").value();
  REQUIRE(state.roads.size() == 1);
  RoadRecord moved = road;
  moved.id = to;
  moved.rows_copied = 7;
  moved.chunks_done = 1;
  CHECK(state.roads[0] == moved);
  CHECK(one->chunks("moves", to).value().size() == 1);
  // Writers find the road where it is now.
  REQUIRE_FALSE(insert_chunk(*session, "moves", road.id, chunk).ok());
  chunk.chunk.number = 1;
  REQUIRE(insert_chunk(*session, "moves", to, chunk).ok());

  REQUIRE(one->record_table("moves", applied).ok());
  REQUIRE(one->forget("moves", road.id).ok());
  CHECK(one->read("moves").value().tables.empty());
  REQUIRE(one->record_table("moves", applied).ok());
  REQUIRE(one->forget("moves", std::nullopt).ok());
  CHECK(one->read("moves").value() == LedgerState());
}

TEST_CASE("ledger: one of an earlier release is read as it is") {
  auto one = ledger();
  auto session = test::target_session();
  REQUIRE(session->run("DROP TABLE millrace.`tables`", "x").ok());
  REQUIRE(one->forget("old", std::nullopt).ok());
  REQUIRE(one->record_plan("old", "sha256:2").ok());
  CHECK(one->read("old").value().exists);
  REQUIRE(one->forget("old", road_record().id).ok());
  REQUIRE(one->create().ok());
  CHECK(applied_tables_there(*session).value());
  REQUIRE(one->forget("old", std::nullopt).ok());
}

// The first chunk in the time looked at says only when the others began.
TEST_CASE("ledger: how fast chunks came of late, also of an earlier release") {
  auto one = ledger();
  auto session = test::target_session();
  const RoadRecord road = road_record();
  REQUIRE(one->forget("pace", std::nullopt).ok());
  REQUIRE(one->record_plan("pace", "sha256:2").ok());
  REQUIRE(one->record_road("pace", road).ok());
  const auto add = [&](uint32_t number, uint64_t rows) {
    ChunkRecord chunk;
    chunk.chunk.number = number;
    chunk.rows = rows;
    chunk.bytes = rows * 10;
    REQUIRE(insert_chunk(*session, "pace", road.id, chunk).ok());
  };
  CHECK(one->pace("pace").value().roads.empty());
  for (uint32_t i = 0; i < 3; ++i) add(i, 5 + i);
  REQUIRE(one->record_repeated("pace", road.id).ok());
  const CopyPace pace = one->pace("pace").value();
  REQUIRE(pace.road(road.id) != nullptr);
  CHECK(pace.road(road.id)->rows == 13);
  CHECK(pace.road(road.id)->bytes == 130);
  CHECK(pace.road(road.id)->chunks_repeated == 1);
  for (const char* sql :
       {"ALTER TABLE millrace.chunks DROP COLUMN done_at",
        "ALTER TABLE millrace.roads DROP COLUMN chunks_repeated"}) {
    REQUIRE(session->run(sql, "x").ok());
  }
  CHECK(one->pace("pace").value().roads.empty());
  add(3, 5);
  REQUIRE(one->create().ok());
  CHECK(one->pace("pace").value().roads.empty());  // done long ago
  add(4, 5);
  add(5, 6);
  CHECK(one->pace("pace").value().road(road.id)->rows == 6);
  REQUIRE(one->forget("pace", std::nullopt).ok());
}

TEST_CASE("ledger: one run per plan") {
  auto first = ledger();
  auto second = ledger();
  REQUIRE(first->lock("lock", 0).ok());
  CHECK(first->check_lock().ok());
  const Status refused = second->lock("lock", 0);
  CHECK(refused.code() == "S105");
  CHECK(second->lock("other", 0).ok());
  CHECK(second->lock_holder("lock").value().find("root") != std::string::npos);
  first.reset();
  CHECK(second->lock("lock", 5000).ok());
}

TEST_CASE("ledger: a new run ends the writers of a dead one") {
  auto first = ledger();
  REQUIRE(first->lock("late", 0).ok());
  auto writer = open_write_session(test::target_endpoint(), "late").value();
  REQUIRE(writer.session
              ->run("CREATE TABLE IF NOT EXISTS millrace.late "
                    "(id INT PRIMARY KEY) ENGINE=InnoDB",
                    "x")
              .ok());
  REQUIRE(writer.session->run("DELETE FROM millrace.late", "x").ok());
  REQUIRE(writer.session->begin().ok());
  REQUIRE(
      writer.session->run("INSERT INTO millrace.late VALUES (1)", "x").ok());
  first.reset();
  auto second = ledger();
  REQUIRE(second->lock("late", 2000).ok());
  CHECK(writer.session->commit().kind() == StatusKind::kRetry);
  auto session = test::target_session();
  CHECK(session->value("SELECT COUNT(*) FROM millrace.late", "x").value() ==
        "0");
}

}  // namespace millrace::mysql
