// SPDX-License-Identifier: Apache-2.0
#include "mysql/key_walk.h"

#include <catch2/catch.hpp>
#include <limits>

#include "mysql/types.h"

namespace millrace::mysql {
namespace {

Table table_with(std::initializer_list<const char*> types) {
  Table table;
  table.name = {"d", "t"};
  Index primary;
  primary.primary = true;
  primary.method = "btree";
  char name = 'a';
  for (const char* type : types) {
    Column column;
    column.name = std::string(1, name++);
    column.native = type;
    column.type = parse_type(type, "utf8mb4", "utf8mb4_bin");
    primary.columns.push_back({column.name, "", 0, false});
    table.columns.push_back(column);
  }
  table.primary_key = primary;
  return table;
}

TEST_CASE("key walk: conditions are written out for the optimizer") {
  Table t = table_with({"int", "varchar(9)"});
  CHECK(after_bound(t, {0, 1}, {"5", "it's"}) ==
        "`a`>=5 AND (`a`>5 OR (`a`=5 AND `b`>'it''s'))");
  CHECK(up_to_bound(t, {0, 1}, {"5", "x"}) ==
        "`a`<=5 AND (`a`<5 OR (`a`=5 AND `b`<='x'))");
  CHECK(after_bound(t, {0}, {"-5"}) == "`a`>-5");
  CHECK(chunk_where(t, {0}, {3, KeyBound{"1"}, KeyBound{"9"}}) ==
        " WHERE `a`>1 AND `a`<=9");
  CHECK(chunk_where(t, {0}, {0, {}, {}}).empty());
}

TEST_CASE("key walk: literals are of the column's kind") {
  Table t = table_with({"binary(2)", "datetime(3)", "decimal(5,2)"});
  CHECK(key_literal(t.columns[0], std::string("\0'", 2)) == "x'0027'");
  CHECK(key_literal(t.columns[1], "2024-01-01 00:00:00.000") ==
        "'2024-01-01 00:00:00.000'");
  CHECK(key_literal(t.columns[2], "-1.50") == "-1.50");
}

TEST_CASE("key walk: an ENUM's side of a bound is listed, by its order") {
  Table t = table_with({"enum('z','m','a')", "int"});
  CHECK(after_bound(t, {0}, {"m"}) == "`a` IN ('a')");
  CHECK(up_to_bound(t, {0}, {"m"}) == "`a` IN ('','z','m')");
  CHECK(after_bound(t, {0}, {"a"}) == "1=0");
  CHECK(up_to_bound(t, {0}, {""}) == "`a` IN ('')");
  CHECK(after_bound(t, {0, 1}, {"z", "5"}) ==
        "`a` IN ('z','m','a') AND (`a` IN ('m','a') OR (`a` IN ('z') AND "
        "`b`>5))");
}

TEST_CASE("key walk: columns that no literal orders end the bound") {
  using Columns = std::vector<size_t>;
  CHECK(bounding_columns(table_with({"int", "float", "int"}), {0, 1, 2}) ==
        Columns{0});
  CHECK(bounding_columns(table_with({"enum('a','')"}), {0}).empty());
  CHECK(bounding_columns(table_with({"int", "enum('a')"}), {0, 1}) ==
        Columns{0, 1});
  CHECK(bounding_columns(table_with({"int", "set('a')"}), {0, 1}) ==
        Columns{0});
  CHECK(bounding_columns(table_with({"bit(8)"}), {0}).empty());
  CHECK(bounding_columns(table_with({"int"}), {}).empty());
}

TEST_CASE("key walk: the index that holds the key is named") {
  Table t = table_with({"int", "int"});
  CHECK(key_index_hint(t, {0}) == " FORCE INDEX (PRIMARY)");
  CHECK(key_index_hint(t, {1}).empty());
  Index unique;
  unique.name = "u`x";
  unique.method = "btree";
  unique.columns.push_back({"b", "", 0, false});
  t.indexes.push_back(unique);
  CHECK(key_index_hint(t, {1}) == " FORCE INDEX (`u``x`)");
  CHECK(key_index_hint(t, {}).empty());
}

// Walks the whole span; every value must fall into exactly one chunk.
std::vector<std::string> bounds_of(const IntegerSpan& span, uint64_t step) {
  std::vector<std::string> bounds;
  std::optional<std::string> lower;
  while (auto upper = step_bound(span, lower, step)) {
    bounds.push_back(*upper);
    lower = upper;
    REQUIRE(bounds.size() < 100);
  }
  return bounds;
}

TEST_CASE("key walk: steps over dense integers, at the ends of their range") {
  using Texts = std::vector<std::string>;
  Table t = table_with({"bigint", "bigint unsigned"});
  auto small = *parse_span(t.columns[0], "1", "10");
  CHECK(bounds_of(small, 4) == Texts{"4", "8"});
  CHECK(bounds_of(small, 10).empty());
  CHECK(bounds_of(small, 9) == Texts{"9"});
  auto around = *parse_span(t.columns[0], "-5", "5");
  CHECK(bounds_of(around, 4) == Texts{"-2", "2"});
  auto lowest =
      *parse_span(t.columns[0], "-9223372036854775808", "-9223372036854775800");
  CHECK(bounds_of(lowest, 4) ==
        Texts{"-9223372036854775805", "-9223372036854775801"});
  auto highest =
      *parse_span(t.columns[1], "18446744073709551610", "18446744073709551615");
  CHECK(bounds_of(highest, 4) == Texts{"18446744073709551613"});
  auto zero = *parse_span(t.columns[1], "0", "7");
  CHECK(bounds_of(zero, 4) == Texts{"3"});
}

TEST_CASE("key walk: a bound past the known end is the last one") {
  Table t = table_with({"int"});
  auto span = *parse_span(t.columns[0], "1", "10");
  CHECK_FALSE(step_bound(span, "10", 4));
  CHECK_FALSE(step_bound(span, "5000", 4));
}

TEST_CASE("key walk: dense is what holds about as many rows as numbers") {
  Table t = table_with({"bigint"});
  CHECK(is_dense(*parse_span(t.columns[0], "1", "1000"), 900));
  CHECK_FALSE(is_dense(*parse_span(t.columns[0], "1", "1000000"), 900));
  CHECK_FALSE(is_dense(
      *parse_span(t.columns[0], "-9223372036854775808", "9223372036854775807"),
      1000));
  CHECK_FALSE(parse_span(t.columns[0], "", ""));
}

}  // namespace
}  // namespace millrace::mysql
