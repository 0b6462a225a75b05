// SPDX-License-Identifier: Apache-2.0
#include "postgres/rows.h"

#include <catch2/catch.hpp>

#include "postgres/session.h"
#include "support/postgres_server.h"

using namespace millrace;

TEST_CASE("rows: values of each kind, and NULL, outlive the session") {
  Rows rows;
  {
    auto session = Session::open(test::PostgresServer::shared().endpoint());
    REQUIRE(session.ok());
    auto answer =
        (*session)->query("SELECT -9223372036854775808, true, NULL::text, ''");
    REQUIRE(answer.ok());
    rows = *answer;
  }
  REQUIRE(rows.size() == 1);
  CHECK(rows.integer(0, 0) == INT64_MIN);
  CHECK(rows.flag(0, 1));
  CHECK(rows.is_null(0, 2));
  CHECK(rows.text(0, 2) == "");
  CHECK_FALSE(rows.is_null(0, 3));
}
