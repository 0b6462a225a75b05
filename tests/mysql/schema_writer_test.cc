// SPDX-License-Identifier: Apache-2.0
#include "mysql/schema_writer.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("schema writer: one after the other, and stops at what fails") {
  auto writer = MysqlSchemaWriter::open(test::target_endpoint()).value();
  const Status status =
      writer->run({{"DROP DATABASE IF EXISTS made", false},
                   {"CREATE DATABASE made", false},
                   {"CREATE TABLE made.t (d DATE NOT NULL DEFAULT "
                    "'0000-00-00')",
                    false},
                   {"CREATE TABLE made.t (x INT)", false},
                   {"CREATE TABLE made.u (x INT)", false}});
  CHECK_FALSE(status.ok());
  CHECK(status.message().find("made.t (x INT)") != std::string::npos);
  auto session = test::target_session();
  CHECK(session
            ->value("SELECT COUNT(*) FROM information_schema.TABLES WHERE "
                    "TABLE_SCHEMA='made'",
                    "x")
            .value() == "1");
}

}  // namespace millrace::mysql
