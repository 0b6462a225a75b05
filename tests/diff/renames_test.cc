// SPDX-License-Identifier: Apache-2.0
#include "diff/renames.h"

#include <catch2/catch.hpp>

#include "diff/replay.h"
#include "support/sample_schema.h"

namespace millrace {
namespace {

Table named(const std::string& name) {
  Table t = test::orders_table("s");
  t.name.table = name;
  return t;
}

std::vector<SchemaChangeKind> kinds(const std::vector<SchemaChange>& changes) {
  std::vector<SchemaChangeKind> out;
  for (const SchemaChange& c : changes) out.push_back(c.kind);
  return out;
}

}  // namespace

TEST_CASE("renames: a table goes with its columns and its own indexes") {
  Table wanted = named("new");
  wanted.columns[1].name = "remark";
  wanted.indexes = {test::index_on("new_i", {"remark"})};
  Table there = named("old");
  there.indexes = {test::index_on("mine", {"status"}),
                   test::index_on("old_i", {"note"})};
  Catalog actual = test::catalog_of({there});
  const Catalog before = actual;
  const TableRename rename{
      wanted.name, there.name, {{"remark", {"note"}}}, {there.indexes[1]}};
  const auto changes =
      carry_renames({rename}, test::catalog_of({wanted}), &actual);
  using Kind = SchemaChangeKind;
  CHECK(kinds(changes) == std::vector<Kind>{Kind::kRenameTable,
                                            Kind::kRenameColumn,
                                            Kind::kRenameIndex});
  const Table* now = actual.table(wanted.name);
  REQUIRE(now != nullptr);
  CHECK(now->column("remark") != nullptr);
  CHECK(now->indexes[0].name == "mine");
  CHECK(now->indexes[1].name == "new_i");
  Catalog replayed = before;
  for (const SchemaChange& c : changes) test::replay(c, &replayed);
  CHECK(replayed.tables == actual.tables);
  // Done, it is not done again.
  CHECK(carry_renames({rename}, test::catalog_of({wanted}), &actual).empty());
}

TEST_CASE("renames: a name that another rename frees may be taken") {
  Catalog actual = test::catalog_of({named("a"), named("b")});
  const Catalog desired = test::catalog_of({named("b"), named("c")});
  const std::vector<TableRename> renames = {{{"s", "b"}, {"s", "a"}, {}, {}},
                                            {{"s", "c"}, {"s", "b"}, {}, {}}};
  const auto changes = carry_renames(renames, desired, &actual);
  REQUIRE(changes.size() == 2);
  CHECK(changes[0].old_table.table == "b");
  CHECK(changes[1].old_table.table == "a");

  Table wanted = named("t");
  wanted.columns[1].name = "status2";
  wanted.columns[4].name = "note";
  Catalog one = test::catalog_of({named("t")});
  one.tables[0].columns[4].name = "status2_old";
  const auto columns =
      carry_renames({{wanted.name,
                      wanted.name,
                      {{"note", {"status2_old"}}, {"status2", {"note"}}},
                      {}}},
                    test::catalog_of({wanted}), &one);
  REQUIRE(columns.size() == 2);
  CHECK(columns[0].column.name == "status2");
  CHECK(columns[1].column.name == "note");
}

TEST_CASE(
    "renames: where the new name is taken, or the old one not there, "
    "nothing moves") {
  Catalog both = test::catalog_of({named("a"), named("b")});
  const std::vector<TableRename> rename = {{{"s", "b"}, {"s", "a"}, {}, {}}};
  CHECK(carry_renames(rename, test::catalog_of({named("b")}), &both).empty());
  Catalog neither = test::catalog_of({named("x")});
  CHECK(
      carry_renames(rename, test::catalog_of({named("b")}), &neither).empty());
}

}  // namespace millrace
