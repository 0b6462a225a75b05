// SPDX-License-Identifier: Apache-2.0
#include "mysql/log_position.h"

#include <catch2/catch.hpp>

#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

TEST_CASE("log position: it moves with what is written, and only then") {
  MariadbServer& server = MariadbServer::shared();
  auto session = Session::open(server.endpoint());
  REQUIRE(session.ok());
  auto before = read_log_position(**session);
  REQUIRE(before.ok());
  CHECK(*read_log_position(**session) == *before);
  server.run("CREATE OR REPLACE DATABASE logpos");
  auto after = read_log_position(**session);
  REQUIRE(after.ok());
  CHECK(*reached(*after, *before));
  CHECK_FALSE(*reached(*before, *after));
  CHECK(after->gtid == server.value("SELECT @@gtid_binlog_pos"));
}

TEST_CASE("log position: a server without a log is refused with the remedy") {
  MariadbServer server({"--skip-log-bin"});
  auto session = Session::open(server.endpoint());
  REQUIRE(session.ok());
  auto position = read_log_position(**session);
  REQUIRE_FALSE(position.ok());
  CHECK(position.status().kind() == StatusKind::kRefused);
  CHECK(position.status().message().find("log_bin") != std::string::npos);
}

TEST_CASE("log position: a file that is gone is no position") {
  auto session = Session::open(MariadbServer::shared().endpoint());
  REQUIRE(session.ok());
  Position position;
  position.file = "no-such-file.000001";
  position.offset = 4;
  CHECK_FALSE(add_mariadb_gtid(**session, &position).ok());
}

}  // namespace
}  // namespace millrace::mysql
