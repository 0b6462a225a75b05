// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_map.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

const QualifiedName kName{"shop", "orders"};

TEST_CASE("table map: number, name and columns are read") {
  const std::string body = table_map_body(0x0102030405, kName,
                                          {{8, ""},
                                           {15, le(300, 2)},
                                           {246, unhexed("0a02")},
                                           {16, unhexed("0104")},
                                           {18, unhexed("06")}});
  const auto map = read_table_map(body, 8);
  REQUIRE(map.status().message() == "");
  CHECK(map->id == 0x0102030405);
  CHECK(map->name == kName);
  REQUIRE(map->columns.size() == 5);
  using M = ColumnMeta;
  CHECK(map->columns[0].meta == M{ColumnType::kLonglong, 0, 0});
  CHECK(map->columns[1].meta == M{ColumnType::kVarchar, 300, 0});
  CHECK(map->columns[2].meta == M{ColumnType::kNewDecimal, 10, 2});
  CHECK(map->columns[3].meta == M{ColumnType::kBit, 33, 0});
  CHECK(map->columns[4].meta == M{ColumnType::kDatetime2, 6, 0});
  const auto head = read_table_map_head(body, 8);
  REQUIRE(head.ok());
  CHECK(head->id == map->id);
  CHECK(head->name == kName);
}

// 255 characters of utf8mb4 are 1,020 bytes: bits 8 and 9 are folded into
// the type's byte.
TEST_CASE("table map: enums, sets and long chars come out of one code") {
  const auto meta = [](const char* two) {
    const auto map =
        read_table_map(table_map_body(1, kName, {{254, unhexed(two)}}), 8);
    REQUIRE(map.ok());
    return map->columns[0].meta;
  };
  CHECK(meta("f702") == ColumnMeta{ColumnType::kEnum, 2, 0});
  CHECK(meta("f808") == ColumnMeta{ColumnType::kSet, 8, 0});
  CHECK(meta("fe0a") == ColumnMeta{ColumnType::kString, 10, 0});
  CHECK(meta("cefc") == ColumnMeta{ColumnType::kString, 1020, 0});
  CHECK(meta("ee00") == ColumnMeta{ColumnType::kString, 256, 0});
}

TEST_CASE("table map: every shorter form is refused, none is read past") {
  const std::string body =
      table_map_body(1, kName, {{8, ""}, {15, le(300, 2)}});
  for (size_t n = 0; n < body.size(); ++n) {
    CHECK(read_table_map(body.substr(0, n), 8).status().code() == "S208");
  }
}

TEST_CASE("table map: metadata that is too long or too short is refused") {
  CHECK_FALSE(read_table_map(table_map_body(1, kName, {{8, "x"}}), 8).ok());
  CHECK_FALSE(read_table_map(table_map_body(1, kName, {{15, "x"}}), 8).ok());
}

}  // namespace
}  // namespace millrace::mysql::test
