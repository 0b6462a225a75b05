// SPDX-License-Identifier: Apache-2.0
#include "mysql/mysql_target.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("mysql target: every part opens on a server") {
  const Endpoint at = test::target_endpoint();
  const MysqlReading reading;
  CHECK(reading.inspector(at).ok());
  CHECK(reading.ledger_reader(at).ok());
  CHECK(reading.content_reader(at).ok());
  const MysqlWriting writing;
  CHECK(writing.ledger(at).ok());
  CHECK(writing.schema_writer(at).ok());
  CHECK(writing.bulk_writer(at, "parts").ok());
  CHECK(writing.change_writer(at, "parts").ok());
  CHECK(writing.row_encoder({}) != nullptr);
}

TEST_CASE("mysql target: the flavour chooses the dialect") {
  const MysqlReading reading;
  Table table;
  std::string problem;
  const auto drds = reading.dialect(test::flavor_of(FlavorKind::kDrds, 5, 4));
  CHECK(drds->shard({}, &table, &problem) != "");
  CHECK(reading.dialect(test::mariadb_1011())->shard({}, &table, &problem) ==
        "");
}

}  // namespace millrace::mysql
