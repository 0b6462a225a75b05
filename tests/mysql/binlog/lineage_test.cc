// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/lineage.h"

#include <algorithm>

#include "mysql/binlog/follow.h"

namespace millrace::mysql::test {
namespace {

const std::string kA = "3e11fa47-71ca-11e1-9e33-c80aa9429562";
const std::string kB = "4e11fa47-71ca-11e1-9e33-c80aa9429562";

std::string mysql(const std::string& at, const History& history,
                  const std::string& from = kA) {
  Position start;
  start.kind = PositionKind::kMysqlGtid;
  start.gtid = at;
  start.server_uuid = from;
  return compare_history(start, kB, history, "eu").code();
}

std::string mariadb(const std::string& at, const std::string& log) {
  Position start;
  start.kind = PositionKind::kMariadbGtid;
  start.gtid = at;
  return compare_history(start, "", {log, ""}, "eu").code();
}

}  // namespace

TEST_CASE("lineage: a server that has all and still logs the rest will do") {
  CHECK(mysql(kA + ":1-5", {kA + ":1-9", ""}) == "");
  CHECK(mysql(kA + ":1-5", {kA + ":1-5," + kB + ":1-3", kA + ":1-5"}) == "");
  CHECK(mysql(kA + ":1-5:tag:1", {kA + ":1-5:tag:1-2", ""}) == "");
  CHECK(mariadb("0-1-5", "0-1-5") == "");
  CHECK(mariadb("0-1-5", "0-2-7") == "");
  CHECK(mariadb("0-1-5,3-1-1", "0-1-6,3-1-1,4-1-1") == "");
}

TEST_CASE("lineage: one that lacks a transaction of ours is refused") {
  CHECK(mysql(kA + ":1-5", {kA + ":1-4", ""}) == "S320");
  CHECK(mysql(kA + ":1-5", {kB + ":1-5", ""}) == "S320");
  CHECK(mysql(kA + ":1-5:tag:1", {kA + ":1-5", ""}) == "S320");
  CHECK(mysql(kA + ":1-5", {"", ""}) == "S320");  // RESET MASTER
  CHECK(mariadb("0-1-5", "0-1-4") == "S320");
  CHECK(mariadb("0-1-5", "1-1-9") == "S320");
  CHECK(mariadb("0-1-5", "") == "S320");
}

TEST_CASE("lineage: what is purged and not ours yet is named") {
  CHECK(mysql(kA + ":1-5", {kA + ":1-9", kA + ":1-6"}) == "S203");
  CHECK(mysql(kA + ":1-5", {kA + ":1-5," + kB + ":1-9", kB + ":1-2"}) ==
        "S203");
}

TEST_CASE("lineage: an empty position is no proof on another server") {
  CHECK(mysql("", {"", ""}) == "S211");
  CHECK(mysql("", {kB + ":1", ""}, kB) == "");
}

TEST_CASE("lineage: a log that was reset is told apart from a quiet one") {
  millrace::test::MariadbServer server;
  const Endpoint endpoint = server.endpoint();
  Writer writer(endpoint);
  writer.run("CREATE DATABASE x; CREATE TABLE x.t (id INT PRIMARY KEY)");
  const Position at = position_of(endpoint);
  ChangeLogOptions options;
  options.tables = tables_of(endpoint, "x");
  const auto open = [&] {
    auto log = make_change_log(endpoint, options);
    REQUIRE(log.ok());
    return (*log)->open(at);
  };
  CHECK(open().message() == "");
  writer.run("RESET MASTER");
  CHECK(open().code() == "S320");
  writer.run("INSERT INTO x.t VALUES (1)");
  CHECK(open().code() == "S320");
}

}  // namespace millrace::mysql::test
