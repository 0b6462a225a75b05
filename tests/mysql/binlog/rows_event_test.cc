// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/rows_event.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"
#include "mysql/binlog/number_values.h"
#include "mysql/binlog/string_values.h"

namespace millrace::mysql::test {
namespace {

// id INT, name VARCHAR(20)
struct Fixture {
  Fixture() {
    table.name = {"shop", "orders"};
    table.columns = {column("id", TypeKind::kInteger, 32),
                     column("name", TypeKind::kVarchar)};
    plan.table = 3;
    plan.definition = &table;
    plan.columns.resize(2);
    plan.columns[0].decode = integer_decoder(4, false);
    plan.columns[1].decode = decode_varchar;
    plan.columns[1].size = 20;
  }
  // "kind before>after; …", or the failure's code.
  std::string read(EventType type, const std::string& body) {
    Status s = cursor.open(event_of(type, body), format(), &plan);
    TransactionPart part;
    while (s.ok() && cursor.active()) s = cursor.next(&part);
    if (!s.ok()) return s.code();
    std::string out;
    for (const RowChange& c : part.changes) {
      CHECK(c.table == 3);
      append_to(out, static_cast<int>(c.kind), ' ', text(c.before), '>',
                text(c.after), "; ");
    }
    CHECK((part.bytes > 0) == !part.changes.empty());
    return out;
  }
  static std::string text(Row row) {
    std::string out;
    for (const Cell& cell : row) {
      append_to(out, out.empty() ? "" : ",",
                cell.is_null() ? "NULL" : cell.text());
    }
    return out;
  }
  Table table;
  RowPlan plan;
  RowsCursor cursor;
};

std::string row(int id, const char* name) {
  return name ? '\0' + le(static_cast<uint32_t>(id), 4) + counted(name)
              : '\2' + le(static_cast<uint32_t>(id), 4);
}

TEST_CASE("rows: inserts, updates and deletes of version 1") {
  Fixture f;
  CHECK(f.read(EventType::kWriteRowsV1,
               rows_head(9, 2, false) + row(1, "a") + row(-2, nullptr)) ==
        "0 >1,a; 0 >-2,NULL; ");
  CHECK(f.read(EventType::kUpdateRowsV1, rows_head(9, 2, true) + row(1, "a") +
                                             row(1, "b")) == "1 1,a>1,b; ");
  CHECK(f.read(EventType::kDeleteRowsV1, rows_head(9, 2, false) + row(1, "")) ==
        "2 1,>; ");
}

TEST_CASE("rows: version 2 has extra data in front") {
  Fixture f;
  for (const std::string& extra : {std::string(), std::string("abcde")}) {
    std::string body = rows_head(9, 2, false);
    body.insert(8, le(2 + extra.size(), 2) + extra);
    CHECK(f.read(EventType::kWriteRows, body + row(7, "x")) == "0 >7,x; ");
  }
  std::string bad = rows_head(9, 2, false);
  bad.insert(8, le(1, 2));
  CHECK(f.read(EventType::kWriteRows, bad + row(7, "x")) == "S208");
}

TEST_CASE("rows: MariaDB's compressed rows") {
  Fixture f;
  const std::string plain = row(1, "aaaa") + row(2, "bbbb");
  uLongf size = 100;
  std::string stream(size, '\0');
  compress(reinterpret_cast<Bytef*>(stream.data()), &size,
           reinterpret_cast<const Bytef*>(plain.data()), plain.size());
  stream.resize(size);
  CHECK(f.read(EventType::kWriteRowsCompressedV1,
               rows_head(9, 2, false) + '\x81' + le(plain.size(), 1) +
                   stream) == "0 >1,aaaa; 0 >2,bbbb; ");
}

TEST_CASE("rows: an image without a column is no row") {
  Fixture f;
  std::string body = rows_head(9, 2, false);
  body.back() = '\x01';
  CHECK(f.read(EventType::kWriteRowsV1, body + "\0\1\0\0\0") == "S205");
  body = rows_head(9, 2, true);
  body.back() = '\x02';
  CHECK(f.read(EventType::kUpdateRowsV1, body + row(1, "a")) == "S205");
}

// As MariaDB 11.8.9 leaves generated columns out.
TEST_CASE("rows: a column that nobody looks at may be left out") {
  Fixture f;
  f.plan.spare = {false, true};
  std::string body = rows_head(9, 2, true);
  body[body.size() - 2] = body.back() = '\x01';
  const std::string five("\0\5\0\0\0", 5);
  const std::string six("\0\6\0\0\0", 5);
  CHECK(f.read(EventType::kUpdateRowsV1, body + five + six) ==
        "1 5,NULL>6,NULL; ");
  body = rows_head(9, 2, false);
  body.back() = '\x02';
  CHECK(f.read(EventType::kWriteRowsV1, body + five) == "S205");
}

TEST_CASE("rows: another number of columns, or a row cut short") {
  Fixture f;
  CHECK(f.read(EventType::kWriteRowsV1, rows_head(9, 3, false)) == "S208");
  const std::string body = rows_head(9, 2, false) + row(1, "abc");
  for (size_t n = 11; n < body.size(); ++n) {
    CHECK(f.read(EventType::kWriteRowsV1, body.substr(0, n)) == "S208");
  }
}

TEST_CASE("rows: the head says which table, whatever the form") {
  const std::string body = rows_head(0x123456789a, 2, false);
  const auto head =
      read_rows_head(event_of(EventType::kDeleteRows, body), format());
  REQUIRE(head.ok());
  CHECK(head->table_id == 0x123456789a);
  CHECK(head->flags == RowsHead::kStatementEnd);
  CHECK_FALSE(
      read_rows_head(event_of(EventType::kDeleteRows, "x"), format()).ok());
  for (int t = 0; t < 256; ++t) {
    const auto type = static_cast<EventType>(t);
    const bool rows = (t >= 23 && t <= 25) || (t >= 30 && t <= 32) || t == 39 ||
                      (t >= 166 && t <= 171);
    CHECK(is_rows_event(type) == rows);
  }
}

}  // namespace
}  // namespace millrace::mysql::test
