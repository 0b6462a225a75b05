// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/gtid_event.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

const char* const kUuid = "66be927b-e54e-11f1-ac1c-02fc00000001";

// All three as MySQL 9.7 wrote them.
TEST_CASE("gtid: MySQL's, with the time of the commit") {
  const std::string body = unhexed(
      "0066be927be54e11f1ac1c02fc00000001f20d00000000000002f40d000000000000f5"
      "0d0000000000009d2034c4c06006fca704506201004da16024");
  const auto gtid = read_mysql_gtid(event_of(EventType::kGtid, body));
  REQUIRE(gtid.ok());
  CHECK(gtid->str() == std::string(kUuid) + ":3570");
  CHECK(gtid->commit_time_us / 1000000 == 1795230902);
}

TEST_CASE("gtid: a tagged one") {
  const std::string body = unhexed(
      "027400000002ccf9024902f695039c22c503b1023804f103000000020404060c746167"
      "676564080c0a100c7f445e85c5c0600610dd031283120b");
  const auto gtid = read_mysql_gtid(event_of(EventType::kGtidTagged, body));
  REQUIRE(gtid.status().message() == "");
  CHECK(gtid->str() == std::string(kUuid) + ":tagged:1");
  CHECK(gtid->commit_time_us / 1000000 == 1795230924);
  for (size_t n = 0; n < body.size(); ++n) {
    CHECK_FALSE(
        read_mysql_gtid(event_of(EventType::kGtidTagged, body.substr(0, n)))
            .ok());
  }
}

TEST_CASE("gtid: MySQL 5.6 ends before the time") {
  const std::string body = '\1' + std::string(16, 'u') + le(23, 8);
  const auto gtid = read_mysql_gtid(event_of(EventType::kGtid, body));
  REQUIRE(gtid.ok());
  CHECK(gtid->number == 23);
  CHECK(gtid->commit_time_us == 0);
}

TEST_CASE("gtid: an anonymous transaction has none") {
  const std::string body = '\1' + std::string(16, '\0') + le(0, 8);
  const auto gtid = read_mysql_gtid(event_of(EventType::kAnonymousGtid, body));
  REQUIRE(gtid.ok());
  CHECK(gtid->str() == "");
}

TEST_CASE("gtid: MariaDB's, with the server out of the header") {
  const std::string body =
      le(5000000000, 8) + le(3, 4) + le(1, 1) + std::string(6, '\0');
  const auto gtid = read_mariadb_gtid(event_of(EventType::kMariadbGtid, body));
  REQUIRE(gtid.ok());
  CHECK(gtid->str() == "3-7-5000000000");
  CHECK((gtid->flags & MariadbGtid::kStandalone) != 0);
  CHECK_FALSE(
      read_mariadb_gtid(event_of(EventType::kMariadbGtid, body.substr(0, 12)))
          .ok());
}

TEST_CASE(
    "gtid: MariaDB's word on an ALTER stands behind what may precede it") {
  const auto read = [](uint8_t flags, const std::string& tail) {
    return read_mariadb_gtid(event_of(
        EventType::kMariadbGtid, le(9, 8) + le(0, 4) + le(flags, 1) + tail));
  };
  const std::string xid = le(1, 4) + "\1\2gbb";
  for (const std::string& before : {std::string(), le(77, 8), xid}) {
    const uint8_t flags = before.empty() ? 1 : before == xid ? 64 : 3;
    CHECK(read(flags, before + "\2")->without_effect());
    CHECK_FALSE(read(flags, before + "\4" + le(8, 8))->without_effect());
    CHECK(read(flags, before + "\10" + le(8, 8))->without_effect());
    CHECK_FALSE(read(flags, before)->without_effect());
  }
  CHECK_FALSE(read(2, "short").ok());
}

}  // namespace
}  // namespace millrace::mysql::test
