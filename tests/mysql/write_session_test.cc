// SPDX-License-Identifier: Apache-2.0
#include "mysql/write_session.h"

#include <catch2/catch.hpp>

#include "mysql/fence.h"
#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("write session: behind the fence, and told what the server takes") {
  auto opened = open_write_session(test::target_endpoint(), "ws");
  REQUIRE(opened.ok());
  CHECK(opened->loads);
  CHECK(opened->statement_bytes == 2 << 20);
  auto other = test::target_session();
  CHECK(fence_holders(*other, "ws").value().size() == 1);
  CHECK(opened->session->value("SELECT @@tx_isolation", "x").value() ==
        "READ-COMMITTED");
}

TEST_CASE("write session: a row larger than the server takes is refused") {
  auto opened = open_write_session(test::target_endpoint(), "ws2").value();
  CHECK(opened.packet_bytes > 0);
  const std::string sql = "DO '" + std::string(100, 'x') + "'";
  CHECK(run_insert(*opened.session, sql, 200, "here").ok());
  const Status refused = run_insert(*opened.session, sql, 100, "here");
  CHECK(refused.kind() == StatusKind::kRefused);
  CHECK(refused.code() == "P294");
}

}  // namespace millrace::mysql
