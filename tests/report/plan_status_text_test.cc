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
  table.copy.rows = 1200;
  table.copy.rows_estimate = 5000;
  table.copy.bytes = 4000;
  table.copy.bytes_estimate = 20'000'000;
  table.copy.seconds_left = 65;
  table.chunks_done = 2;
  table.chunks = 9;
  status.tables.push_back(table);
  status.copy = table.copy;
  status.copy.rows_per_second = 50;
  status.copy.bytes_per_second = 2000;
  status.copy.chunks_repeated = 1;
  StreamStatus stream;
  stream.source = "eu";
  stream.error = "boom";
  stream.position.kind = PositionKind::kMariadbGtid;
  stream.position.gtid = "0-1-5";
  status.streams.push_back(stream);
  CHECK(status_text(status, Paint()) ==
        "Plan shop: phase copy, run by pid 7\n"
        "Copy: 0 of 1 tables, 1,200 of about 5,000 rows, 4.0 kB of about "
        "20.0 MB, 50 rows/s, 2.0 kB/s, 1 min 05 s left, repeated chunks: 1\n"
        "\n"
        "  target  source     phase   rows  of about   bytes  of about  chunks"
        "  repeated        left\n"
        "  shop.o  eu.shop.o  copy   1,200     5,000  4.0 kB   20.0 MB     2/9"
        "         0  1 min 05 s\n"
        "\n"
        "Streams\n"
        "  eu  stopped, 0 transactions, 0 row changes\n"
        "      target at GTID 0-1-5\n"
        "      source at unknown\n"
        "      error: boom\n");
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
