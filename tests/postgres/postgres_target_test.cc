// SPDX-License-Identifier: Apache-2.0
#include "postgres/postgres_target.h"

#include <catch2/catch.hpp>

#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

TEST_CASE("postgres target: no one behind the door is a retry everywhere") {
  Endpoint away = PostgresServer::shared().endpoint();
  away.port = 1;
  PostgresReading reading;
  PostgresWriting writing;
  CHECK(reading.inspector(away).status().kind() == StatusKind::kRetry);
  CHECK(reading.ledger_reader(away).status().kind() == StatusKind::kRetry);
  CHECK(reading.content_reader(away).status().kind() == StatusKind::kRetry);
  CHECK(writing.ledger(away).status().kind() == StatusKind::kRetry);
  CHECK(writing.schema_writer(away).status().kind() == StatusKind::kRetry);
  CHECK(writing.bulk_writer(away, "p").status().kind() == StatusKind::kRetry);
  CHECK(writing.change_writer(away, "p").status().kind() == StatusKind::kRetry);
}
