// SPDX-License-Identifier: Apache-2.0
#include "postgres/ddl.h"

#include <catch2/catch.hpp>

using namespace millrace;

namespace {

SchemaChange change_of(SchemaChangeKind kind) {
  SchemaChange change;
  change.kind = kind;
  change.schema = "s";
  change.table.name = {"s", "t"};
  change.column.name = "c";
  change.column.native = "integer";
  change.index.name = "i";
  change.index.columns = {{"c", "", 0, true}};
  return change;
}

std::string only(const SchemaChange& change) {
  auto statements = ddl_for(change);
  REQUIRE(statements.size() == 1);
  return statements[0].sql;
}

}  // namespace

TEST_CASE("ddl: each change in one statement") {
  CHECK(only(change_of(SchemaChangeKind::kCreateSchema)) ==
        "CREATE SCHEMA IF NOT EXISTS \"s\"");
  CHECK(only(change_of(SchemaChangeKind::kAddColumn)) ==
        "ALTER TABLE \"s\".\"t\" ADD COLUMN \"c\" integer");
  CHECK(only(change_of(SchemaChangeKind::kAlterColumnNull)) ==
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"c\" DROP NOT NULL");
  CHECK(only(change_of(SchemaChangeKind::kAddPrimaryKey)) ==
        "ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"i\" PRIMARY KEY (\"c\")");
  CHECK(only(change_of(SchemaChangeKind::kCreateIndex)) ==
        "CREATE INDEX \"i\" ON \"s\".\"t\" (\"c\" DESC)");
  CHECK(only(change_of(SchemaChangeKind::kClearTable)) ==
        "TRUNCATE TABLE \"s\".\"t\"");
  CHECK(only(change_of(SchemaChangeKind::kSetTableComment)) ==
        "COMMENT ON TABLE \"s\".\"t\" IS NULL");
}

TEST_CASE("ddl: the default gives way to a change of type") {
  SchemaChange change = change_of(SchemaChangeKind::kAlterColumnType);
  change.old_column.default_value = "5";
  change.column.default_value = "6";
  CHECK(only(change) ==
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"c\" DROP DEFAULT, ALTER "
        "COLUMN \"c\" TYPE integer, ALTER COLUMN \"c\" SET DEFAULT 6");
}

TEST_CASE("ddl: statements never close themselves with a semicolon") {
  for (int kind = 0; kind <= static_cast<int>(SchemaChangeKind::kDropColumn);
       ++kind) {
    for (const Statement& s :
         ddl_for(change_of(static_cast<SchemaChangeKind>(kind)))) {
      CHECK_FALSE(s.sql.ends_with(";"));
      CHECK_FALSE(s.outside_transaction);
    }
  }
}

TEST_CASE("ddl: renames and drops, each as little as it takes") {
  SchemaChange change = change_of(SchemaChangeKind::kRenameTable);
  change.old_table = {"s", "o\"ld"};
  CHECK(only(change) == "ALTER TABLE \"s\".\"o\"\"ld\" RENAME TO \"t\"");
  change.old_table = {"before", "t"};
  CHECK(only(change) == "ALTER TABLE \"before\".\"t\" SET SCHEMA \"s\"");
  change.old_table = {"before", "old"};
  CHECK(ddl_for(change).size() == 2);
  change = change_of(SchemaChangeKind::kRenameColumn);
  change.old_column.name = "was";
  CHECK(only(change) ==
        "ALTER TABLE \"s\".\"t\" RENAME COLUMN \"was\" TO \"c\"");
  change = change_of(SchemaChangeKind::kRenameIndex);
  change.old_index = "i_old";
  change.index.name = "i";
  CHECK(only(change) == "ALTER INDEX \"s\".\"i_old\" RENAME TO \"i\"");
  change = change_of(SchemaChangeKind::kDropColumn);
  change.old_column.name = "gone";
  CHECK(only(change) == "ALTER TABLE \"s\".\"t\" DROP COLUMN \"gone\"");
}
