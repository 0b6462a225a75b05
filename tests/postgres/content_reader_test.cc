// SPDX-License-Identifier: Apache-2.0
#include "postgres/content_reader.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "postgres/postgres_target.h"
#include "support/postgres_server.h"

using namespace millrace;
using test::PostgresServer;

namespace {

class Lines : public ContentSink {
 public:
  Status row(Row canonical) override {
    std::string line;
    for (const Cell& cell : canonical) {
      append_to(line, line.empty() ? "" : "|",
                cell.is_null() ? std::string_view("NULL") : cell.text());
    }
    lines.push_back(line);
    if (lines.size() == stop_at) return Status::broken("enough");
    return Status();
  }
  std::vector<std::string> lines;
  size_t stop_at = 0;
};

ContentColumn content(const std::string& name, TypeKind kind,
                      const std::string& native) {
  ContentColumn column;
  column.name = name;
  column.native = native;
  column.type.kind = kind;
  return column;
}

std::unique_ptr<ContentReader> reader_on(const std::string& database) {
  auto reader = PostgresReading().content_reader(
      PostgresServer::shared().endpoint(database));
  REQUIRE(reader.ok());
  return std::move(reader).value();
}

struct Printed {
  TypeKind kind;
  const char* native;
  const char* sql;
  const char* canonical;
};

constexpr Printed kPrinted[] = {
    {TypeKind::kInteger, "bigint", "-7", "-7"},
    {TypeKind::kDecimal, "numeric(10,3)", "1.500", "1.5"},
    {TypeKind::kFloat, "real", "0.1", "0.1"},
    {TypeKind::kDouble, "double precision", "1e20", "1e+20"},
    {TypeKind::kBoolean, "boolean", "true", "1"},
    {TypeKind::kBit, "bit(3)", "B'101'", "101"},
    {TypeKind::kText, "text", "E'a\\tß\\\\'", "a\tß\\"},
    {TypeKind::kBlob, "bytea", "'\\x00ff'", "00ff"},
    {TypeKind::kDate, "date", "'0999-01-02'", "0999-01-02"},
    {TypeKind::kTime, "interval(3)", "'-838:59:59.5'", "-838:59:59.500000"},
    {TypeKind::kTime, "interval(6)", "'-00:00:00.000001'", "-00:00:00.000001"},
    {TypeKind::kTime, "time without time zone", "'23:59:59.999999'",
     "23:59:59.999999"},
    {TypeKind::kDatetime, "timestamp(3) without time zone",
     "'2026-03-29 02:30:00.5'", "2026-03-29 02:30:00.500000"},
    {TypeKind::kTimestamp, "timestamp(0) with time zone",
     "'2026-01-02 03:04:05+02'", "2026-01-02 01:04:05.000000"},
    {TypeKind::kDatetime, "timestamp without time zone", "'infinity'",
     "infinity"},
    {TypeKind::kJson, "json", "'{\"b\": 1.0, \"a\" : [ ]}'",
     "{\"a\":[],\"b\":1}"},
    {TypeKind::kUuid, "uuid", "'123E4567-E89B-12D3-A456-426614174000'",
     "123e4567-e89b-12d3-a456-426614174000"},
    {TypeKind::kInet6, "inet", "'2001:DB8:0::1'", "2001:db8::1"},
};

}  // namespace

TEST_CASE("content reader: every type in its canonical form, and NULL") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  auto reader = reader_on(database);
  for (const Printed& p : kPrinted) {
    INFO(p.native << " " << p.sql);
    server.run(
        cat("DROP TABLE IF EXISTS t; CREATE TABLE t (id int, c ", p.native,
            "); INSERT INTO t VALUES (1, ", p.sql, "), (2, NULL)"),
        database);
    ContentRequest request;
    request.table = {"public", "t"};
    request.columns = {content("id", TypeKind::kInteger, "integer"),
                       content("c", p.kind, p.native)};
    request.key = {0};
    Lines sink;
    Status status = reader->read(request, sink);
    INFO(status.message());
    REQUIRE(status.ok());
    REQUIRE(sink.lines.size() == 2);
    CHECK(sink.lines[0] == cat("1|", p.canonical));
    CHECK(sink.lines[1] == "2|NULL");
    // The canonical text finds its row again.
    request.key = {1};
    request.keys = {{p.canonical}};
    Lines found;
    bool comparable = p.kind != TypeKind::kJson;
    if (!comparable) continue;
    status = reader->read(request, found);
    INFO(status.message());
    REQUIRE(status.ok());
    CHECK(found.lines == std::vector<std::string>{sink.lines[0]});
  }
}

TEST_CASE("content reader: only the rows of one shard") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  server.run(
      "CREATE TABLE t (id int, shard text); INSERT INTO t VALUES "
      "(1, 'a'), (2, 'b''\"'), (3, 'a')",
      database);
  ContentRequest request;
  request.table = {"public", "t"};
  request.columns = {content("id", TypeKind::kInteger, "integer")};
  request.equals_column = "shard";
  request.equals_value = "b'\"";
  Lines sink;
  REQUIRE(reader_on(database)->read(request, sink).ok());
  CHECK(sink.lines == std::vector<std::string>{"2"});
}

TEST_CASE("content reader: a sink that has enough ends the reading") {
  PostgresServer& server = PostgresServer::shared();
  std::string database = server.new_database();
  server.run("CREATE TABLE t AS SELECT generate_series(1, 200000) AS id",
             database);
  auto reader = reader_on(database);
  ContentRequest request;
  request.table = {"public", "t"};
  request.columns = {content("id", TypeKind::kInteger, "integer")};
  Lines sink;
  sink.stop_at = 3;
  Status status = reader->read(request, sink);
  CHECK(status.kind() == StatusKind::kBroken);
  CHECK(status.message().find("enough") != std::string::npos);
  Lines all;
  REQUIRE(reader->read(request, all).ok());
  CHECK(all.lines.size() == 200000);
}
