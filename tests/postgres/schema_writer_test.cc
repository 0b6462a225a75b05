// SPDX-License-Identifier: Apache-2.0
#include "postgres/schema_writer.h"

#include <catch2/catch.hpp>

#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

TEST_CASE("schema writer: all statements or none") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  auto writer = PostgresSchemaWriter::open(server.endpoint(database));
  REQUIRE(writer.ok());
  std::vector<Statement> statements = {
      {"CREATE TABLE public.a (x int)", false},
      {"CREATE TABLE public.a (x int)", false}};
  Status status = (*writer)->run(statements);
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(server.value("SELECT to_regclass('a') IS NULL", database) == "t");
  statements.pop_back();
  CHECK((*writer)->run(statements).ok());
  CHECK(server.value("SELECT to_regclass('a') IS NULL", database) == "f");
}

TEST_CASE("schema writer: statements that must stand outside do") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  auto writer = PostgresSchemaWriter::open(server.endpoint(database));
  REQUIRE(writer.ok());
  Status status =
      (*writer)->run({{"CREATE TABLE public.a (x int)", false},
                      {"CREATE INDEX CONCURRENTLY i ON public.a (x)", true},
                      {"COMMENT ON TABLE public.a IS 'x'", false}});
  INFO(status.message());
  CHECK(status.ok());
  CHECK(server.value("SELECT to_regclass('i') IS NULL", database) == "f");
}
