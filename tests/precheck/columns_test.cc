// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "precheck/sample_input.h"

namespace millrace {

TEST_CASE("columns: what arrives in another shape is named") {
  Table table = test::orders_table();
  table.columns.push_back(test::column("place", TypeKind::kGeometry, "point"));
  table.columns[1].generated = Generated::kStored;
  table.columns[4].invisible = true;
  test::Sample sample("", {table});
  CHECK(sample.codes_of(check_columns) == "P135 P138 P134");
}

// What such a server shows of ENUM('a', '<emoji>').
TEST_CASE("columns: a label that may hide a character blocks") {
  Table table = test::orders_table();
  Column column = test::column("mood", TypeKind::kEnum, "enum('a','?')");
  column.type.charset = "utf8mb4";
  column.type.labels = {"a", "?"};
  table.columns.push_back(column);
  CHECK(test::Sample("", {table}).codes_of(check_columns) == "P300");
  table.columns.back().type.charset = "latin1";
  CHECK(test::Sample("", {table}).codes_of(check_columns) == "");
  table.columns.back().type.charset = "utf8mb4";
  table.columns.back().type.labels = {"a", "b"};
  CHECK(test::Sample("", {table}).codes_of(check_columns) == "");
}

// MySQL 5.6 shows and stores set('','','z') for two of set('x','y','z z').
TEST_CASE("columns: labels that an old MySQL spoils block") {
  Table table = test::orders_table();
  for (const char* name : {"one", "two"}) {
    Column column = test::column(name, TypeKind::kSet, "set('','','z')");
    column.type.charset = "ucs2";
    column.type.labels = {"", "", "z"};
    table.columns.push_back(column);
  }
  test::Sample sample("", {table});
  CHECK(sample.codes_of(check_columns) == "");
  sample.source().facts.flavor = {FlavorKind::kMysql, 5,  6, 24,
                                  "5.6.24",           {}, {}};
  CHECK(sample.codes_of(check_columns) == "P300 P300");
  table.columns.back().type.labels = {"q"};
  test::Sample other("", {table});
  other.source().facts.flavor = sample.source().facts.flavor;
  CHECK(other.codes_of(check_columns) == "");
}

TEST_CASE("columns: one that is left out is not spoken of") {
  Table table = test::orders_table();
  table.columns[1].generated = Generated::kStored;
  test::Sample sample(
      R"("mappings": [{"match": "*.*", "columns": {"note": {"skip": true}}}])",
      {table});
  CHECK(sample.codes_of(check_columns) == "");
}

}  // namespace millrace
