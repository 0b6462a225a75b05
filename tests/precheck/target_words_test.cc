// SPDX-License-Identifier: Apache-2.0
#include "precheck/target_words.h"

#include <catch2/catch.hpp>

#include "mysql/dialect.h"
#include "precheck/sample_input.h"

namespace millrace {
namespace {

const QualifiedName kName{"s", "t"};

PrecheckInput family_input() {
  static const mysql::MysqlDialect kDialect(
      Flavor{FlavorKind::kMysql, 8, 0, 36, "8.0.36", {}, {}});
  PrecheckInput input;
  input.target.flavor.kind = FlavorKind::kMysql;
  input.dialect = &kDialect;
  Table table;
  table.name = kName;
  table.columns.resize(1);
  table.columns[0].name = "c";
  table.columns[0].native = "bigint";
  input.resolution.desired.tables = {table};
  table.columns[0].native = "int";
  table.columns[0].nullable = false;
  input.actual.tables = {table};
  return input;
}

}  // namespace

TEST_CASE("target words: the family's own SQL") {
  PrecheckInput input = family_input();
  const TargetWords words(input);
  CHECK(words.retype(kName, "c", "bigint") ==
        "ALTER TABLE `s`.`t` MODIFY COLUMN `c` bigint NULL");
  CHECK(words.allow_null(kName, "c") ==
        "ALTER TABLE `s`.`t` MODIFY COLUMN `c` int NULL");
  CHECK(words.drop_index(kName, "i`x") == "DROP INDEX `i``x` ON `s`.`t`");
  CHECK(words.drop_foreign_key(kName, "k") ==
        "ALTER TABLE `s`.`t` DROP FOREIGN KEY `k`");
  CHECK(words.silence(kName, {"a", "b"}) ==
        "DROP TRIGGER `s`.`a`; DROP TRIGGER `s`.`b`");
  input.actual.tables[0].columns[0].generated = Generated::kStored;
  CHECK(words.stop_computing(kName, "c") ==
        "ALTER TABLE `s`.`t` MODIFY COLUMN `c` bigint NULL");
  input.actual.tables[0].columns[0].generated = Generated::kVirtual;
  CHECK(words.stop_computing(kName, "c")
            .starts_with("ALTER TABLE `s`.`t` DROP COLUMN `c`"));
}

TEST_CASE("target words: PostgreSQL's") {
  PrecheckInput input = family_input();
  input.target.flavor.kind = FlavorKind::kPostgresql;
  input.dialect = &test::postgres_dialect();
  const TargetWords words(input);
  CHECK(words.retype(kName, "c", "bigint") ==
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"c\" TYPE bigint USING "
        "\"c\"::bigint");
  CHECK(words.allow_null(kName, "c") ==
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"c\" DROP NOT NULL");
  CHECK(words.drop_index(kName, "i") == "DROP INDEX \"s\".\"i\"");
  CHECK(words.drop_foreign_key(kName, "k") ==
        "ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"k\"");
  CHECK(words.silence(kName, {"a"}) ==
        "ALTER TABLE \"s\".\"t\" DISABLE TRIGGER USER");
}

}  // namespace millrace
