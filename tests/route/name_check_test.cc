// SPDX-License-Identifier: Apache-2.0
#include "route/name_check.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

std::string checked(std::vector<Table> tables) {
  std::vector<Finding> findings;
  check_names(test::catalog_of(std::move(tables)), test::postgres_dialect(),
              &findings);
  return test::codes(findings);
}

}  // namespace

TEST_CASE("name check: bytes count, not characters") {
  Table table = test::orders_table();
  CHECK(checked({table}) == "");
  std::string name;
  for (int i = 0; i < 32; ++i) name += "\xC3\xA4";
  table.columns[1].name = name;  // 32 characters, 64 bytes
  CHECK(checked({table}) == "P126");
  table.columns[1].name = name.substr(2);
  CHECK(checked({table}) == "");
}

TEST_CASE("name check: an index may not bear a table's name") {
  Table a = test::orders_table();
  Table b = test::orders_table();
  b.name.table = "orders_x";
  a.indexes = {test::index_on("orders_x", {"note"})};
  CHECK(checked({a, b}) == "P127");
  b.name.schema = "elsewhere";
  CHECK(checked({a, b}) == "");
}

TEST_CASE("name check: letters of either case are two names") {
  Table a = test::orders_table();
  Table b = test::orders_table();
  b.name.table = "Orders";
  CHECK(checked({b, a}) == "");
}

TEST_CASE("name check: columns are counted") {
  Table table = test::orders_table();
  table.columns.edit().resize(1601, table.columns[1]);
  CHECK(checked({table}) == "P149");
}

}  // namespace millrace
