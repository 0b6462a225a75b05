// SPDX-License-Identifier: Apache-2.0
#include "stream/same_shape.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace {
namespace {

using Change = void (*)(Table&);

bool same_after(Change change) {
  Table table = mysql::test::sample_table();
  table.columns[1].default_value = "5";
  table.indexes.push_back(mysql::test::index("u", {"b"}, true));
  Table other = table;
  change(other);
  CHECK(same_shape(table, other) == same_shape(other, table));
  return same_shape(table, other);
}

}  // namespace

TEST_CASE("same shape: spelling may differ") {
  CHECK(same_after([](Table&) {}));
  CHECK(same_after([](Table& t) { t.comment = "x"; }));
  CHECK(same_after([](Table& t) { t.collation = "utf8mb4_bin"; }));
  CHECK(same_after([](Table& t) { t.indexes[0].name = "other"; }));
  CHECK(same_after([](Table& t) { t.columns[1].native = "int(11)"; }));
  CHECK(same_after([](Table& t) { t.columns[1].type.length = 11; }));
  CHECK(same_after([](Table& t) { t.columns[1].default_value = "05"; }));
  CHECK(same_after([](Table& t) { t.columns[3].type.collation = "x"; }));
  CHECK(
      same_after([](Table& t) { t.indexes[0].columns[0].prefix_length = 9; }));
  CHECK(same_after([](Table& t) { std::swap(t.indexes[0], t.indexes[1]); }));
}

TEST_CASE("same shape: what says something else of the rows does not") {
  CHECK_FALSE(same_after([](Table& t) { t.columns.pop_back(); }));
  CHECK_FALSE(same_after([](Table& t) { t.columns.emplace_back(); }));
  CHECK_FALSE(
      same_after([](Table& t) { std::swap(t.columns[1], t.columns[2]); }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[1].name = "A"; }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[1].type.bits = 64; }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[1].nullable = false; }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[1].default_value.reset(); }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[1].auto_increment = true; }));
  CHECK_FALSE(
      same_after([](Table& t) { t.columns[3].type.charset = "latin1"; }));
  CHECK_FALSE(same_after([](Table& t) { t.columns[3].type.length = 21; }));
  CHECK_FALSE(same_after([](Table& t) { t.primary_key.reset(); }));
  CHECK_FALSE(
      same_after([](Table& t) { t.primary_key->columns[0].name = "a"; }));
  CHECK_FALSE(same_after([](Table& t) { t.indexes.pop_back(); }));
  CHECK_FALSE(same_after([](Table& t) { t.indexes[0].unique = true; }));
  CHECK_FALSE(same_after([](Table& t) { t.indexes[1].unique = false; }));
  CHECK_FALSE(
      same_after([](Table& t) { t.indexes[1].columns[0].prefix_length = 9; }));
}

}  // namespace millrace
