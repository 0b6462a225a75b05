// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/dump_command.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

Endpoint endpoint() {
  Endpoint e;
  e.name = "eu";
  e.host = "db";
  e.port = 3306;
  e.user = "u";
  e.server_id = 0x01020304;
  e.client_uuid = "it's";
  return e;
}

LogSource source(FlavorKind kind) {
  LogSource s;
  s.flavor.kind = kind;
  s.flavor.major = kind == FlavorKind::kMariadb ? 10 : 9;
  s.server_uuid = "uuid-a";
  return s;
}

Position position(PositionKind kind) {
  Position p;
  p.kind = kind;
  p.file = "bin.000007";
  p.offset = 4711;
  return p;
}

TEST_CASE("dump: by file") {
  const auto command = dump_command(endpoint(), position(PositionKind::kFile),
                                    source(FlavorKind::kMysql));
  REQUIRE(command.ok());
  CHECK(command->code == 18);
  CHECK(command->body() ==
        le(4711, 4) + le(0, 2) + le(0x01020304, 4) + "bin.000007");
  CHECK(command->skip_until == 0);
}

TEST_CASE("dump: an offset that 32 bits do not hold is skipped to") {
  Position far = position(PositionKind::kFile);
  far.offset = uint64_t{5} << 30;
  const auto command =
      dump_command(endpoint(), far, source(FlavorKind::kMysql));
  REQUIRE(command.ok());
  CHECK(command->body().substr(0, 4) == le(4, 4));
  CHECK(command->skip_until == far.offset);
}

TEST_CASE("dump: by MySQL's GTIDs, the set in its binary form") {
  Position p = position(PositionKind::kMysqlGtid);
  p.gtid = "66be927b-e54e-11f1-ac1c-02fc00000001:1-5";
  const auto command = dump_command(endpoint(), p, source(FlavorKind::kMysql));
  REQUIRE(command.ok());
  CHECK(command->code == 30);
  CHECK(command->body() == le(0, 2) + le(0x01020304, 4) + le(0, 4) + le(4, 8) +
                               le(48, 4) + le(1, 8) +
                               unhexed("66be927be54e11f1ac1c02fc00000001") +
                               le(1, 8) + le(1, 8) + le(6, 8));
}

TEST_CASE("dump: MariaDB's GTIDs go ahead in a variable") {
  Position p = position(PositionKind::kMariadbGtid);
  p.gtid = "0-1-5";
  const auto command =
      dump_command(endpoint(), p, source(FlavorKind::kMariadb));
  REQUIRE(command.ok());
  CHECK(command->code == 18);
  CHECK(command->body() == le(4, 4) + le(0, 2) + le(0x01020304, 4));
  const std::string all = join(
      dump_settings(endpoint(), p, source(FlavorKind::kMariadb),
                    {std::chrono::milliseconds(250), std::chrono::seconds(77)}),
      "; ");
  CHECK_THAT(all, Catch::Contains("@slave_connect_state='0-1-5'") &&
                      Catch::Contains("@mariadb_slave_capability=4") &&
                      Catch::Contains("@master_heartbeat_period=250000000,") &&
                      Catch::Contains("net_write_timeout=77;") &&
                      Catch::Contains("@slave_gtid_strict_mode=1"));
  CHECK(all.find("'it's'") == std::string::npos);
}

TEST_CASE("dump: checksums are asked for where servers know them") {
  LogSource old = source(FlavorKind::kMysql);
  old.flavor.major = 5;
  old.flavor.minor = 5;
  const Position p = position(PositionKind::kFile);
  const DumpTimes times;
  CHECK(join(dump_settings(endpoint(), p, old, times), ";").find("checksum") ==
        std::string::npos);
  CHECK(
      join(dump_settings(endpoint(), p, source(FlavorKind::kMysql), times), ";")
          .find("@source_binlog_checksum") != std::string::npos);
}

TEST_CASE("dump: positions of other servers and kinds are refused") {
  Position other = position(PositionKind::kFile);
  other.server_uuid = "uuid-b";
  CHECK(dump_command(endpoint(), other, source(FlavorKind::kMysql))
            .status()
            .code() == "S211");
  CHECK(dump_command(endpoint(), position(PositionKind::kMysqlGtid),
                     source(FlavorKind::kMariadb))
            .status()
            .code() == "S211");
  CHECK(dump_command(endpoint(), position(PositionKind::kMariadbGtid),
                     source(FlavorKind::kMysql))
            .status()
            .code() == "S211");
  CHECK_FALSE(dump_command(endpoint(), {}, source(FlavorKind::kMysql)).ok());
  Endpoint zero = endpoint();
  zero.server_id = 0;
  CHECK(dump_command(zero, position(PositionKind::kFile),
                     source(FlavorKind::kMysql))
            .status()
            .kind() == StatusKind::kRefused);
}

}  // namespace
}  // namespace millrace::mysql::test
