// SPDX-License-Identifier: Apache-2.0
#include "mysql/ledger_read.h"

#include <catch2/catch.hpp>

#include "mysql/ledger.h"
#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("ledger read: no ledger is an empty one, a newer one is refused") {
  auto session = test::target_session();
  REQUIRE(session->run("DROP DATABASE IF EXISTS millrace", "x").ok());
  CHECK_FALSE(read_ledger(*session, "p").value().exists);
  CHECK(read_chunks(*session, "p", {}).value().empty());
  auto ledger = MysqlLedger::open(test::target_endpoint()).value();
  REQUIRE(ledger->create().ok());
  REQUIRE(ledger->create().ok());
  CHECK(check_ledger_format(*session).ok());
  REQUIRE(session->run("UPDATE millrace.format SET version=9", "x").ok());
  CHECK(read_ledger(*session, "p").status().kind() == StatusKind::kRefused);
  CHECK(ledger->create().kind() == StatusKind::kRefused);
  REQUIRE(session->run("UPDATE millrace.format SET version=1", "x").ok());
  CHECK(read_lock_holder(*session, "p").value() == "");
}

}  // namespace millrace::mysql
