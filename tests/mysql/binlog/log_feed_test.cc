// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_feed.h"

#include <set>

#include "mysql/binlog/bytes.h"
#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

std::unique_ptr<LogFeed> open(
    const Endpoint& endpoint, const Position& at,
    std::chrono::seconds stall = std::chrono::seconds(60)) {
  auto session = Session::open(endpoint);
  REQUIRE(session.ok());
  const auto source = ask_log_source(**session);
  REQUIRE(source.ok());
  auto feed = LogFeed::open(endpoint, at, *source,
                            {std::chrono::milliseconds(100), stall});
  REQUIRE(feed.status().message() == "");
  return std::move(feed).value();
}

TEST_CASE("log feed: events as they were written, then heartbeats") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Writer writer(endpoint);
    writer.run(
        "DROP DATABASE IF EXISTS feed; CREATE DATABASE feed; "
        "CREATE TABLE feed.t (id INT PRIMARY KEY)");
    const Position start = position_of(endpoint);
    writer.run("INSERT INTO feed.t VALUES (1)");
    const auto feed = open(endpoint, start);
    std::set<EventType> seen;
    LogFeed::Item item;
    // MySQL also sends heartbeats while it passes over what we have.
    const auto all_seen = [&] {
      return seen.count(EventType::kXid) && seen.count(EventType::kHeartbeat);
    };
    for (int i = 0; i < 20000 && !all_seen(); ++i) {
      const Status next = feed->next(&item);
      REQUIRE(next.message() == "");
      CHECK_FALSE(item.inner);
      seen.insert(item.event.header.type);
    }
    CHECK(seen.count(EventType::kRotate) == 1);
    CHECK(seen.count(EventType::kFormatDescription) == 1);
    CHECK(seen.count(EventType::kTableMap) == 1);
    CHECK(seen.count(EventType::kXid) == 1);
    CHECK(seen.count(EventType::kHeartbeat) == 1);
  }
}

// As one whose host died: the server writes to it, and it takes nothing.
TEST_CASE("log feed: a lost reader holds up the next one no longer than said") {
  for (const Endpoint& endpoint : all_servers()) {
    INFO(flavor_of(endpoint).version);
    Writer writer(endpoint);
    writer.run(
        "DROP DATABASE IF EXISTS feed; CREATE DATABASE feed; "
        "CREATE TABLE feed.t (id INT PRIMARY KEY, b LONGBLOB)");
    const Position start = position_of(endpoint);
    const auto lost = open(endpoint, start, std::chrono::seconds(2));
    writer.run("INSERT INTO feed.t VALUES (1, REPEAT('x', 12000000))");
    writer.run("INSERT INTO feed.t VALUES (2, REPEAT('x', 12000000))");
    const auto next = open(endpoint, start);
    LogFeed::Item item;
    int rows = 0;
    while (rows < 2) {
      const Status read = next->next(&item);
      REQUIRE(read.message() == "");
      if (item.event.header.size > 12000000) ++rows;
    }
    writer.run("DROP DATABASE feed");
  }
}

TEST_CASE("log feed: the log can be had without checksums too") {
  const Endpoint endpoint = all_servers()[0];
  Writer writer(endpoint);
  const std::string before = writer.value("SELECT @@global.binlog_checksum");
  for (const char* kind : {"NONE", "CRC32"}) {
    writer.run(cat("SET GLOBAL binlog_checksum=", kind));
    const Position start = position_of(endpoint);
    writer.run("CREATE DATABASE IF NOT EXISTS feed; DROP DATABASE feed");
    const auto feed = open(endpoint, start);
    LogFeed::Item item;
    bool query = false;
    for (int i = 0; i < 20 && !query; ++i) {
      REQUIRE(feed->next(&item).message() == "");
      query = item.event.header.type == EventType::kQuery;
    }
    CHECK(query);
    CHECK(feed->format().checksum ==
          (kind == std::string("NONE") ? Checksum::kNone : Checksum::kCrc32));
  }
  writer.run(cat("SET GLOBAL binlog_checksum=", before));
}

TEST_CASE("log feed: errors of the server say what can be done") {
  Endpoint e;
  e.server_id = 5;
  const auto error = [&](unsigned code, const char* text) {
    return log_error(code, text, e);
  };
  CHECK(error(1236,
              "A replica with the same server_uuid/server_id as this "
              "replica has connected")
            .code() == "S210");
  CHECK(error(4052, "A slave with the same server_uuid/server_id").code() ==
        "S210");
  CHECK(error(1236,
              "Could not find first log file name in binary log index "
              "file")
            .code() == "S203");
  CHECK(error(1236, "x").kind() == StatusKind::kRefused);
  CHECK(error(2013, "Lost connection").kind() == StatusKind::kRetry);
  CHECK(error(2026, "TLS/SSL error: any").kind() == StatusKind::kRetry);
}

}  // namespace
}  // namespace millrace::mysql::test
