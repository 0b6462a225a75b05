// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger_sql.h"

#include <catch2/catch.hpp>

#include "mysql/ledger.h"
#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("ledger sql: bounds of any bytes come back") {
  for (const KeyBound& bound :
       {KeyBound{"1"}, KeyBound{"a;b", std::string("\0x", 2)}, KeyBound{""},
        KeyBound{}}) {
    CHECK(bound_from_text(bound_text(bound)) == bound);
  }
}

TEST_CASE("ledger sql: lines of different names are different") {
  const RoadId road{"s", {"a", "b"}, {"c", "d"}};
  RoadId other = road;
  other.from = {"ab", ""};
  CHECK(road_id("p", road) != road_id("p", other));
  CHECK(road_id("p", road) != road_id("ps", road));
  CHECK(plan_id("p") != stream_id("p", ""));
}

TEST_CASE("ledger sql: a chunk is written once, and only to its road") {
  auto ledger = MysqlLedger::open(test::target_endpoint()).value();
  REQUIRE(ledger->create().ok());
  REQUIRE(ledger->forget("sql", std::nullopt).ok());
  RoadRecord road;
  road.id = {"s", {"a", "b"}, {"c", "d"}};
  auto session = test::target_session();
  ChunkRecord chunk;
  chunk.chunk.upper = KeyBound{"9"};
  CHECK(insert_chunk(*session, "sql", road.id, chunk).kind() ==
        StatusKind::kBroken);
  REQUIRE(ledger->record_road("sql", road).ok());
  CHECK(insert_chunk(*session, "sql", road.id, chunk).ok());
  CHECK(insert_chunk(*session, "sql", road.id, chunk)
            .message()
            .find("another run") != std::string::npos);
  StreamRecord stream;
  stream.source = "s";
  CHECK(advance_stream(*session, "sql", stream).kind() == StatusKind::kBroken);
  REQUIRE(ledger->record_stream("sql", stream).ok());
  CHECK(advance_stream(*session, "sql", stream).ok());
  CHECK(advance_stream(*session, "sql", stream).ok());  // nothing new: found
}

}  // namespace millrace::mysql
