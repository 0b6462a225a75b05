// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_map_extra.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

std::string field(uint8_t type, std::string_view value) {
  return le(type, 1) + counted(value);
}

// varchar, int, year, enum, decimal, set, text
TableMap map_of_kinds() {
  TableMap map;
  for (ColumnType t :
       {ColumnType::kVarchar, ColumnType::kLong, ColumnType::kYear,
        ColumnType::kEnum, ColumnType::kNewDecimal, ColumnType::kSet,
        ColumnType::kBlob}) {
    map.columns.emplace_back().meta.type = t;
  }
  return map;
}

TEST_CASE("table map extra: signs belong to numbers and years, in order") {
  TableMap map = map_of_kinds();
  REQUIRE(read_table_map_extra(field(1, unhexed("a0")), &map));
  CHECK_FALSE(map.columns[0].is_unsigned);
  CHECK(map.columns[1].is_unsigned == true);
  CHECK(map.columns[2].is_unsigned == false);
  CHECK_FALSE(map.columns[3].is_unsigned);
  CHECK(map.columns[4].is_unsigned == true);
}

TEST_CASE("table map extra: a default character set and its exceptions") {
  TableMap map = map_of_kinds();
  REQUIRE(read_table_map_extra(field(2, unhexed("2d 01 3f")), &map));
  CHECK(map.columns[0].collation == 45);
  CHECK(map.columns[6].collation == 63);
  CHECK_FALSE(map.columns[3].collation);
  REQUIRE(read_table_map_extra(field(10, unhexed("08 01 fcff00")), &map));
  CHECK(map.columns[3].collation == 8);
  CHECK(map.columns[5].collation == 255);
}

TEST_CASE("table map extra: names and labels") {
  TableMap map = map_of_kinds();
  std::string names;
  for (const char* n : {"a", "b", "c", "d", "e", "f", "g"}) {
    names += counted(n);
  }
  const std::string labels = le(2, 1) + counted("x") + counted("it's");
  REQUIRE(read_table_map_extra(
      field(4, names) + field(6, labels) + field(5, le(1, 1) + counted("s")),
      &map));
  CHECK(map.columns[6].name == "g");
  CHECK(map.columns[3].labels == std::vector<std::string>{"x", "it's"});
  CHECK(map.columns[5].labels == std::vector<std::string>{"s"});
}

TEST_CASE("table map extra: fields of later servers are passed over") {
  TableMap map = map_of_kinds();
  CHECK(read_table_map_extra(field(99, "whatever"), &map));
}

TEST_CASE("table map extra: what does not fit is refused") {
  TableMap map = map_of_kinds();
  CHECK_FALSE(read_table_map_extra(unhexed("01 05 a0"), &map));
  CHECK_FALSE(read_table_map_extra(field(4, counted("a")), &map));
  CHECK_FALSE(read_table_map_extra(field(2, unhexed("2d 09 3f")), &map));
  CHECK_FALSE(read_table_map_extra(field(6, le(9, 1)), &map));
}

}  // namespace
}  // namespace millrace::mysql::test
