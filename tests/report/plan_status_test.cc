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
  input.sources["eu"] = {gtid("0-1-5"), "", 0};
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

// `apply --until schema`: the tables were made, and status showed none.
TEST_CASE("status: a table that was made is in phase schema") {
  StatusInput input;
  input.ledger.exists = true;
  AppliedTable made;
  made.desired.name = kOrders.to;
  made.roads.resize(1);
  made.roads[0].source = kOrders.source;
  made.roads[0].from = kOrders.from;
  input.ledger.tables = {made};
  const PlanStatus status = make_status(input);
  REQUIRE(status.tables.size() == 1);
  CHECK(status.tables[0].road == kOrders);
  CHECK(status.tables[0].phase == "schema");
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

TEST_CASE("status: behind by the age of the first commit that is missing") {
  StatusInput input = input_with_copy();
  input.sources["eu"].position = gtid("0-1-9");
  input.sources["eu"].waiting_since_us = 3'000'000;
  const StreamStatus behind = make_status(input).streams[0];
  CHECK_FALSE(behind.caught_up);
  CHECK(*behind.lag_seconds == Approx(1.5));
  input.now_us = 0;  // a clock that is behind the source's
  CHECK(*make_status(input).streams[0].lag_seconds == 0);
}

// A source that rested for an hour is not an hour behind at its next commit.
TEST_CASE("status: the age of the last applied commit is no lag") {
  StatusInput input = input_with_copy();
  input.sources["eu"].position = gtid("0-1-6");
  input.now_us = 3600'000'000;
  CHECK_FALSE(make_status(input).streams[0].lag_seconds.has_value());
  input.sources["eu"].waiting_since_us = input.now_us - 200'000;
  CHECK(*make_status(input).streams[0].lag_seconds == Approx(0.2));
}

// Half of one table is in, nothing of another that is three times as large.
TEST_CASE("status: pace and time left of a copy, for a table and in all") {
  StatusInput input = input_with_copy();
  input.lock_holder = "pid 7";
  input.ledger.roads[0].rows_copied = 50;
  input.ledger.roads[0].bytes_copied = 700;
  input.ledger.roads[0].source_table.bytes_estimate = 100'000;
  RoadRecord other;
  other.id = kItems;
  other.rows_estimate = 300;
  other.source_table.bytes_estimate = 300'000;
  input.ledger.roads.insert(input.ledger.roads.begin(), other);
  input.pace.seconds = 5;
  input.pace.roads = {{kOrders, 25, 350, 2}};
  const PlanStatus status = make_status(input);
  const CopyStatus& orders = status.tables[1].copy;
  CHECK(orders.bytes == 700);
  CHECK(orders.bytes_estimate == 100'000);
  CHECK(orders.chunks_repeated == 2);
  CHECK(orders.rows_per_second == Approx(5));
  CHECK(orders.bytes_per_second == Approx(70));
  CHECK(*orders.seconds_left == Approx(10));
  CHECK_FALSE(status.tables[0].copy.seconds_left.has_value());
  CHECK(status.copy.rows == 50);
  CHECK(status.copy.rows_estimate == 400);
  CHECK(status.copy.chunks_repeated == 2);
  CHECK(*status.copy.seconds_left == Approx(70));
  input.lock_holder.clear();  // nobody goes on with it
  CHECK_FALSE(make_status(input).copy.seconds_left.has_value());
  CHECK(make_status(input).copy.rows_per_second == 0);
}

TEST_CASE("status: chunks of a table that is not done are never all done") {
  StatusInput input = input_with_copy();
  RoadRecord& road = input.ledger.roads[0];
  road.chunks_estimate = 0;
  CHECK(make_status(input).tables[0].chunks == 12);
  road.rows_copied = 5000;  // far above the estimate
  CHECK(make_status(input).tables[0].chunks == 6);
}

TEST_CASE("status: a source that gives no position is never caught up") {
  StatusInput input = input_with_copy();
  input.sources["eu"] = {{}, "connection refused", 0};
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
