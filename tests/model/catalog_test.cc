// SPDX-License-Identifier: Apache-2.0
#include "model/catalog.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

Column column(const std::string& name, bool nullable) {
  Column c;
  c.name = name;
  c.nullable = nullable;
  return c;
}

Index unique(const std::vector<std::string>& columns) {
  Index index;
  index.unique = true;
  for (const std::string& name : columns) {
    index.columns.emplace_back().name = name;
  }
  return index;
}

Table table_of(std::vector<Index> indexes) {
  Table t;
  t.columns = {column("a", true), column("b", false), column("c", false)};
  t.indexes = std::move(indexes);
  return t;
}

using Key = std::vector<size_t>;

}  // namespace

TEST_CASE("catalog: the primary key comes before any unique index") {
  Table t = table_of({unique({"b"})});
  t.primary_key = unique({"c", "b"});
  t.primary_key->primary = true;
  CHECK(row_key(t) == Key{2, 1});
}

TEST_CASE("catalog: the first unique index without NULL columns is the key") {
  CHECK(row_key(table_of({unique({"a"}), unique({"a", "b"}), unique({"c"}),
                          unique({"b"})})) == Key{2});
}

TEST_CASE("catalog: an index that does not name each row is no key") {
  std::vector<Index> indexes(8, unique({"b"}));
  indexes[0].unique = false;
  indexes[1].columns[0].prefix_length = 5;
  indexes[2].columns[0] = {"", "lower(b)", 0, false};
  indexes[3].valid = false;
  indexes[4].predicate = "b > 0";
  indexes[5].deferrable = true;
  indexes[6] = unique({});
  indexes[7] = unique({"gone"});
  CHECK(row_key(table_of(indexes)).empty());
}

TEST_CASE("catalog: tables and schemas are found by their exact name") {
  Catalog catalog;
  catalog.schemas = {"A", "a", "b"};
  for (const char* name : {"A", "a", "b"}) {
    catalog.tables.emplace_back().name = {"s", name};
  }
  REQUIRE(catalog.table({"s", "a"}));
  CHECK(catalog.table({"s", "a"})->name.table == "a");
  CHECK_FALSE(catalog.table({"S", "a"}));
  CHECK_FALSE(catalog.table({"s", "c"}));
  CHECK(catalog.has_schema("A"));
  CHECK_FALSE(catalog.has_schema("B"));
}

TEST_CASE("catalog: columns are found by their exact name") {
  const Table t = table_of({});
  CHECK(t.column_index("c") == 2);
  CHECK(t.column_index("C") == -1);
  CHECK(t.column("b") == &t.columns[1]);
  CHECK(t.column("x") == nullptr);
}

TEST_CASE("catalog: lists that are the same are held once") {
  Table one = table_of({unique({"b"})});
  Table other = table_of({unique({"c"})});
  share_lists(one, &other);
  CHECK(other.columns.shares_with(one.columns));
  CHECK_FALSE(other.indexes.shares_with(one.indexes));
  other.columns[0].name = "z";
  CHECK(one.column("a") != nullptr);
}

TEST_CASE("catalog: a wider column is read as before, one that is gone not") {
  const Table then = table_of({});
  Table now = then;
  CHECK(readable_as(now, then));
  now.columns[0].native = "bigint(20)";
  now.columns.edit().emplace_back().name = "fresh";
  CHECK(readable_as(now, then));
  CHECK_FALSE(readable_as(then, now));
  now.columns[1].type.charset = "latin1";
  CHECK_FALSE(readable_as(now, then));
  now.columns[1] = then.columns[1];
  now.columns[0].type.kind = TypeKind::kText;
  CHECK_FALSE(readable_as(now, then));
}
