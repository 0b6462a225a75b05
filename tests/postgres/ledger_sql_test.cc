// SPDX-License-Identifier: Apache-2.0
#include "postgres/ledger_sql.h"

#include <catch2/catch.hpp>
#include <random>

#include "support/postgres_server.h"

using namespace millrace;

TEST_CASE("ledger sql: bounds of any bytes pass the server unchanged") {
  auto session = Session::open(test::PostgresServer::shared().endpoint());
  REQUIRE(session.ok());
  std::mt19937 random(11);
  for (int i = 0; i < 200; ++i) {
    KeyBound bound;
    for (unsigned n = random() % 4; n > 0; --n) {
      std::string part;
      for (unsigned k = random() % 9; k > 0; --k) {
        part += static_cast<char>(random());
      }
      bound.push_back(part);
    }
    auto rows = (*session)->query("SELECT $1::bytea[]", {bound_array(bound)});
    REQUIRE(rows.ok());
    REQUIRE(bound_from_array(rows->text(0, 0)) == bound);
  }
}

TEST_CASE("ledger sql: making the tables twice does no harm") {
  auto& server = test::PostgresServer::shared();
  std::string database = server.new_database();
  for (int i = 0; i < 2; ++i) {
    for (const std::string& sql : ledger_tables({}, i > 0)) {
      server.run(sql, database);
    }
  }
  CHECK(server.value("SELECT count(*) FROM millrace.format", database) == "1");
}

TEST_CASE("ledger sql: on a cluster every table says where its rows lie") {
  Flavor cluster;
  cluster.kind = FlavorKind::kGreenplum;
  int tables = 0;
  for (const std::string& sql : ledger_tables(cluster, true)) {
    CAPTURE(sql);
    if (!sql.starts_with("CREATE TABLE")) continue;
    ++tables;
    CHECK(sql.find(" WITH (appendonly=false) DISTRIBUTED") !=
          std::string::npos);
    const bool by_plan = sql.ends_with("DISTRIBUTED BY (plan)");
    CHECK((by_plan || sql.ends_with("DISTRIBUTED BY (version)")));
  }
  CHECK(tables == 6);
  cluster.major = 12;
  const std::string first = ledger_tables(cluster, true).front();
  CHECK(first.find(" USING heap DISTRIBUTED") != std::string::npos);
}
