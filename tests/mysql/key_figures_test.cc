// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_figures.h"

#include <catch2/catch.hpp>

#include "support/mariadb_server.h"

namespace millrace::mysql {
namespace {

using test::MariadbServer;

std::unique_ptr<Session> session(const std::string& user = "") {
  Endpoint endpoint = MariadbServer::shared().endpoint();
  if (!user.empty()) endpoint.user = user;
  auto opened = Session::open(endpoint);
  REQUIRE(opened.status().message() == "");
  return std::move(opened).value();
}

std::vector<TableFigures> figures(const std::string& user = "",
                                  bool keys = true) {
  auto one = session(user);
  auto read = read_figures(
      *one, {{"figures", "orders"}, {"figures", "wobbly"}, {"figures", "old"}},
      keys);
  REQUIRE(read.status().message() == "");
  return *read;
}

void make_tables() {
  MariadbServer::shared().run(
      "CREATE OR REPLACE DATABASE figures; USE figures;"
      "CREATE TABLE orders(tenant INT, id INT AUTO_INCREMENT, mail VARCHAR(40),"
      "PRIMARY KEY (tenant, id), KEY by_id (id), KEY by_mail (mail));"
      "INSERT INTO orders SELECT seq MOD 3, seq, CONCAT('m', seq MOD 50) FROM "
      "seq_1_to_3000; ANALYZE TABLE orders;"
      "CREATE TABLE wobbly(a INT PRIMARY KEY) STATS_PERSISTENT=0;"
      "INSERT INTO wobbly VALUES (1);"
      "CREATE TABLE old(a INT PRIMARY KEY) ENGINE=MyISAM;"
      "CREATE TABLE parts(a INT PRIMARY KEY) PARTITION BY HASH (a) PARTITIONS "
      "2;"
      "CREATE OR REPLACE USER figures_reader@'%';"
      "GRANT SELECT ON figures.* TO figures_reader@'%'");
}

const IndexFigures& index_of(const TableFigures& table,
                             const std::string& name) {
  for (const IndexFigures& one : table.indexes) {
    if (one.index == name) return one;
  }
  FAIL("no figures of " << name);
  return table.indexes[0];
}

TEST_CASE("key figures: what InnoDB keeps of each index") {
  make_tables();
  const auto all = figures();
  REQUIRE(all.size() == 3);
  const TableFigures& orders = all[1];
  CHECK(orders.table == QualifiedName{"figures", "orders"});
  CHECK(orders.next_number == 3001);
  const IndexFigures& primary = index_of(orders, "PRIMARY");
  CHECK(primary.columns == std::vector<std::string>{"tenant", "id"});
  CHECK(primary.distinct == std::vector<uint64_t>{3, 3000});
  CHECK(index_of(orders, "by_mail").distinct == std::vector<uint64_t>{50});
  CHECK(figures() == all);  // the same again
}

TEST_CASE("key figures: statistics that are not kept are not used") {
  make_tables();
  const auto all = figures();
  CHECK(all[0].unknown.find("MyISAM") == 0);
  CHECK(all[0].indexes.empty());
  CHECK(all[2].unknown.find("STATS_PERSISTENT = 0") != std::string::npos);
  CHECK(all[2].indexes.empty());
}

TEST_CASE("key figures: of partitions nothing is said of the whole") {
  make_tables();
  auto one = session();
  const auto read = read_figures(*one, {{"figures", "parts"}}, true);
  REQUIRE(read.ok());
  REQUIRE(read->size() == 1);
  CHECK((*read)[0].unknown.find("by partition") != std::string::npos);
}

TEST_CASE("key figures: an account that reads its tables alone") {
  make_tables();
  const auto all = figures("figures_reader");
  REQUIRE(all.size() == 3);
  const IndexFigures& primary = index_of(all[1], "PRIMARY");
  // Up to twice as many as there are.
  CHECK(primary.distinct[0] >= 3);
  CHECK(primary.distinct[0] <= 6);
  CHECK(primary.distinct[1] == 3000);
}

TEST_CASE("key figures: updates are counted or unknown, never made up") {
  make_tables();
  const auto unknown = figures();
  CHECK_FALSE(unknown[1].updated);
  CHECK(unknown[1].updates_unknown ==
        "neither performance_schema nor userstat is on");

  MariadbServer::shared().run("SET GLOBAL userstat=1");
  MariadbServer::shared().run(
      "SELECT * FROM figures.orders; SELECT * FROM figures.wobbly;"
      "UPDATE figures.orders SET mail='x' WHERE id=1");
  const auto counted = figures();
  MariadbServer::shared().run("SET GLOBAL userstat=0");
  CHECK_FALSE(counted[1].updated);
  CHECK(counted[1].updates_unknown.find("userstat does not tell") == 0);
  REQUIRE(counted[2].updated);
  CHECK_FALSE(*counted[2].updated);
}

TEST_CASE("key figures: of counters alone where keys are of no matter") {
  make_tables();
  const auto all = figures("", false);
  REQUIRE(all.size() == 1);
  CHECK(all[0].next_number == 3001);
  CHECK(all[0].indexes.empty());
  CHECK(all[0].updates_unknown == "");
}

}  // namespace
}  // namespace millrace::mysql
