// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "mysql/snapshot.h"
#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

Table named(const std::string& name) {
  Table table;
  table.name = {"snapload", name};
  return table;
}

std::unique_ptr<SnapshotReader> reader() {
  auto opened = MysqlSnapshot::open(MariadbServer::shared().endpoint());
  REQUIRE(opened.status().message() == "");
  return std::move(opened).value();
}

}  // namespace

TEST_CASE("snapshot load: which tables hold few rows, in one question") {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE snapload; USE snapload; CREATE TABLE empty "
      "(id INT); CREATE TABLE `odd``name` (id INT); INSERT INTO `odd``name` "
      "SELECT seq FROM seq_1_to_10; CREATE TABLE many (id INT); INSERT INTO "
      "many SELECT seq FROM seq_1_to_11");
  const Table empty = named("empty");
  const Table odd = named("odd`name");
  const Table many = named("many");
  auto fit = reader()->hold_at_most({&empty, &many, &odd}, 10);
  REQUIRE(fit.status().message() == "");
  CHECK(*fit == std::vector<bool>{true, false, true});
  CHECK(reader()->hold_at_most({}, 10)->empty());
}

TEST_CASE("snapshot load: a server says how many threads it runs") {
  auto load = reader()->load();
  REQUIRE(load.status().message() == "");
  CHECK(load->threads_running >= 0);
  CHECK_FALSE(load->lag_seconds);  // it is nobody's replica
  CHECK(load->problem.empty());
}

}  // namespace millrace::mysql
