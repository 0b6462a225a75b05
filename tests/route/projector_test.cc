// SPDX-License-Identifier: Apache-2.0
#include "route/projector.h"

#include <catch2/catch.hpp>

#include "postgres/binary_form.h"
#include "postgres/values.h"
#include "support/sample_schema.h"

namespace millrace {
namespace {

using std::string_view_literals::operator""sv;

// shop.orders to sales.orders, (shard, id) the key, note called remark.
Route sample_route() {
  Route route;
  route.id = {"eu", {"shop", "orders"}, {"sales", "orders"}};
  route.source_table = test::orders_table();
  route.source_key = {0};
  const auto& columns = route.source_table.columns;
  route.columns = {
      {"shard", std::nullopt, "eu.shop", {}, "text"},
      {"paid_at", 2, "", columns[2].type, "timestamp without time zone"},
      {"id", 0, "", columns[0].type, "bigint"},
      {"remark", 1, "", columns[1].type, "character varying(200)"}};
  route.target_key = {0, 2};
  return route;
}

std::vector<Cell> row(std::string_view id, std::string_view note,
                      std::string_view paid_at,
                      std::string_view status = "paid") {
  return {Cell::of(id), Cell::of(note), Cell::of(paid_at), Cell::of("1.00"),
          Cell::of(status)};
}

}  // namespace

TEST_CASE("projector: columns are picked, ordered and added") {
  const Route route = sample_route();
  Projector projector(route);
  std::vector<Cell> out;
  const auto source = row("7", "hi", "2024-01-31 00:00:00");
  REQUIRE(*projector.project(source, &out));
  REQUIRE(out.size() == 4);
  CHECK(out[0].text() == "eu.shop");
  CHECK(out[1].text() == "2024-01-31 00:00:00");
  CHECK(out[2].data == source[0].data);  // a view, not a copy
  CHECK(out[3].text() == "hi");
  std::vector<Cell> key;
  REQUIRE(projector.project_key(source, &key).ok());
  REQUIRE(key.size() == 2);
  CHECK(key[0].text() == "eu.shop");
  CHECK(key[1].text() == "7");
}

TEST_CASE("projector: the filter leaves rows out, never keys") {
  Route route = sample_route();
  route.where = "status <> 'draft'";
  Projector projector(route);
  std::vector<Cell> out;
  const auto draft = row("7", "", "2024-01-31 00:00:00", "draft");
  CHECK_FALSE(*projector.project(draft, &out));
  CHECK(projector.project_key(draft, &out).ok());
}

TEST_CASE("projector: a date that is none, by policy") {
  Route route = sample_route();
  std::vector<Cell> out;
  for (const char* date : {"0000-00-00 00:00:00", "2023-02-30 01:00:00",
                           "2023-00-01 00:00:00", "0000-01-01 00:00:00"}) {
    CAPTURE(date);
    const auto source = row("7", "", date);
    route.values.zero_date = ZeroDatePolicy::kError;
    Projector strict(route);
    const Status refused = strict.project(source, &out).status();
    CHECK(refused.kind() == StatusKind::kRefused);
    CHECK(refused.code() == "S301");
    for (const char* part : {"eu.shop.orders.paid_at", "id=7", "zero_date"})
      CHECK(refused.message().find(part) != std::string::npos);

    route.values.zero_date = ZeroDatePolicy::kNull;
    Projector null(route);
    REQUIRE(*null.project(source, &out));
    CHECK(out[1].is_null());
    CHECK(null.applied().zero_dates == 1);

    route.values.zero_date = ZeroDatePolicy::kEpoch;
    Projector epoch(route);
    REQUIRE(*epoch.project(source, &out));
    CHECK(out[1].text() == "1970-01-01 00:00:00");
  }
}

TEST_CASE("projector: NULL is not offered for a date in the key") {
  Route route = sample_route();
  const auto advice = [&] {
    std::vector<Cell> out;
    Projector projector(route);
    return projector.project(row("7", "", "0000-00-00 00:00:00"), &out)
        .status()
        .message();
  };
  CHECK(advice().find("\"null\"") != std::string::npos);
  route.target_key.push_back(1);
  CHECK(advice().find("\"null\"") == std::string::npos);
  CHECK(advice().find("\"epoch\"") != std::string::npos);
}

TEST_CASE("projector: a text column takes any date as it is") {
  Route route = sample_route();
  route.columns[1].native = "text";
  Projector projector(route);
  std::vector<Cell> out;
  REQUIRE(*projector.project(row("7", "", "0000-00-00 00:00:00"), &out));
  CHECK(out[1].text() == "0000-00-00 00:00:00");
}

TEST_CASE("projector: 0x00 and broken text, by policy") {
  Route route = sample_route();
  std::vector<Cell> out;
  const auto nul = row("7", "a\0b"sv, "2024-01-31 00:00:00");
  const auto broken = row("7", "a\xFF", "2024-01-31 00:00:00");
  Projector strict(route);
  CHECK(strict.project(nul, &out).status().code() == "S302");
  CHECK(strict.project(broken, &out).status().code() == "S303");
  route.values.nul_byte = NulBytePolicy::kStrip;
  route.values.invalid_text = InvalidTextPolicy::kReplace;
  Projector mild(route);
  REQUIRE(*mild.project(nul, &out));
  CHECK(out[3].text() == "ab");
  REQUIRE(*mild.project(broken, &out));
  CHECK(out[3].text() == "a\xEF\xBF\xBD");
  CHECK(mild.applied().nul_bytes == 1);
  CHECK(mild.applied().invalid_text == 1);
}

TEST_CASE("projector: broken text of other sets gets the source's own mark") {
  Route route = sample_route();
  route.values.invalid_text = InvalidTextPolicy::kReplace;
  const size_t from = *route.columns[3].source;
  const auto stored = [&](const char* charset) {
    route.source_table.columns[from].type.charset = charset;
    Projector projector(route);
    std::vector<Cell> out;
    REQUIRE(*projector.project(row("7", "a\xFF", "2024-01-31 00:00:00"), &out));
    return std::string(out[3].text());
  };
  CHECK(stored("utf8mb4") == "a\xEF\xBF\xBD");
  CHECK(stored("gbk") == "a?");
  CHECK(stored("utf8mb3") == "a?");
}

TEST_CASE("projector: only 0 and 1 are booleans") {
  Route route = sample_route();
  route.columns[2].type.kind = TypeKind::kBoolean;
  Projector projector(route);
  std::vector<Cell> out;
  CHECK(projector.project(row("1", "", "2024-01-31 00:00:00"), &out).ok());
  const auto two = projector.project(row("2", "", "2024-01-31 00:00:00"), &out);
  CHECK(two.status().code() == "S304");
}

TEST_CASE("projector: NULL and the empty text stay apart") {
  const Route route = sample_route();
  Projector projector(route);
  std::vector<Cell> out;
  auto source = row("7", "", "2024-01-31 00:00:00");
  source[2] = Cell::null();
  REQUIRE(*projector.project(source, &out));
  CHECK(out[1].is_null());
  CHECK_FALSE(out[3].is_null());
}

TEST_CASE("projector: arranged as projected, its values as they are") {
  Route route = sample_route();
  const auto source = row("7", "a\0b"sv, "2024-02-31");
  std::vector<Cell> room;
  Row arranged;
  REQUIRE(Projector(route).arrange(source, &room, &arranged));
  REQUIRE(arranged.size() == 4);
  CHECK(arranged[0].text() == "eu.shop");
  CHECK(arranged[1].text() == "2024-02-31");
  CHECK(arranged[3].data == source[1].data);

  // Every column in its place: the row itself.
  route.columns.clear();
  for (size_t i = 0; i < route.source_table.columns.size(); ++i) {
    const Column& column = route.source_table.columns[i];
    route.columns.push_back({column.name, i, "", column.type, "text"});
  }
  REQUIRE(Projector(route).arrange(source, &room, &arranged));
  CHECK(arranged.data() == source.data());
  std::swap(route.columns[1], route.columns[2]);
  REQUIRE(Projector(route).arrange(source, &room, &arranged));
  CHECK(arranged[1].data == source[2].data);
  CHECK(arranged[2].data == source[1].data);
  route.where = "id <> 7";
  CHECK_FALSE(Projector(route).arrange(source, &room, &arranged));
}

// What a copy relies on when it encodes rows without a look at their values.
TEST_CASE("projector: what it would mend, an encoder that checks refuses") {
  using enum TypeKind;
  const std::vector<std::string_view> values = {"",
                                                "0",
                                                "1",
                                                "2",
                                                "-1",
                                                "1.5",
                                                "a",
                                                "a\0b"sv,
                                                "\0"sv,
                                                "\xff",
                                                "caf\xc3\xa9",
                                                "\xed\xa0\x80",
                                                "{}",
                                                "{\"a\":\"\0\"}"sv,
                                                "[\"\xff\"]",
                                                "0000-00-00",
                                                "2024-00-10",
                                                "2024-02-30",
                                                "2023-02-29",
                                                "2024-02-29",
                                                "0000-01-01",
                                                "2024-02-29 12:00:00",
                                                "0000-00-00 00:00:00",
                                                "2024-04-31 00:00:00.5",
                                                "2024-2-3",
                                                "12:00:00",
                                                "2024-02-2\xff"};
  const auto policy = GENERATE(ZeroDatePolicy::kError, ZeroDatePolicy::kNull);
  int pairs = 0;
  int mended = 0;
  for (const TypeKind kind :
       {kBoolean, kInteger, kDecimal, kFloat,     kDouble,    kBit,
        kYear,    kDate,    kTime,    kDatetime,  kTimestamp, kChar,
        kVarchar, kText,    kEnum,    kSet,       kJson,      kUuid,
        kInet4,   kInet6,   kBinary,  kVarbinary, kBlob}) {
    for (const char* native : {"boolean",
                               "smallint",
                               "integer",
                               "bigint",
                               "numeric(20,2)",
                               "real",
                               "double precision",
                               "bit(8)",
                               "date",
                               "interval",
                               "time without time zone",
                               "timestamp without time zone",
                               "timestamp with time zone",
                               "text",
                               "character(20)",
                               "character varying(40)",
                               "json",
                               "jsonb",
                               "bytea",
                               "uuid",
                               "inet"}) {
      Type type;
      type.kind = kind;
      const WriteColumn written{"c", type, native};
      if (binary_form(written) == nullptr) continue;
      ++pairs;
      Route route = sample_route();
      route.columns = {{"c", 1, "", type, native}};
      route.target_key = {0};
      route.values.zero_date = policy;
      Projector projector(route);
      BinaryCopyEncoder encoder(route.shape());
      REQUIRE(encoder.checks_values());
      for (const std::string_view value : values) {
        const auto source = row("7", value, "2024-01-01");
        std::vector<Cell> out;
        const Result<bool> kept = projector.project(source, &out);
        if (kept.ok() && out[0].data == source[1].data) continue;
        ++mended;
        std::string bytes;
        const Cell cell = source[1];
        INFO(native << " from kind " << static_cast<int>(kind) << ": "
                    << value);
        CHECK_FALSE(encoder.encode({&cell, 1}, bytes).ok());
      }
    }
  }
  CHECK(pairs > 30);
  CHECK(mended > 100);
}

}  // namespace millrace
