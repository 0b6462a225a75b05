// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/plan_status.h"

namespace millrace {
namespace {

TEST_CASE("status text: tables in columns, a stopped stream with its error") {
  PlanStatus status;
  status.plan = "shop";
  status.phase = "copy";
  status.run = "pid 7";
  TableStatus table;
  table.road = {"eu", {"shop", "o"}, {"shop", "o"}};
  table.phase = "copy";
  table.rows_copied = 1200;
  table.rows_estimate = 5000;
  table.chunks_done = 2;
  table.chunks = 9;
  status.tables.push_back(table);
  StreamStatus stream;
  stream.source = "eu";
  stream.error = "boom";
  stream.position.kind = PositionKind::kMariadbGtid;
  stream.position.gtid = "0-1-5";
  status.streams.push_back(stream);
  CHECK(status_text(status, Paint()) ==
        R"(Plan shop: phase copy, run by pid 7

  target  source     phase   rows  of about  chunks
  shop.o  eu.shop.o  copy   1,200     5,000     2/9

Streams
  eu  stopped, 0 transactions, 0 row changes
      target at GTID 0-1-5
      source at unknown
      error: boom
)");
}

TEST_CASE("status text: lag is told in words") {
  PlanStatus status;
  status.plan = "shop";
  status.phase = "stream";
  StreamStatus stream;
  stream.source = "eu";
  stream.lag_seconds = 125;
  status.streams.push_back(stream);
  const std::string text = status_text(status, Paint());
  CHECK(text.find("behind by 2 min 05 s") != std::string::npos);
  CHECK(text.find("no run is on") != std::string::npos);
}

}  // namespace
}  // namespace millrace
