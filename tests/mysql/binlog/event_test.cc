// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/event.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

TEST_CASE("event: header and body are taken apart") {
  const std::string bytes = raw_event(EventType::kXid, "12345678", false, 4711);
  const auto event = read_event(bytes, Checksum::kNone);
  REQUIRE(event.ok());
  CHECK(event->header.type == EventType::kXid);
  CHECK(event->header.timestamp == 1700000000);
  CHECK(event->header.server_id == 7);
  CHECK(event->header.next_position == 4711);
  CHECK(event->body == "12345678");
}

TEST_CASE("event: the checksum is taken off, and any flipped bit is found") {
  const std::string bytes = raw_event(EventType::kXid, "12345678", true);
  const auto event = read_event(bytes, Checksum::kCrc32);
  REQUIRE(event.ok());
  CHECK(event->body == "12345678");
  for (size_t i = 0; i < bytes.size() * 8; ++i) {
    std::string damaged = bytes;
    damaged[i / 8] = static_cast<char>(damaged[i / 8] ^ (1 << (i % 8)));
    CHECK_FALSE(read_event(damaged, Checksum::kCrc32).ok());
  }
}

TEST_CASE("event: a damaged event names its code and its place") {
  std::string bytes = raw_event(EventType::kTableMap, "abc", true, 4711);
  bytes[20] = 'x';
  const auto event = read_event(bytes, Checksum::kCrc32);
  CHECK(event.status().kind() == StatusKind::kBroken);
  CHECK(event.status().code() == "S206");
  CHECK_THAT(event.status().message(), Catch::Contains("4711"));
}

TEST_CASE("event: a log in use carries a flag the checksum does not know") {
  std::string bytes = raw_event(EventType::kFormatDescription, "abc", true);
  bytes[17] = static_cast<char>(bytes[17] | EventHeader::kInUse);
  CHECK(read_event(bytes, Checksum::kCrc32).ok());
}

TEST_CASE("event: sizes that do not fit are refused") {
  const std::string bytes = raw_event(EventType::kXid, "12345678");
  for (size_t n = 0; n < bytes.size(); ++n) {
    CHECK(read_event(bytes.substr(0, n), Checksum::kNone).status().code() ==
          "S208");
  }
  CHECK(read_event(bytes + "x", Checksum::kNone).status().code() == "S208");
  const std::string bare = raw_event(EventType::kStop, "");
  CHECK_FALSE(read_event(bare, Checksum::kCrc32).ok());
}

TEST_CASE("event: a made-up ROTATE tells by itself if it has a checksum") {
  const std::string body = le(4, 8) + "bin.000001";
  for (const bool checksum : {false, true}) {
    const std::string bytes = raw_event(EventType::kRotate, body, checksum, 0,
                                        EventHeader::kArtificial);
    const auto event = read_artificial_rotate(bytes);
    REQUIRE(event.ok());
    CHECK(event->body == body);
  }
}

TEST_CASE("event: types have names, unknown ones their number") {
  CHECK(event_name(EventType::kTableMap) == "TABLE_MAP");
  CHECK(event_name(static_cast<EventType>(77)) == "type 77");
}

}  // namespace
}  // namespace millrace::mysql::test
