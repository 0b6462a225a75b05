// SPDX-License-Identifier: Apache-2.0
#include "diff/order.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("order: schemas, tables, alterations, indexes") {
  using Kind = SchemaChangeKind;
  std::vector<SchemaChange> changes(4);
  changes[0].kind = Kind::kCreateIndex;
  changes[1].kind = Kind::kAddColumn;
  changes[2].kind = Kind::kCreateTable;
  changes[3].kind = Kind::kCreateSchema;
  sort_changes(&changes);
  CHECK(changes[0].kind == Kind::kCreateSchema);
  CHECK(changes[1].kind == Kind::kCreateTable);
  CHECK(changes[2].kind == Kind::kAddColumn);
  CHECK(changes[3].kind == Kind::kCreateIndex);
}

TEST_CASE("order: renamed tables before new ones, in the order given") {
  std::vector<SchemaChange> changes(3);
  changes[0].kind = SchemaChangeKind::kCreateTable;
  changes[1].kind = changes[2].kind = SchemaChangeKind::kRenameTable;
  changes[1].table.name = {"s", "z"};
  changes[2].table.name = {"s", "a"};
  sort_changes(&changes);
  CHECK(changes[0].table.name.table == "z");
  CHECK(changes[1].table.name.table == "a");
  CHECK(changes[2].kind == SchemaChangeKind::kCreateTable);
}

TEST_CASE("order: changes of one table keep theirs") {
  std::vector<SchemaChange> changes(3);
  for (int i = 0; i < 3; ++i) {
    changes[i].kind = i == 1 ? SchemaChangeKind::kAddPrimaryKey
                             : SchemaChangeKind::kAddColumn;
    changes[i].table.name = {"s", i == 2 ? "a" : "b"};
    changes[i].column.name = std::to_string(i);
  }
  sort_changes(&changes);
  CHECK(changes[0].column.name == "2");
  CHECK(changes[1].column.name == "0");
  CHECK(changes[2].column.name == "1");
}

// Every place is moved to, whatever circles the moves go round in.
TEST_CASE("order: many changes in any order come out sorted and whole") {
  for (size_t step : {1, 3, 7, 11}) {
    std::vector<SchemaChange> changes(101);
    for (size_t i = 0; i < changes.size(); ++i) {
      const size_t rank = i * step % changes.size();
      changes[i].kind = rank % 2 == 0 ? SchemaChangeKind::kCreateTable
                                      : SchemaChangeKind::kCreateIndex;
      changes[i].table.name = {"s", std::to_string(1000 + rank)};
      changes[i].reason = changes[i].table.name.table;
    }
    sort_changes(&changes);
    for (size_t i = 0; i < changes.size(); ++i) {
      const size_t rank = i <= 50 ? 2 * i : 2 * (i - 51) + 1;
      CHECK(changes[i].table.name.table == std::to_string(1000 + rank));
      CHECK(changes[i].reason == changes[i].table.name.table);
    }
  }
}

}  // namespace millrace
