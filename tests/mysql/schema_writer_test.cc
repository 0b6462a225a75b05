// SPDX-License-Identifier: Apache-2.0
#include "mysql/schema_writer.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {

TEST_CASE("schema writer: one after the other, and stops at what fails") {
  auto writer = MysqlSchemaWriter::open(test::target_endpoint()).value();
  const Status status =
      writer->run({{"DROP DATABASE IF EXISTS schemas", false},
                   {"CREATE DATABASE schemas", false},
                   {"CREATE TABLE schemas.t (d DATE NOT NULL DEFAULT "
                    "'0000-00-00')",
                    false},
                   {"CREATE TABLE schemas.t (x INT)", false},
                   {"CREATE TABLE schemas.u (x INT)", false}});
  CHECK_FALSE(status.ok());
  CHECK(status.message().find("schemas.t (x INT)") != std::string::npos);
  auto session = test::target_session();
  CHECK(session
            ->value("SELECT COUNT(*) FROM information_schema.TABLES WHERE "
                    "TABLE_SCHEMA='schemas'",
                    "x")
            .value() == "1");
}

}  // namespace millrace::mysql
