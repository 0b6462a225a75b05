// SPDX-License-Identifier: Apache-2.0
#include "postgres/values.h"

#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"
#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

using Random = std::mt19937;

uint32_t below(Random& random, uint32_t n) { return random() % n; }

std::string random_text(Random& random) {
  static const char* kPieces[] = {
      "\\",  "\n",  "\r", "\t",   "\"",   "'", "{", "}", ",",
      "\\N", "\\.", " ",  "\x01", "\x7f", "ü", "€", "😀", "\xF4\x8F\xBF\xBF"};
  std::string out;
  for (uint32_t n = below(random, 40); n > 0; --n) {
    if (below(random, 2) == 0) {
      out += kPieces[below(random, std::size(kPieces))];
    } else {
      out.append(below(random, 12), static_cast<char>('a' + n % 26));
    }
  }
  return out;
}

std::string random_bytes(Random& random) {
  std::string out;
  for (uint32_t n = below(random, 60); n > 0; --n) {
    out.push_back(static_cast<char>(below(random, 256)));
  }
  return out;
}

WriteShape text_shape() {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {column_of("id", TypeKind::kInteger, "integer"),
                   column_of("x", TypeKind::kText, "text"),
                   column_of("b", TypeKind::kBlob, "bytea")};
  shape.key = {0};
  return shape;
}

// What is in the table, as hex: no form of ours has a hand in it.
std::string hex_of_row(WriterFixture& f, size_t id, const char* column) {
  return f.value(
      cat("SELECT encode(", column, ", 'hex') FROM s.t WHERE id = ", id));
}

void check_same(WriterFixture& f, const std::vector<Values>& rows) {
  for (size_t i = 0; i < rows.size(); ++i) {
    INFO("row " << i);
    REQUIRE(hex_of_row(f, i, "convert_to(x, 'UTF8')") ==
            hex(rows[i][1].value_or("")));
    REQUIRE(hex_of_row(f, i, "b") == hex(rows[i][2].value_or("")));
    REQUIRE(f.value(cat("SELECT (x IS NULL)::text || (b IS NULL)::text FROM "
                        "s.t WHERE id = ",
                        i)) ==
            cat(rows[i][1] ? "false" : "true", rows[i][2] ? "false" : "true"));
  }
}

std::vector<Values> random_rows() {
  Random random(20261121);
  std::vector<Values> rows;
  for (size_t i = 0; i < 80; ++i) {
    Values row = {cat(i), random_text(random), random_bytes(random)};
    if (i % 9 == 7) row[1].reset();
    if (i % 9 == 8) row[2].reset();
    rows.push_back(row);
  }
  return rows;
}

std::string encoded(const WriteColumn& column, const std::string& cell) {
  WriteShape shape;
  shape.table = {"s", "t"};
  shape.columns = {column};
  CopyEncoder encoder(shape);
  Cell one = Cell::of(cell);
  std::string out = "before";
  Status status = encoder.encode({&one, 1}, out);
  if (status.ok()) return out.substr(6);
  CHECK(status.kind() == StatusKind::kRefused);
  CHECK(status.message().find(column.name) != std::string::npos);
  CHECK(out == "before");
  return "refused";
}

}  // namespace

TEST_CASE("values: random text and bytes pass COPY unchanged") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, x text, b bytea)");
  std::vector<Values> rows = random_rows();
  f.done(f.copy(text_shape(), OwnedRows(rows).rows()));
  check_same(f, rows);
}

TEST_CASE("values: random text and bytes pass array parameters unchanged") {
  WriterFixture f;
  f.run("CREATE TABLE s.t (id int PRIMARY KEY, x text, b bytea)");
  std::vector<Values> rows = random_rows();
  OwnedRows owned(rows);
  WriteShape shape = text_shape();
  TableChanges change{&shape, {}, owned.rows()};
  auto writer = f.changes();
  f.done(f.apply(*writer, change));
  check_same(f, rows);
}

TEST_CASE("values: a NUL or a broken character is refused by column name") {
  WriteColumn column = column_of("note", TypeKind::kText, "text");
  CHECK(encoded(column, std::string("a\0b", 3)) == "refused");
  for (const char* bad : {"\xff", "abcdefgh\xC3", "\xC0\x80", "\xED\xA0\x80",
                          "\xE2\x82", "\xF4\x90\x80\x80", "\x80"}) {
    INFO(hex(bad));
    CHECK(encoded(column, bad) == "refused");
  }
}

TEST_CASE("values: text checks agree with the one of base") {
  Random random(7);
  WriteColumn column = column_of("note", TypeKind::kText, "text");
  for (int i = 0; i < 20000; ++i) {
    std::string text = random_bytes(random).substr(0, 12);
    if (i % 2 == 0) text += "ü😀" + random_bytes(random).substr(0, 2);
    bool sound = valid_utf8_prefix(text) == text.size() &&
                 text.find('\0') == std::string::npos;
    REQUIRE((encoded(column, text) != "refused") == sound);
  }
}

TEST_CASE("values: moments that do not exist are refused") {
  WriteColumn date = column_of("d", TypeKind::kDate, "date");
  CHECK(encoded(date, "2024-02-29") == "2024-02-29\n");
  for (const char* bad : {"0000-00-00", "2026-00-10", "2026-01-00",
                          "2026-02-29", "1900-02-29", "0000-01-01"}) {
    INFO(bad);
    CHECK(encoded(date, bad) == "refused");
    CHECK(encoded(column_of("d", TypeKind::kDatetime,
                            "timestamp(0) without time zone"),
                  std::string(bad) + " 00:00:00") == "refused");
  }
  CHECK(encoded(
            column_of("d", TypeKind::kTimestamp, "timestamp(0) with time zone"),
            "2026-01-02 03:04:05") == "2026-01-02 03:04:05+00\n");
  WriteColumn time = column_of("t", TypeKind::kTime, "time without time zone");
  CHECK(encoded(time, "23:59:59") == "23:59:59\n");
  CHECK(encoded(time, "24:00:00") == "refused");
  CHECK(encoded(time, "-01:00:00") == "refused");
  CHECK(encoded(time, "838:59:59") == "refused");
}

TEST_CASE("values: chosen types take the values they can hold") {
  WriteColumn flag = column_of("f", TypeKind::kInteger, "boolean");
  CHECK(encoded(flag, "1") == "t\n");
  CHECK(encoded(flag, "2") == "refused");
  WriteColumn bits = column_of("b", TypeKind::kBit, "integer");
  bits.type.length = 9;
  CHECK(encoded(bits, "100000001") == "257\n");
  WriteColumn uuid = column_of("u", TypeKind::kBinary, "uuid");
  uuid.type.length = 16;
  CHECK(encoded(uuid, std::string(16, '\xab')) ==
        "abababababababababababababababab\n");
  CHECK(encoded(column_of("d", TypeKind::kDatetime, "timestamp with time zone"),
                "2026-01-01 00:00:00") == "refused");
}
