// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "base/json.h"
#include "report/plan_status.h"
#include "report/samples.h"

namespace millrace {
namespace {

PlanStatus sample() {
  PlanStatus status;
  status.plan = "shop";
  status.phase = "stream";
  TableStatus table;
  table.road = {"eu", {"shop_1", "orders"}, {"sales", "orders"}};
  table.phase = "stream";
  table.copy.rows = 120000;
  table.copy.bytes = 9'000'000;
  table.copy.chunks_repeated = 3;
  table.chunks = table.chunks_done = 12;
  status.tables.push_back(table);
  StreamStatus stream;
  stream.source = "eu";
  stream.position.kind = PositionKind::kMysqlGtid;
  stream.position.gtid = "u:1-5";
  stream.caught_up = true;
  stream.lag_seconds = 0.2;
  stream.transactions = 512;
  status.streams.push_back(stream);
  return status;
}

TEST_CASE("status json: names and shapes are those of the contract") {
  CHECK(test::schema_says("status", status_json(sample())) == "");
  const auto root = parse_own_json(status_json(sample()));
  REQUIRE(root.ok());
  CHECK(root->string_or("plan", "") == "shop");
  CHECK(root->string_or("phase", "") == "stream");
  const JsonNode& table = root->find("tables")->items.at(0);
  CHECK(table.string_or("target", "") == "sales.orders");
  CHECK(table.string_or("source", "") == "eu.shop_1.orders");
  CHECK(table.int_or("rows_copied", 0) == 120000);
  CHECK(table.int_or("rows_estimate", -1) == 0);
  CHECK(table.int_or("chunks", 0) == 12);
  CHECK(table.int_or("bytes_copied", 0) == 9'000'000);
  CHECK(table.int_or("chunks_repeated", 0) == 3);
  CHECK(table.find("seconds_left")->is_null());
  CHECK(root->find("copy")->find("bytes_copied") != nullptr);
  const JsonNode& stream = root->find("streams")->items.at(0);
  CHECK(stream.find("position")->string_or("gtid", "") == "u:1-5");
  CHECK(stream.find("source_position")->is_null());
  CHECK(stream.bool_or("caught_up", false));
  CHECK(stream.find("lag_seconds")->text == "0.2");
  CHECK(stream.find("error")->is_null());
}

TEST_CASE("status json: an error is text, an unknown lag is null") {
  PlanStatus status = sample();
  status.streams[0].error = "S201: ALTER TABLE";
  status.streams[0].lag_seconds.reset();
  CHECK(test::schema_says("status", status_json(status)) == "");
  const auto root = parse_own_json(status_json(status));
  REQUIRE(root.ok());
  const JsonNode& stream = root->find("streams")->items.at(0);
  CHECK(stream.string_or("error", "") == "S201: ALTER TABLE");
  CHECK(stream.find("lag_seconds")->is_null());
}

}  // namespace
}  // namespace millrace
