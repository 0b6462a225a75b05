// SPDX-License-Identifier: Apache-2.0
#include "mysql/binlog/table_maps.h"

#include <catch2/catch.hpp>

#include "mysql/binlog/bytes.h"

namespace millrace::mysql::test {
namespace {

struct Fixture {
  Fixture() {
    options.tables.resize(1);
    options.tables[0].name = {"shop", "orders"};
    options.tables[0].columns = {column("id", TypeKind::kInteger, 64)};
    auto made = Selection::make(options, PositionKind::kFile, false);
    selection = std::move(made).value();
  }
  Status take(uint64_t id, const QualifiedName& name, uint8_t type) {
    return maps.take(table_map_body(id, name, {{type, ""}}), 8, selection, {},
                     source, shelf);
  }

  ChangeLogOptions options;
  Selection selection;
  LogSource source;
  CharsetShelf shelf{[]() -> Result<std::unique_ptr<Session>> {
    return Status::retry("not to be asked");
  }};
  TableMaps maps;
};

using Known = TableMaps::Known;

TEST_CASE("table maps: numbers stand for tables, selected or passed over") {
  Fixture f;
  const RowPlan* plan = nullptr;
  CHECK(f.maps.find(5, &plan) == Known::kNever);
  REQUIRE(f.take(5, {"shop", "orders"}, 8).ok());
  REQUIRE(f.take(6, {"shop", "other"}, 8).ok());
  CHECK(f.maps.find(6, &plan) == Known::kPassed);
  CHECK(f.maps.find(5, &plan) == Known::kSelected);
  CHECK(plan->table == 0);
  f.maps.clear();
  CHECK(f.maps.find(5, &plan) == Known::kNever);
}

TEST_CASE("table maps: a table that is not selected may hold anything") {
  Fixture f;
  CHECK(f.take(6, {"shop", "other"}, 200).ok());
}

TEST_CASE("table maps: a number that comes again is looked at again") {
  Fixture f;
  const RowPlan* plan = nullptr;
  REQUIRE(f.take(5, {"shop", "orders"}, 8).ok());
  CHECK(f.take(5, {"shop", "orders"}, 3).code() == "S204");
  CHECK(f.take(5, {"shop", "orders"}, 3).code() == "S204");
  REQUIRE(f.take(5, {"shop", "other"}, 8).ok());
  CHECK(f.maps.find(5, &plan) == Known::kPassed);
  REQUIRE(f.take(5, {"shop", "orders"}, 8).ok());
  CHECK(f.maps.find(5, &plan) == Known::kSelected);
}

}  // namespace
}  // namespace millrace::mysql::test
