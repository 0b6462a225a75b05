// SPDX-License-Identifier: Apache-2.0
//
// Law: a value has one outcome on the target, whether it came by a binary
// COPY, in a binary array or as text. Generated values, a real server.
#include "postgres/binary_form.h"

#include <catch2/catch.hpp>
#include <charconv>
#include <cstring>
#include <functional>
#include <random>

#include "base/text.h"
#include "postgres/change_sql.h"
#include "postgres/session.h"
#include "postgres/type_samples.h"
#include "postgres/types.h"
#include "postgres/values.h"
#include "postgres/writer_fixture.h"

using namespace millrace;
using namespace millrace::test;

namespace {

using Random = std::mt19937_64;
using Generator = std::function<std::string(Random&)>;

struct Pair {
  Type type;
  std::string native;
  Generator cell;
};

uint64_t below(Random& random, uint64_t n) { return random() % n; }

std::string padded(uint64_t n, size_t width) {
  std::string digits = cat(n);
  return std::string(width - std::min(width, digits.size()), '0') + digits;
}

std::string digits(Random& random, size_t count) {
  std::string out;
  const bool round = below(random, 3) == 0;  // runs of zeros
  for (size_t i = 0; i < count; ++i) {
    const uint64_t digit = below(random, round ? 40 : 10);
    out.push_back(static_cast<char>('0' + (digit > 9 ? 0 : digit)));
  }
  return out;
}

Generator integers(int bits, bool is_unsigned) {
  return [=](Random& random) {
    const uint64_t all = random() >> below(random, 64);
    const uint64_t mask = bits == 64 ? ~0ULL : (1ULL << bits) - 1;
    if (is_unsigned) return cat(all & mask);
    const auto half = static_cast<int64_t>(all & (mask >> 1));
    return below(random, 2) == 0 ? cat(half) : cat(-half - 1);
  };
}

Generator decimals(size_t precision, size_t scale) {
  return [=](Random& random) {
    std::string whole = digits(random, 1 + below(random, precision - scale));
    whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
    std::string text = below(random, 2) == 0 ? whole : "-" + whole;
    return scale == 0 ? text : text + "." + digits(random, scale);
  };
}

template <typename Float>
std::string random_float(Random& random) {
  while (true) {
    const uint64_t bits = random();
    Float value;
    std::memcpy(&value, &bits, sizeof value);
    if (below(random, 3) == 0) value = static_cast<Float>(bits % 1000) / 8;
    if (value != value || value - value != 0) continue;
    char text[64];
    const auto end = std::to_chars(text, text + sizeof text, value).ptr;
    return {text, end};
  }
}

std::string random_date(Random& random) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30,
                                  31, 31, 30, 31, 30, 31};
  const uint64_t year = 1 + below(random, 9999);
  const uint64_t month = below(random, 12);
  uint64_t day = 1 + below(random, kDays[month]);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  if (leap && month == 1 && below(random, 2) == 0) day = 29;
  return cat(padded(year, 4), "-", padded(month + 1, 2), "-", padded(day, 2));
}

std::string random_clock(Random& random, uint64_t hours, int fsp) {
  std::string text =
      cat(padded(below(random, hours), 2), ":", padded(below(random, 60), 2),
          ":", padded(below(random, 60), 2));
  return fsp == 0 ? text : cat(text, ".", digits(random, fsp));
}

std::string random_text(Random& random) {
  static const char* kPieces[] = {"\\", "\n", "\t", "'", "\x01", "ü", "😀", "x"};
  std::string out;
  for (uint64_t n = below(random, 30); n > 0; --n) {
    out += kPieces[below(random, std::size(kPieces))];
  }
  return out;
}

std::string random_bytes(Random& random, size_t size) {
  std::string out;
  while (out.size() < size) out.push_back(static_cast<char>(random()));
  return out;
}

void add_numbers(std::vector<Pair>* all) {
  for (int bits : {8, 16, 24, 32, 64}) {
    for (bool is_unsigned : {false, true}) {
      const Type type = integer_of(bits, is_unsigned);
      all->push_back({type, native_for(type), integers(bits, is_unsigned)});
      all->push_back({type, "numeric", integers(bits, is_unsigned)});
    }
  }
  for (auto [precision, scale] :
       {std::pair<int, int>{10, 2}, {65, 30}, {30, 30}, {20, 0}, {9, 5}}) {
    const Type type = decimal_of(precision, scale);
    all->push_back({type, native_for(type),
                    decimals(std::max(precision, scale + 1), scale)});
    all->back().native = precision == scale ? "numeric" : all->back().native;
  }
  const Type real = type_of(TypeKind::kFloat);
  all->push_back({real, "real", random_float<float>});
  all->push_back({real, "double precision", random_float<float>});
  all->push_back(
      {type_of(TypeKind::kDouble), "double precision", random_float<double>});
  for (int length : {1, 7, 8, 9, 64}) {
    all->push_back({type_of(TypeKind::kBit, length), cat("bit(", length, ")"),
                    [=](Random& random) {
                      std::string bits;
                      while (bits.size() < static_cast<size_t>(length)) {
                        bits.push_back(below(random, 2) == 0 ? '0' : '1');
                      }
                      return bits;
                    }});
  }
  all->push_back({integer_of(8, false), "boolean",
                  [](Random& random) { return cat(below(random, 2)); }});
  all->push_back({type_of(TypeKind::kYear), "smallint", [](Random& random) {
                    return padded(below(random, 2156), 4);
                  }});
}

void add_moments(std::vector<Pair>* all) {
  const Type date = type_of(TypeKind::kDate);
  all->push_back({date, "date", random_date});
  all->push_back({date, "timestamp without time zone", random_date});
  for (int fsp : {0, 1, 3, 6}) {
    const Generator clock = [=](Random& random) {
      return random_clock(random, 24, fsp);
    };
    const Generator span = [=](Random& random) {
      return (below(random, 2) == 0 ? "-" : "") +
             random_clock(random, 839, fsp);
    };
    const Generator moment = [=](Random& random) {
      return random_date(random) + " " + random_clock(random, 24, fsp);
    };
    const Type time = type_of(TypeKind::kTime, 0, fsp);
    all->push_back({time, native_for(time), span});
    all->push_back({time, "interval(1)", span});  // rounds alike
    all->push_back({time, "time without time zone", clock});
    const Type datetime = type_of(TypeKind::kDatetime, 0, fsp);
    all->push_back({datetime, native_for(datetime), moment});
    all->push_back({datetime, "timestamp(2) without time zone", moment});
    const Type timestamp = type_of(TypeKind::kTimestamp, 0, fsp);
    all->push_back({timestamp, native_for(timestamp), moment});
    all->push_back({timestamp, "timestamp without time zone", moment});
  }
}

void add_texts(std::vector<Pair>* all) {
  for (TypeKind kind : {TypeKind::kVarchar, TypeKind::kText, TypeKind::kEnum}) {
    all->push_back({type_of(kind, 200), "character varying(200)", random_text});
    all->push_back({type_of(kind, 200), "text", random_text});
  }
  all->push_back({type_of(TypeKind::kChar, 40), "character(40)", random_text});
  all->push_back({integer_of(32, false), "text", integers(32, false)});
  const Generator json = [](Random& random) {
    return cat("{\"b\": [", random_float<double>(random),
               ", \"ü😀\"], \"a\": ", integers(64, true)(random),
               ", \"a\": null}");
  };
  all->push_back({type_of(TypeKind::kJson), "jsonb", json});
  all->push_back({type_of(TypeKind::kJson), "json", json});
  all->push_back({type_of(TypeKind::kBlob), "bytea", [](Random& random) {
                    return random_bytes(random, below(random, 50));
                  }});
  all->push_back({type_of(TypeKind::kBinary, 16), "uuid",
                  [](Random& random) { return random_bytes(random, 16); }});
}

std::vector<Pair> all_pairs() {
  std::vector<Pair> all;
  add_numbers(&all);
  add_moments(&all);
  add_texts(&all);
  return all;
}

WriteShape shape_of(const std::vector<Pair>& pairs, const std::string& table) {
  WriteShape shape;
  shape.table = {"s", table};
  shape.columns.push_back({"id", integer_of(32, false), "integer"});
  for (size_t i = 0; i < pairs.size(); ++i) {
    shape.columns.push_back({cat("c", i), pairs[i].type, pairs[i].native});
  }
  shape.key = {0};
  return shape;
}

std::string create_sql(const WriteShape& shape) {
  std::string sql = cat("CREATE TABLE s.", shape.table.table, " (");
  for (const WriteColumn& c : shape.columns) {
    append_to(sql, c.name, " ", c.native, c.name == "id" ? " PRIMARY KEY" : "",
              &c == &shape.columns.back() ? ")" : ", ");
  }
  return sql;
}

// By the statement of the change writer, its parameters as text.
void insert_as_text(WriterFixture& f, const WriteShape& shape,
                    std::span<const Row> rows) {
  auto session = Session::open(f.endpoint, {});
  REQUIRE(session.ok());
  Session::Params parameters;
  for (size_t i = 0; i < shape.columns.size(); ++i) {
    ArrayBuilder array(shape.columns[i]);
    for (const Row& row : rows) REQUIRE(array.add(row[i]) == nullptr);
    REQUIRE_FALSE(array.binary());
    parameters.push_back(array.finish());
  }
  f.done((*session)->run(insert_sql(shape), parameters));
}

const char* refusal(TypeKind kind, const std::string& native,
                    const std::string& cell) {
  WriteColumn column{"c", type_of(kind, 16), native};
  std::string out(binary_room(cell.size()), '?');
  const BinaryForm form = binary_form(column);
  REQUIRE(form != nullptr);
  const Written field = form(cell, out.data());
  return field.end != nullptr ? "" : field.why;
}

}  // namespace

TEST_CASE("binary form: what binary roads bring is what text brings") {
  const std::vector<Pair> pairs = all_pairs();
  const WriteShape copied = shape_of(pairs, "copied");
  const WriteShape streamed = shape_of(pairs, "streamed");
  const WriteShape written = shape_of(pairs, "written");
  REQUIRE(copy_format(copied, CopyFormat::kBinary) == CopyFormat::kBinary);
  Random random(20261125);
  std::vector<Values> rows;
  for (int id = 0; id < 400; ++id) {
    Values row{cat(id)};
    for (const Pair& pair : pairs) {
      row.emplace_back(pair.cell(random));
      if (below(random, 20) == 0) row.back().reset();
    }
    rows.push_back(std::move(row));
  }
  const OwnedRows owned(rows);
  WriterFixture f;
  f.run(create_sql(copied));
  f.run(create_sql(streamed));
  f.run(create_sql(written));
  insert_as_text(f, written, owned.rows());
  f.done(f.copy(copied, owned.rows()));
  auto writer = f.changes();
  f.done(f.apply(*writer, {&streamed, {}, owned.rows()}));
  REQUIRE(f.value("SELECT count(*) FROM s.copied") == "400");
  for (size_t i = 0; i < pairs.size(); ++i) {
    INFO(kind_name(pairs[i].type.kind) << " as " << pairs[i].native);
    CHECK(ArrayBuilder(streamed.columns[i + 1], true).binary());
    for (const char* binary : {"copied", "streamed"}) {
      CHECK(f.value(cat("SELECT count(*) FROM s.written AS a JOIN s.", binary,
                        " AS b USING (id) WHERE a.c", i,
                        "::text IS DISTINCT FROM b.c", i, "::text")) == "0");
    }
  }
}

TEST_CASE("binary form: what the type cannot hold is refused, not wrapped") {
  using enum TypeKind;
  CHECK(refusal(kInteger, "smallint", "32768") != std::string());
  CHECK(refusal(kInteger, "smallint", "-32768") == std::string());
  CHECK(refusal(kInteger, "integer", "2147483648") != std::string());
  CHECK(refusal(kInteger, "bigint", "9223372036854775808") != std::string());
  CHECK(refusal(kInteger, "boolean", "2") != std::string());
  CHECK(refusal(kDate, "date", "0000-00-00") != std::string());
  CHECK(refusal(kDate, "date", "2023-02-29") != std::string());
  CHECK(refusal(kDatetime, "timestamp without time zone",
                "2023-00-01 00:00:00") != std::string());
  CHECK(refusal(kTime, "time without time zone", "24:00:00") != std::string());
  CHECK(refusal(kTime, "time without time zone", "-00:00:01") != std::string());
  CHECK(refusal(kBinary, "uuid", "short") != std::string());
  CHECK(refusal(kText, "text", std::string("a\0b", 3)) != std::string());
  CHECK(refusal(kText, "text", "long enough \xff") != std::string());
  CHECK(refusal(kJson, "jsonb", std::string("\"\0\"", 3)) != std::string());
}

TEST_CASE("binary form: a shape with one column that has none goes as text") {
  WriteShape shape;
  shape.columns.push_back({"id", integer_of(32, false), "integer"});
  CHECK(copy_format(shape, CopyFormat::kBinary) == CopyFormat::kBinary);
  CHECK(copy_format(shape, CopyFormat::kText) == CopyFormat::kText);
  shape.columns.push_back({"at", type_of(TypeKind::kInet6), "inet"});
  CHECK(copy_format(shape, CopyFormat::kBinary) == CopyFormat::kText);
}
