// SPDX-License-Identifier: Apache-2.0
#include "stream/target_edit.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "stream/reshape_world.h"

namespace millrace {
namespace {

std::string words(const TargetEdit& edit) {
  std::string out;
  for (const SchemaChange& change : edit.changes()) {
    switch (change.kind) {
      case SchemaChangeKind::kRenameColumn:
        append_to(out, change.old_column.name, ">", change.column.name, " ");
        break;
      case SchemaChangeKind::kDropColumn:
        append_to(out, "-", change.old_column.name, " ");
        break;
      case SchemaChangeKind::kDropIndex:
        append_to(out, "-/", change.index.name, " ");
        break;
      case SchemaChangeKind::kRenameIndex:
        append_to(out, "/", change.old_index, ">", change.index.name, " ");
        break;
      default:
        out += "? ";
    }
  }
  return out;
}

std::string columns(const TargetEdit& edit) {
  std::string out;
  for (const Column& column : edit.actual().columns) out += column.name + " ";
  return out;
}

// What the old name held is under the new one, whatever the order.
std::string renamed(const TargetEdit::Renames& renames) {
  const Table table = test::shop_table("t");
  TargetEdit edit(table, test::postgres_dialect());
  const std::string problem = edit.rename_columns(renames, table);
  return problem.empty() ? words(edit) + "| " + columns(edit) : "problem";
}

}  // namespace

TEST_CASE("target edit: names are freed before they are taken") {
  CHECK(renamed({{"a", "z"}}) == "a>z | id z b s ");
  CHECK(renamed({{"a", "b"}, {"b", "a"}}).ends_with("| id b a s "));
  CHECK(renamed({{"a", "b"}, {"b", "c"}}).ends_with("| id b c s "));
  CHECK(renamed({{"a", "b"}, {"b", "s"}, {"s", "a"}}).ends_with("| id b s a "));
  CHECK(renamed({{"a", "b"}}) == "problem");
  CHECK(renamed({{"nothing", "z"}}) == "| id a b s ");
}

TEST_CASE("target edit: keys follow a column's name") {
  Table table = test::shop_table("t");
  table.placement = {Spread::kBy, {"id"}, "heap"};
  TargetEdit edit(table, test::postgres_dialect());
  REQUIRE(edit.rename_columns({{"id", "nr"}, {"b", "c"}}, table) == "");
  CHECK(edit.actual().primary_key->columns[0].name == "nr");
  CHECK(edit.actual().indexes[0].columns[1].name == "c");
  CHECK(edit.actual().placement.columns[0] == "nr");
}

TEST_CASE("target edit: an index goes with a column, or shrinks") {
  const Table table = test::shop_table("t");
  TargetEdit postgres(table, test::postgres_dialect());
  CHECK(postgres.drop_column("a", table));
  CHECK(postgres.actual().indexes.empty());
  TargetEdit family(table, test::mysql_dialect());
  CHECK(family.drop_column("a", table));
  REQUIRE(family.actual().indexes.size() == 1);
  CHECK(family.actual().indexes[0].columns.size() == 1);
  CHECK(family.drop_column("b", table));
  CHECK(family.actual().indexes.empty());
  CHECK_FALSE(family.drop_column("b", table));
  CHECK(words(family) == "-a -b ");
}

TEST_CASE("target edit: only indexes as they were made go") {
  const Table before = test::shop_table("t");
  Table desired = before;
  desired.indexes.clear();
  TargetEdit edit(before, test::postgres_dialect());
  edit.drop_indexes(before, desired, {});
  CHECK(words(edit) == "-/i ");
  CHECK(edit.actual().indexes.empty());
  Table altered = before;  // by hand: it is not ours any more
  altered.indexes[0].columns.pop_back();
  TargetEdit kept(altered, test::postgres_dialect());
  kept.drop_indexes(before, desired, {});
  CHECK(words(kept) == "");
  TargetEdit none(before, test::postgres_dialect());
  none.drop_indexes(before, before, {});
  CHECK(words(none) == "");
}

TEST_CASE("target edit: an index that goes by another name is renamed") {
  const Table before = test::shop_table("t");
  Table desired = before;
  desired.indexes[0].name = "j";
  TargetEdit edit(before, test::postgres_dialect());
  edit.drop_indexes(before, desired, {});
  CHECK(words(edit) == "/i>j ");
  // Its columns have other names by then.
  Table then = before;
  TargetEdit follows(before, test::postgres_dialect());
  REQUIRE(follows.rename_columns({{"a", "z"}}, then) == "");
  then.indexes.clear();
  follows.drop_indexes(before, then, {{"a", "z"}});
  CHECK(words(follows) == "a>z -/i ");
}

}  // namespace millrace
