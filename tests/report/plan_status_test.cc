// SPDX-License-Identifier: Apache-2.0
#include "report/plan_status.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

const RoadId kOrders{"eu", {"shop", "orders"}, {"sales", "orders"}};
const RoadId kItems{"eu", {"shop", "items"}, {"sales", "items"}};

Position gtid(const char* text) {
  Position p;
  p.kind = PositionKind::kMariadbGtid;
  p.gtid = text;
  return p;
}

StatusInput input_with_copy() {
  StatusInput input;
  input.plan = "shop";
  input.ledger.exists = true;
  RoadRecord road;
  road.id = kOrders;
  road.rows_estimate = 100;
  road.chunks_estimate = 12;
  road.rows_copied = 40;
  road.chunks_done = 5;
  input.ledger.roads.push_back(road);
  StreamRecord stream;
  stream.source = "eu";
  stream.position = gtid("0-1-5");
  stream.commit_time_us = 1'000'000;
  input.ledger.streams.push_back(stream);
  input.sources["eu"] = {gtid("0-1-5"), ""};
  input.now_us = 4'500'000;
  return input;
}

TEST_CASE("status: before the first apply every table is in phase schema") {
  StatusInput input;
  input.plan = "shop";
  input.roads = {kOrders, kItems};
  const PlanStatus status = make_status(input);
  CHECK(status.phase == "schema");
  REQUIRE(status.tables.size() == 2);
  CHECK(status.tables[0].road == kItems);  // sorted
  CHECK(status.tables[0].phase == "schema");
  CHECK(status.streams.empty());
}

TEST_CASE("status: a table is copied, then streams; the last one tells") {
  StatusInput input = input_with_copy();
  CHECK(make_status(input).tables[0].phase == "copy");
  CHECK(make_status(input).tables[0].chunks == 12);
  input.ledger.roads[0].copied = true;
  input.ledger.roads[0].chunks_done = 7;  // estimates may be wrong
  const PlanStatus done = make_status(input);
  CHECK(done.tables[0].phase == "stream");
  CHECK(done.tables[0].chunks == 7);
  CHECK(done.phase == "stream");
  input.roads = {kItems};  // selected since
  CHECK(make_status(input).phase == "schema");
  CHECK(make_status(input).tables.size() == 2);
}

TEST_CASE("status: without a stream a copied table stays in phase copy") {
  StatusInput input = input_with_copy();
  input.ledger.roads[0].copied = true;
  input.ledger.streams.clear();
  CHECK(make_status(input).tables[0].phase == "copy");
}

TEST_CASE("status: caught up means no lag, whenever the last commit was") {
  const PlanStatus status = make_status(input_with_copy());
  REQUIRE(status.streams.size() == 1);
  CHECK(status.streams[0].caught_up);
  REQUIRE(status.streams[0].lag_seconds.has_value());
  CHECK(*status.streams[0].lag_seconds == 0);
}

TEST_CASE("status: behind, lag is the age of the last applied commit") {
  StatusInput input = input_with_copy();
  input.sources["eu"].position = gtid("0-1-9");
  const StreamStatus behind = make_status(input).streams[0];
  CHECK_FALSE(behind.caught_up);
  CHECK(*behind.lag_seconds == Approx(3.5));
  input.now_us = 0;  // a clock that is behind the source's
  CHECK(*make_status(input).streams[0].lag_seconds == 0);
  input.ledger.streams[0].commit_time_us = 0;  // nothing applied yet
  CHECK_FALSE(make_status(input).streams[0].lag_seconds.has_value());
}

TEST_CASE("status: a source that gives no position is never caught up") {
  StatusInput input = input_with_copy();
  input.sources["eu"] = {{}, "connection refused"};
  const StreamStatus stream = make_status(input).streams[0];
  CHECK_FALSE(stream.caught_up);
  CHECK(stream.source_error == "connection refused");
}

TEST_CASE("status: positions that cannot be compared are an error") {
  StatusInput input = input_with_copy();
  input.sources["eu"].position.kind = PositionKind::kFile;
  input.sources["eu"].position.file = "bin.000001";
  const StreamStatus stream = make_status(input).streams[0];
  CHECK_FALSE(stream.caught_up);
  CHECK_FALSE(stream.source_error.empty());
}

}  // namespace
}  // namespace millrace
