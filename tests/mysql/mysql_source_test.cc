// SPDX-License-Identifier: Apache-2.0
#include "mysql/mysql_source.h"

#include <catch2/catch.hpp>

#include "mysql/inspector.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

TEST_CASE("source: an unreachable server is reported when a part is opened") {
  Endpoint nowhere = MariadbServer::shared().endpoint();
  nowhere.port = 1;
  CHECK(MysqlInspector::open(nowhere).status().kind() == StatusKind::kRetry);
  MysqlSource source;
  CHECK_FALSE(source.snapshot(nowhere).ok());
  CHECK_FALSE(source.content_reader(nowhere).ok());
}

}  // namespace
}  // namespace millrace::mysql
