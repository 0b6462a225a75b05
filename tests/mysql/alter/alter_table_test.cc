// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/alter_table.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

TableAlteration read(const std::string& clauses, std::string* problem,
                     uint64_t mode = test::kStrict,
                     Table table = test::sample_table(),
                     LogSource source = test::mariadb_source()) {
  const test::Reading reading(clauses, mode, std::move(source));
  Words words = reading.words();
  TableAlteration made;
  *problem = alter_table(words, reading.context, table, &made);
  return made;
}

// Columns with where they come from, "?" when in doubt, then the indexes.
std::string shape(const std::string& clauses, uint64_t mode = test::kStrict) {
  std::string problem;
  const TableAlteration made = read(clauses, &problem, mode);
  if (!problem.empty()) return "problem: " + problem;
  std::string out;
  for (size_t i = 0; i < made.origin.size(); ++i) {
    append_to(out, made.after.columns[i].name, made.origin[i],
              made.doubts[i].empty() ? " " : "? ");
  }
  for (const Index& index : made.after.indexes) {
    append_to(out, "/ ", index.name, index.unique ? "! " : " ");
  }
  return out;
}

bool refused(const std::string& clauses, uint64_t mode = test::kStrict) {
  return shape(clauses, mode).starts_with("problem: ");
}

constexpr const char* kSame = "id0 a1 b2 s3 / i ";

}  // namespace

TEST_CASE("alter table: several clauses, one after the other") {
  CHECK(shape("ADD x INT AFTER a, DROP b, ADD KEY (x), COMMENT='c, d'") ==
        "id0 a1 x-1 s3 / i / x ");
  CHECK(shape("CHANGE a b INT, CHANGE b c INT, CHANGE s a VARCHAR(20)") ==
        "id0 b1 c2 a3 / i ");
  CHECK(shape("ADD (x INT, y INT), RENAME INDEX i TO j, ALGORITHM=INPLACE") ==
        "id0 a1 b2 s3 x-1 y-1 / j ");
  CHECK(shape("ENGINE=InnoDB ROW_FORMAT=DYNAMIC COMMENT 'x', LOCK=NONE") ==
        kSame);
}

TEST_CASE("alter table: keywords are names where the server takes them so") {
  CHECK(shape("ADD period INT, ADD system INT") ==
        "id0 a1 b2 s3 period-1 system-1 / i ");
  CHECK(shape("ADD COLUMN `column` INT, ADD `first` INT FIRST") ==
        "first-1 id0 a1 b2 s3 column-1 / i ");
  CHECK(shape("ADD after INT AFTER a") == "id0 a1 after-1 b2 s3 / i ");
  CHECK(shape("ADD KEY type (a)") == "id0 a1 b2 s3 / i / type ");
  CHECK(shape("ADD `index` INT") == "id0 a1 b2 s3 index-1 / i ");
  CHECK(refused("ADD PERIOD FOR SYSTEM_TIME (a, b)"));
  CHECK(refused("ADD SYSTEM VERSIONING"));
  CHECK(refused("DROP SYSTEM VERSIONING"));
  CHECK(refused("ADD partition INT"));
}

// The name is spelled as the last statement has it.
TEST_CASE("alter table: MODIFY renames a column that it spells otherwise") {
  CHECK(shape("MODIFY A BIGINT") == "id0 A1 b2 s3 / i ");
  CHECK(shape("CHANGE A a BIGINT") == kSame);
}

TEST_CASE("alter table: IF [NOT] EXISTS asks the table as it was") {
  CHECK(shape("ADD COLUMN IF NOT EXISTS A INT") == kSame);
  CHECK(shape("DROP a, ADD COLUMN IF NOT EXISTS a INT") == "id0 b2 s3 / i ");
  CHECK(shape("DROP COLUMN IF EXISTS x, DROP COLUMN IF EXISTS B") ==
        "id0 a1 s3 / i ");
  CHECK(shape("DROP INDEX i, ADD INDEX IF NOT EXISTS i (s)") ==
        "id0 a1 b2 s3 ");
  CHECK(shape("ADD INDEX k (a), DROP INDEX IF EXISTS k") ==
        "id0 a1 b2 s3 / i / k ");
  CHECK(shape("MODIFY IF EXISTS x INT, CHANGE IF EXISTS y z INT") == kSame);
  CHECK(shape("RENAME COLUMN IF EXISTS x TO y") == kSame);
  CHECK(shape("ALTER COLUMN IF EXISTS x SET DEFAULT (f(1, 2)), DROP b") ==
        "id0 a1 s3 / i ");
  CHECK(refused("DROP x"));
  CHECK(refused("MODIFY x INT"));
  CHECK(refused("ALTER x DROP DEFAULT"));
  CHECK(
      refused("ADD COLUMN IF NOT EXISTS x INT, ADD COLUMN IF NOT EXISTS x "
              "INT"));
}

TEST_CASE("alter table: quotes and comments hide no clause and make none") {
  CHECK(shape("ADD x INT COMMENT ', DROP a', DROP b") == "id0 a1 s3 x-1 / i ");
  CHECK(shape("ADD x INT /* , DROP a */ -- , DROP a\n, DROP b # , DROP s") ==
        "id0 a1 s3 x-1 / i ");
  CHECK(shape("ADD `x, DROP a` INT") == "id0 a1 b2 s3 x, DROP a-1 / i ");
  CHECK(shape("ADD x INT COMMENT 'a\\', DROP a -- '") ==
        "id0 a1 b2 s3 x-1 / i ");
  const uint64_t no_backslash = uint64_t{1} << 20;
  CHECK(shape("ADD x INT COMMENT 'a\\', DROP a -- '", no_backslash) ==
        "id0 b2 s3 x-1 / i ");
  CHECK(shape("DROP \"a\"", 4) == "id0 b2 s3 / i ");
  CHECK(refused("DROP \"a\""));
}

TEST_CASE("alter table: defaults change, values that were there do not") {
  std::string problem;
  TableAlteration made = read(
      "ALTER a SET DEFAULT 7, ALTER COLUMN b SET DEFAULT (1 + 1)", &problem);
  REQUIRE(problem == "");
  CHECK(made.after.columns[1].default_value == "7");
  CHECK(made.after.columns[2].default_is_expression);
  CHECK(made.doubts == std::vector<std::string>(4));
  Table table = made.after;
  made = read("ALTER a DROP DEFAULT, ALTER b SET INVISIBLE", &problem,
              test::kStrict, table);
  REQUIRE(problem == "");
  CHECK_FALSE(made.after.columns[1].default_value);
  CHECK(made.after.columns[2].invisible);
  made = read("ADD x INT DEFAULT 5, ADD y VARCHAR(5) NOT NULL", &problem);
  CHECK(made.values[4] == "5");
  CHECK(made.values[5] == "");
  CHECK(refused("ALTER a FROBNICATE"));
}

TEST_CASE("alter table: values that may be others are in doubt") {
  CHECK(shape("MODIFY a SMALLINT, MODIFY b BIGINT") == "id0 a1? b2 s3 / i ");
  CHECK(shape("ADD x TIMESTAMP NULL DEFAULT '2024-01-01 00:00:00'") ==
        "id0 a1 b2 s3 x-1? / i ");
  CHECK(shape("ADD x INT AUTO_INCREMENT UNIQUE") ==
        "id0 a1 b2 s3 x-1? / i / x! ");
  CHECK(shape("MODIFY id INT AUTO_INCREMENT") == "id0? a1 b2 s3 / i ");
  CHECK(shape("CONVERT TO CHARSET latin1") == "id0 a1 b2 s3? / i ");
  CHECK(shape("MODIFY s VARCHAR(20) AS (a) STORED") == "id0 a1 b2 s3? / i ");
}

TEST_CASE("alter table: the character set of the table and of its columns") {
  std::string problem;
  TableAlteration made = read("CONVERT TO CHARACTER SET latin1", &problem);
  CHECK(made.after.collation == "latin1_swedish_ci");
  CHECK(made.after.columns[3].type.charset == "latin1");
  made = read("DEFAULT CHARSET latin1", &problem);
  CHECK(made.after.collation == "latin1_swedish_ci");
  CHECK(made.after.columns[3].type.charset == "utf8mb4");
  CHECK(refused("CHARSET latin1, ADD x VARCHAR(5)"));
  CHECK(refused("ADD x TEXT, CONVERT TO CHARSET latin1"));
  CHECK(refused("CONVERT TO CHARACTER SET DEFAULT"));
  CHECK(refused("CONVERT TO CHARSET latin1, CONVERT TO CHARSET utf8mb4"));
  CHECK(refused("CONVERT TO CHARACTER SET binary"));
}

// MariaDB sets the default of the new one, or of one that is moved.
TEST_CASE("alter table: a column that is altered and made anew") {
  CHECK(refused("ALTER a SET DEFAULT 3, DROP a, ADD a INT"));
  CHECK(refused("DROP a, ADD a INT, ALTER a SET DEFAULT 3"));
  CHECK(refused("ALTER a SET DEFAULT 3, MODIFY a BIGINT FIRST"));
  CHECK_FALSE(refused("DROP a, ADD a INT, ALTER b SET DEFAULT 3"));
}

// MySQL makes a TINYBLOB of it; of two character sets MariaDB takes one for
// the table and the other one for its columns.
TEST_CASE("alter table: what servers do differently beside CONVERT TO") {
  CHECK(refused("MODIFY b BLOB, CONVERT TO CHARSET latin1"));
  CHECK(refused("CONVERT TO CHARSET latin1, CHANGE b b TINYBLOB"));
  CHECK(refused("DEFAULT CHARSET=ascii, CONVERT TO CHARSET latin1"));
  CHECK(refused("CONVERT TO CHARSET latin1, COLLATE latin1_bin"));
  CHECK_FALSE(refused("CONVERT TO CHARSET latin1, ADD x BLOB"));
  CHECK_FALSE(refused("CONVERT TO CHARSET latin1, COMMENT 'x'"));
}

TEST_CASE("alter table: keys and foreign keys") {
  std::string problem;
  TableAlteration made = read(
      "DROP PRIMARY KEY, ADD CONSTRAINT pk PRIMARY KEY USING BTREE (a, id), "
      "ADD CONSTRAINT u UNIQUE (b), ADD UNIQUE INDEX (s(5)), "
      "ADD FULLTEXT KEY ft (s)",
      &problem);
  REQUIRE(problem == "");
  CHECK(made.after.primary_key->columns.size() == 2);
  CHECK_FALSE(made.after.columns[1].nullable);
  REQUIRE(made.after.indexes.size() == 4);
  CHECK(made.after.indexes[0].method == "fulltext");
  CHECK(made.after.indexes[2].name == "s");
  CHECK(made.after.indexes[3].name == "u");
  made = read(
      "ADD CONSTRAINT f FOREIGN KEY (s) REFERENCES p (x) ON DELETE "
      "CASCADE",
      &problem);
  REQUIRE(problem == "");
  CHECK(made.after.foreign_keys[0].name == "f");
  CHECK(made.after.foreign_keys[0].on_delete == "CASCADE");
  CHECK(made.after.indexes[0].name == "f");
  const Table child = made.after;
  made = read("DROP CONSTRAINT f", &problem, test::kStrict, child);
  CHECK(made.after.foreign_keys.empty());
  CHECK(made.after.indexes.size() == 2);
  read("DROP FOREIGN KEY g", &problem, test::kStrict, child);
  CHECK(problem != "");
  CHECK(shape("ADD CHECK (a > 0), ADD CONSTRAINT c CHECK (b > 0) NOT "
              "ENFORCED, DROP CHECK c, ALTER INDEX i INVISIBLE") == kSame);
}

TEST_CASE("alter table: the name of the table") {
  std::string problem;
  CHECK(read("RENAME TO u", &problem).after.name.str() == "d.u");
  CHECK(read("RENAME AS e.u", &problem).after.name.str() == "e.u");
  CHECK(read("RENAME u, DROP a", &problem).after.name.str() == "d.u");
  CHECK(refused("RENAME TO"));
  CHECK(refused("RENAME COLUMN a"));
}

TEST_CASE("alter table: what is not known or hurts rows is a problem") {
  for (const char* clauses : {"",
                              "DROP PARTITION p",
                              "TRUNCATE PARTITION p",
                              "EXCHANGE PARTITION p",
                              "ADD x INT,",
                              "ADD x INT y",
                              "ADD x",
                              "ADD",
                              "DROP",
                              "CHANGE a",
                              "ALTER",
                              "ADD x INT PARTITION BY HASH (id)",
                              "ADD INDEX (nothing)",
                              "ADD a INT",
                              "DROP PRIMARY",
                              "ADD CONSTRAINT c",
                              "FROBNICATE",
                              "ADD (x INT, KEY (x))",
                              "ADD (x INT",
                              "ADD VECTOR INDEX (s)",
                              "CONVERT PARTITION p TO TABLE u",
                              "ENGINE=BLACKHOLE",
                              "ADD x REAL, ORDER BY a, DROP COLUMN b",
                              "DROP a b"}) {
    INFO(clauses);
    CHECK(refused(clauses));
  }
}

}  // namespace millrace::mysql
