// SPDX-License-Identifier: Apache-2.0
#include "postgres/bulk_writer.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

WriteShape two_columns() {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer"),
                   column_of("v", TypeKind::kVarchar, "character varying(3)")};
  shape.key = {0};
  return shape;
}

}  // namespace

TEST_CASE("bulk writer: rows and the chunk's line come together or not") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, v varchar(3))");
  auto writer = f.bulk();
  WriteShape shape = two_columns();
  const OwnedRows rows({{"1", "a"}, {"2", std::nullopt}});
  const std::string bytes = f.encoded(shape, rows.rows());
  f.done(writer->begin(shape));
  f.done(writer->write(bytes));
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
  writer->rollback();
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
  CHECK(f.value("SELECT count(*) FROM millrace.chunks") == "0");
  f.done(writer->begin(shape));
  f.done(writer->write(bytes));
  f.done(writer->commit(f.plan, f.road, {}));
  CHECK(f.value("SELECT count(*) FROM s.t") == "2");
  CHECK(f.value("SELECT count(*) FROM millrace.chunks") == "1");
}

TEST_CASE("bulk writer: a bad row is named by line and column") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, v varchar(3))");
  OwnedRows rows({{"1", "abc"}, {"2", "abcd"}});
  Status status = f.copy(two_columns(), rows.rows());
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("line 2, column v") != std::string::npos);
  OwnedRows twins({{"1", "abc"}, {"1", "abd"}});
  status = f.copy(two_columns(), twins.rows());
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find("t_pkey") != std::string::npos);
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
}

TEST_CASE("bulk writer: megabytes go through in pieces") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, v text)");
  WriteShape shape = two_columns();
  shape.columns[1].native = "text";
  OwnedRows rows;
  for (int i = 0; i < 50; ++i) {
    rows.add({cat(i), std::string(200000, 'x')});
  }
  f.done(f.copy(shape, rows.rows()));
  CHECK(f.value("SELECT sum(length(v)) FROM s.t") == "10000000");
}

TEST_CASE("bulk writer: triggers and foreign keys of the target are quiet") {
  WriterFixture f;
  f.run(
      "CREATE TABLE s.parent (id int PRIMARY KEY); CREATE TABLE s.t (id int "
      "PRIMARY KEY, v varchar(3), p int DEFAULT 9 REFERENCES s.parent); "
      "CREATE FUNCTION s.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
      "RAISE 'fired'; END $$; CREATE TRIGGER no BEFORE INSERT ON s.t FOR "
      "EACH ROW EXECUTE FUNCTION s.no()");
  OwnedRows rows({Values{"1", "abc"}});
  f.done(f.copy(two_columns(), rows.rows()));
  CHECK(f.value("SELECT count(*) FROM s.t") == "1");
}

TEST_CASE("bulk writer: a lost session is a retry, and nothing is there") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, v varchar(3))");
  auto writer = f.bulk();
  WriteShape shape = two_columns();
  f.done(writer->begin(shape));
  const OwnedRows rows({Values{"1", "a"}});
  f.done(writer->write(f.encoded(shape, rows.rows())));
  f.run(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query "
      "LIKE 'COPY%' AND pid <> pg_backend_pid()");
  Status status = writer->commit(f.plan, f.road, {});
  CHECK(status.kind() == StatusKind::kRetry);
  writer->rollback();
  CHECK(f.value("SELECT count(*) FROM s.t") == "0");
}
