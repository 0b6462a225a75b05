// SPDX-License-Identifier: Apache-2.0
#include "mysql/ddl.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

Table sample() {
  Table table;
  table.name = {"s`x", "t"};
  table.comment = "it's";
  table.collation = "utf8mb4_bin";
  Column id;
  id.name = "id";
  id.native = "bigint unsigned";
  id.nullable = false;
  id.auto_increment = true;
  Column at;
  at.name = "at";
  at.native = "datetime(3)";
  at.default_value = "CURRENT_TIMESTAMP(3)";
  at.on_update = "CURRENT_TIMESTAMP(3)";
  at.comment = "when";
  table.columns = {id, at};
  Index key;
  key.columns = {{"id", "", 0, false}};
  table.primary_key = key;
  return table;
}

std::string only(const SchemaChange& change) {
  const auto statements = ddl_for(change, test::mariadb_1011());
  REQUIRE(statements.size() == 1);
  return statements[0].sql;
}

}  // namespace

TEST_CASE("ddl: a table in full") {
  SchemaChange change;
  change.table = sample();
  CHECK(only(change) ==
        "CREATE TABLE `s``x`.`t` (\n"
        "  `id` bigint unsigned NOT NULL AUTO_INCREMENT,\n"
        "  `at` datetime(3) NULL DEFAULT CURRENT_TIMESTAMP(3) ON UPDATE "
        "CURRENT_TIMESTAMP(3) COMMENT 'when',\n"
        "  PRIMARY KEY (`id`)\n"
        ") ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin "
        "COMMENT='it''s'");
}

TEST_CASE("ddl: AUTO_INCREMENT waits for the index that begins with it") {
  SchemaChange change;
  change.table = sample();
  change.table.primary_key->columns = {{"at", "", 0, false}};
  CHECK(only(change).find("AUTO_INCREMENT") == std::string::npos);
  change.kind = SchemaChangeKind::kCreateIndex;
  change.index.name = "by_id";
  change.index.unique = true;
  change.index.columns = {{"id", "", 0, false}, {"at", "", 0, true}};
  CHECK(only(change) ==
        "ALTER TABLE `s``x`.`t` ADD UNIQUE INDEX `by_id` (`id`, `at` DESC), "
        "MODIFY COLUMN `id` bigint unsigned NOT NULL AUTO_INCREMENT");
}

TEST_CASE("ddl: MODIFY keeps what the change is not about") {
  SchemaChange change;
  change.kind = SchemaChangeKind::kAlterColumnType;
  change.table = sample();
  change.column.name = change.old_column.name = "n";
  change.column.native = "bigint";
  change.column.nullable = false;
  change.old_column.native = "int";
  change.old_column.nullable = true;
  change.old_column.comment = "kept";
  CHECK(only(change) ==
        "ALTER TABLE `s``x`.`t` MODIFY COLUMN `n` bigint NULL COMMENT 'kept'");
  change.kind = SchemaChangeKind::kAlterColumnNull;
  CHECK(only(change).find("`n` bigint NOT NULL") != std::string::npos);
}

TEST_CASE("ddl: an index by another name, where servers know no word for it") {
  SchemaChange change;
  change.kind = SchemaChangeKind::kRenameIndex;
  change.table = sample();
  change.old_index = "a";
  change.index.name = "b";
  change.index.unique = true;
  change.index.columns = {{"at", "", 0, false}};
  const std::string word = "ALTER TABLE `s``x`.`t` RENAME INDEX `a` TO `b`";
  const std::string two =
      "ALTER TABLE `s``x`.`t` DROP INDEX `a`, ADD UNIQUE INDEX `b` (`at`)";
  const auto by = [&](FlavorKind kind, int major, int minor, int patch) {
    return ddl_for(change, {kind, major, minor, patch, "", {}, {}})[0].sql;
  };
  CHECK(by(FlavorKind::kMariadb, 10, 5, 2) == word);
  CHECK(by(FlavorKind::kMariadb, 10, 4, 30) == two);
  CHECK(by(FlavorKind::kMysql, 5, 7, 44) == word);
  CHECK(by(FlavorKind::kMysql, 5, 6, 51) == two);
}

TEST_CASE("ddl: the other changes") {
  SchemaChange change;
  change.table = sample();
  change.schema = "s";
  change.kind = SchemaChangeKind::kCreateSchema;
  CHECK(only(change).starts_with("CREATE DATABASE IF NOT EXISTS `s`"));
  change.kind = SchemaChangeKind::kClearTable;
  CHECK(only(change) == "TRUNCATE TABLE `s``x`.`t`");
  change.kind = SchemaChangeKind::kSetTableComment;
  CHECK(only(change) == "ALTER TABLE `s``x`.`t` COMMENT='it''s'");
  change.kind = SchemaChangeKind::kCreateIndex;
  change.index.name = "f";
  change.index.method = "fulltext";
  change.index.visible = false;
  change.index.columns = {{"at", "", 9, false}};
  CHECK(only(change) ==
        "ALTER TABLE `s``x`.`t` ADD FULLTEXT INDEX `f` (`at`(9)) IGNORED");
}

}  // namespace millrace::mysql
