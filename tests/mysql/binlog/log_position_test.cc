// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/log_position.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

LogPosition at(PositionKind kind, const std::string& gtid, uint64_t offset) {
  Position from;
  from.kind = kind;
  from.gtid = gtid;
  from.file = "bin.000001";
  from.offset = offset;
  LogPosition out;
  REQUIRE(out.start(from).ok());
  return out;
}

EventHeader header(uint32_t size, uint64_t next, uint16_t flags = 0) {
  EventHeader h;
  h.timestamp = 1;
  h.type = EventType::kQuery;
  h.size = size;
  h.next_position = static_cast<uint32_t>(next);
  h.flags = flags;
  return h;
}

TEST_CASE("position: offsets pass 4 GiB although events say 32 bits") {
  const uint64_t gib = uint64_t{1} << 30;
  LogPosition p = at(PositionKind::kFile, "", 4);
  for (uint64_t end = gib; end <= 9 * gib; end += gib) {
    const uint64_t begin = p.offset();
    p.pass(header(static_cast<uint32_t>(end - begin), end));
    CHECK(p.offset() == end);
    CHECK(p.event_offset() == begin);
  }
  p.rotate("bin.000002", 4);
  p.pass(header(100, 104));
  CHECK(p.place() == "bin.000002:104");
}

TEST_CASE("position: what is not in the file does not count") {
  LogPosition p = at(PositionKind::kFile, "", 1000);
  p.pass(header(50, 0, EventHeader::kArtificial));
  EventHeader format = header(120, 0);
  format.type = EventType::kFormatDescription;
  p.pass(format);
  EventHeader heartbeat = header(30, 1000);
  heartbeat.type = EventType::kHeartbeat;
  p.pass(heartbeat);
  CHECK(p.offset() == 1000);
}

TEST_CASE("position: MariaDB leaves ends out inside of transactions") {
  LogPosition p = at(PositionKind::kMariadbGtid, "0-1-1", 1000);
  p.pass(header(50, 0));
  p.pass(header(70, 0));
  CHECK(p.offset() == 1120);
  p.pass(header(31, 1151));
  CHECK(p.offset() == 1151);
}

TEST_CASE("position: only finished transactions belong to it") {
  LogPosition p = at(PositionKind::kFile, "", 1000);
  p.pass(header(50, 1050));
  CHECK(p.position().offset == 1000);
  p.finish();
  CHECK(p.position().offset == 1050);
  p.pass(header(50, 1100));
  CHECK(p.position().offset == 1050);
}

TEST_CASE("position: GTIDs of both flavours add up") {
  const std::string uuid = "66be927b-e54e-11f1-ac1c-02fc00000001";
  LogPosition mysql = at(PositionKind::kMysqlGtid, uuid + ":1-5", 4);
  MysqlGtid gtid;
  gtid.sid = unhexed("66be927be54e11f1ac1c02fc00000001");
  gtid.number = 6;
  mysql.finish(gtid);
  CHECK(mysql.position().gtid == uuid + ":1-6");
  LogPosition mariadb = at(PositionKind::kMariadbGtid, "0-1-5,2-1-7", 4);
  MariadbGtid next;
  next.gtid = {2, 9, 8};
  mariadb.finish(next);
  CHECK(mariadb.position().gtid == "0-1-5,2-9-8");
}

TEST_CASE("position: none, or a malformed set, is refused") {
  LogPosition p;
  CHECK_FALSE(p.start({}).ok());
  Position bad;
  bad.kind = PositionKind::kMysqlGtid;
  bad.gtid = "nonsense";
  CHECK_FALSE(p.start(bad).ok());
}

}  // namespace
}  // namespace millrace::mysql::test
