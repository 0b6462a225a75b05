// SPDX-License-Identifier: Apache-2.0
#include "postgres/change_writer.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <map>
#include <random>

#include "base/text.h"
#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

WriteShape shape_of(bool unique, bool unwritten) {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer"),
                   column_of("u", TypeKind::kInteger, "integer"),
                   column_of("v", TypeKind::kVarchar, "character varying(20)")};
  shape.columns[2].type.length = 20;
  shape.key = {0};
  shape.other_unique = unique;
  if (unique) shape.unique_keys = {{1}};
  shape.unwritten_columns = unwritten;
  return shape;
}

void make_table(WriterFixture& f, bool unique) {
  f.run(cat("CREATE TABLE s.t (id int PRIMARY KEY, u int",
            unique ? " UNIQUE" : "",
            ", v varchar(20), mine text DEFAULT 'new', twice int GENERATED "
            "ALWAYS AS (u * 2) STORED)"));
}

std::string contents(WriterFixture& f) {
  return f.value(
      "SELECT coalesce(string_agg(concat_ws(':', id, u, v), ' ' "
      "ORDER BY id), '') FROM s.t");
}

}  // namespace

TEST_CASE("change writer: puts overwrite, deletes delete, progress commits") {
  WriterFixture f;
  make_table(f, false);
  WriteShape shape = shape_of(false, true);
  auto writer = f.changes();
  OwnedRows first({{"1", "10", "a"}, {"2", "20", "b"}, {"3", "30", "c"}});
  f.done(f.apply(*writer, {&shape, {}, first.rows()}));
  OwnedRows deletes({{"2"}, {"99"}});
  OwnedRows puts({{"3", std::nullopt, "C"}, {"4", "40", "d"}});
  TableChanges change{&shape, deletes.rows(), puts.rows()};
  f.done(writer->begin());
  auto outcome = writer->apply({&change, 1}, false);
  REQUIRE(outcome.ok());
  CHECK(outcome->deleted == 1);
  CHECK(outcome->put == 2);
  StreamRecord stream;
  stream.source = "eu";
  stream.position.kind = PositionKind::kMysqlGtid;
  stream.position.gtid = "6ccd780c-baba-1026-9564-5b8c656024db:1-5";
  stream.rows = 3;
  f.done(writer->commit(f.plan, stream));
  CHECK(contents(f) == "1:10:a 3:C 4:40:d");
  auto state = f.ledger->read(f.plan);
  REQUIRE(state.ok());
  CHECK(state->stream("eu")->position == stream.position);
}

TEST_CASE("change writer: a known row is updated, one that is not there put") {
  WriterFixture f;
  make_table(f, false);
  WriteShape shape = shape_of(false, false);
  auto writer = f.changes();
  OwnedRows first({{"1", "10", "a"}, {"2", "20", "b"}});
  f.done(f.apply(*writer, {&shape, {}, first.rows()}));
  OwnedRows puts({{"1", "11", "A"}, {"2", std::nullopt, "B"}, {"3", "3", "c"}});
  SECTION("both are there") {
    f.done(f.apply(*writer, {&shape, {}, puts.rows(), 2}));
  }
  SECTION("one is not: it is healed by its image") {
    f.run("DELETE FROM s.t WHERE id = 2");
    f.done(f.apply(*writer, {&shape, {}, puts.rows(), 2}));
  }
  SECTION("one that is not known is there") {
    f.run("INSERT INTO s.t VALUES (3, 0, 'stray')");
    f.done(f.apply(*writer, {&shape, {}, puts.rows(), 2}));
  }
  CHECK(contents(f) == "1:11:A 2:B 3:3:c");
}

TEST_CASE("change writer: a rollback takes data and progress back") {
  WriterFixture f;
  make_table(f, false);
  WriteShape shape = shape_of(false, false);
  auto writer = f.changes();
  OwnedRows puts({Values{"1", "10", "a"}});
  TableChanges change{&shape, {}, puts.rows()};
  f.done(writer->begin());
  REQUIRE(writer->apply({&change, 1}, false).ok());
  writer->rollback();
  CHECK(contents(f) == "");
  f.done(f.apply(*writer, change));
  CHECK(contents(f) == "1:10:a");
}

TEST_CASE("change writer: unique values change places") {
  WriterFixture f;
  make_table(f, true);
  WriteShape shape = shape_of(true, false);
  auto writer = f.changes();
  OwnedRows first({{"1", "10", "a"}, {"2", "20", "b"}, {"3", "30", "c"}});
  f.done(f.apply(*writer, {&shape, {}, first.rows()}));
  OwnedRows swap({{"1", "20", "a"}, {"2", "30", "b"}, {"3", "10", "c"}});
  f.done(f.apply(*writer, {&shape, {}, swap.rows()}));
  CHECK(contents(f) == "1:20:a 2:30:b 3:10:c");
}

TEST_CASE("change writer: columns nobody writes keep their values") {
  for (bool unique : {false, true}) {
    WriterFixture f;
    make_table(f, unique);
    WriteShape shape = shape_of(unique, true);
    auto writer = f.changes();
    OwnedRows first({{"1", "10", "a"}, {"2", "20", "b"}});
    f.done(f.apply(*writer, {&shape, {}, first.rows()}));
    f.run("UPDATE s.t SET mine = 'kept ' || id");
    OwnedRows swap({{"1", "20", "A"}, {"2", "10", "B"}, {"3", "30", "C"}});
    TableChanges change{&shape, {}, swap.rows()};
    if (!unique) change.puts = swap.rows();
    f.done(f.apply(*writer, change));
    f.done(f.apply(*writer, change));
    CHECK(f.value("SELECT string_agg(concat_ws(':', id, u, v, mine, twice), "
                  "' ' ORDER BY id) FROM s.t") ==
          "1:20:A:kept 1:40 2:10:B:kept 2:20 3:30:C:new:60");
  }
}

TEST_CASE("change writer: eviction frees a unique value, and only then") {
  WriterFixture f;
  make_table(f, true);
  WriteShape shape = shape_of(true, false);
  auto writer = f.changes();
  OwnedRows first({{"1", "10", "a"}, {"2", "20", "b"}});
  f.done(f.apply(*writer, {&shape, {}, first.rows()}));
  OwnedRows clash({Values{"3", "10", "c"}});
  Status refused = f.apply(*writer, {&shape, {}, clash.rows()});
  CHECK(refused.kind() == StatusKind::kRefused);
  CHECK(refused.message().find("23505") != std::string::npos);
  CHECK(contents(f) == "1:10:a 2:20:b");
  f.done(f.apply(*writer, {&shape, {}, clash.rows()}, true));
  CHECK(contents(f) == "2:20:b 3:10:c");
}

TEST_CASE("change writer: what does not fit is refused, never cut off") {
  WriterFixture f;
  make_table(f, false);
  WriteShape shape = shape_of(false, false);
  auto writer = f.changes();
  OwnedRows puts({Values{"1", "10", "012345678901234567890"}});
  Status status = f.apply(*writer, {&shape, {}, puts.rows()});
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(contents(f) == "");
}

TEST_CASE("change writer: every type passes an array into its column") {
  struct Sample {
    Type type;
    const char* native;
    const char* cell;
    const char* printed;
  };
  auto of = [](TypeKind kind, uint64_t length = 0) {
    Type type;
    type.kind = kind;
    type.length = length;
    type.bits = 32;
    return type;
  };
  std::vector<Sample> samples = {
      {of(TypeKind::kDecimal), "numeric(10,2)", "-1.50", "-1.50"},
      {of(TypeKind::kFloat), "real", "0.1", "0.1"},
      {of(TypeKind::kDouble), "double precision", "1e-300", "1e-300"},
      {of(TypeKind::kBoolean), "boolean", "1", "true"},
      {of(TypeKind::kBit, 3), "bit(3)", "101", "101"},
      {of(TypeKind::kChar, 3), "character(3)", "ab", "ab"},
      {of(TypeKind::kDate), "date", "2026-01-02", "2026-01-02"},
      {of(TypeKind::kTime), "interval(3)", "-838:59:59.5", "-838:59:59.5"},
      {of(TypeKind::kTime), "time(3) without time zone", "01:02:03.5",
       "01:02:03.5"},
      {of(TypeKind::kDatetime), "timestamp(3) without time zone",
       "2026-01-02 03:04:05.678", "2026-01-02 03:04:05.678"},
      {of(TypeKind::kTimestamp), "timestamp(0) with time zone",
       "2026-01-02 03:04:05", "2026-01-02 03:04:05+00"},
      {of(TypeKind::kYear), "smallint", "2026", "2026"},
      {of(TypeKind::kJson), "jsonb", "{\"a\": \"x\\\"\\n,{}\"}",
       "{\"a\": \"x\\\"\\n,{}\"}"},
      {of(TypeKind::kJson), "json", "[1,  2]", "[1,  2]"},
      {of(TypeKind::kUuid), "uuid", "123e4567-e89b-12d3-a456-426614174000",
       "123e4567-e89b-12d3-a456-426614174000"},
      {of(TypeKind::kInet6), "inet", "2001:db8::1", "2001:db8::1/128"},
  };
  WriterFixture f;
  WriteShape shape;
  shape.table = {"s", "all"};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer")};
  shape.key = {0};
  std::string sql = "CREATE TABLE s.all (id int PRIMARY KEY";
  Values values = {"1"};
  Values nulls = {"2"};
  for (size_t i = 0; i < samples.size(); ++i) {
    WriteColumn column =
        column_of(cat("c", i), samples[i].type.kind, samples[i].native);
    column.type = samples[i].type;
    shape.columns.push_back(column);
    append_to(sql, ", c", i, " ", samples[i].native);
    values.push_back(samples[i].cell);
    nulls.push_back(std::nullopt);
  }
  f.run(sql + ")");
  auto writer = f.changes();
  OwnedRows rows({values, nulls});
  f.done(f.apply(*writer, {&shape, {}, rows.rows()}));
  f.done(f.apply(*writer, {&shape, {}, rows.rows()}));
  for (size_t i = 0; i < samples.size(); ++i) {
    INFO(samples[i].native);
    CHECK(f.value(cat("SELECT set_config('timezone', 'UTC', false) IS NULL; "
                      "SELECT c",
                      i, "::text FROM s.all WHERE id = 1")) ==
          samples[i].printed);
    CHECK(f.value(cat("SELECT c", i, " IS NULL FROM s.all WHERE id = 2")) ==
          "t");
  }
}

TEST_CASE("change writer: any run of batches ends like a map of rows") {
  std::mt19937 random(4711);
  for (bool unique : {false, true}) {
    WriterFixture f;
    make_table(f, unique);
    WriteShape shape = shape_of(unique, false);
    auto writer = f.changes();
    std::map<int, int> rows;  // id -> u
    for (int batch = 0; batch < 30; ++batch) {
      OwnedRows deletes;
      OwnedRows puts;
      std::map<int, int> puts_of;
      for (int id = 0; id < 12; ++id) {
        uint32_t dice = random() % 4;
        if (dice == 0) {
          deletes.add({cat(id)});
          rows.erase(id);
        } else if (dice == 1) {
          puts_of[id] = 0;
          rows.erase(id);
        }
      }
      for (auto& [id, u] : puts_of) {
        do {
          u = static_cast<int>(random() % 40);
        } while (std::any_of(rows.begin(), rows.end(),
                             [&](auto& r) { return r.second == u; }));
        rows[id] = u;
        puts.add({cat(id), cat(u), "x"});
      }
      f.done(f.apply(*writer, {&shape, deletes.rows(), puts.rows()}));
    }
    std::string expected;
    for (auto& [id, u] : rows) {
      append_to(expected, expected.empty() ? "" : " ", id, ":", u, ":x");
    }
    CHECK(contents(f) == expected);
  }
}

TEST_CASE("change writer: rows per second", "[.][measure]") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, u int, v varchar(200))");
  WriteShape shape = shape_of(false, false);
  shape.columns[2].native = "character varying(200)";
  auto writer = f.changes();
  for (int round = 0; round < 2; ++round) {
    OwnedRows puts;
    for (int i = 0; i < 200000; ++i) {
      int id = round == 0 ? 2 * i : i;
      puts.add({cat(id), cat(i), std::string(120, 'x')});
    }
    auto start = std::chrono::steady_clock::now();
    f.done(f.apply(*writer, {&shape, {}, puts.rows()}));
    std::chrono::duration<double> took =
        std::chrono::steady_clock::now() - start;
    WARN("upserts: " << 200000 / took.count() << " rows/s");
  }
}
