// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/column_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

const TextRule kTable{"utf8mb4", "utf8mb4_0900_ai_ci"};

struct Got {
  std::string problem;
  ColumnText text;
  std::string left;
};

Got read(const std::string& sql, LogSource source = test::log_source(),
         uint64_t mode = test::kStrict) {
  const test::Reading reading(sql, mode, std::move(source));
  Words words = reading.words();
  Got got;
  got.problem = read_column(words, reading.context, kTable, "x", &got.text);
  got.left = words.written();
  return got;
}

}  // namespace

TEST_CASE("column text: attributes in any order, up to where it ends") {
  const Got got = read(
      "VARCHAR(9) NOT NULL DEFAULT 'a,b' COMMENT 'c)' COLLATE utf8mb4_bin "
      "INVISIBLE CHECK (x <> ')') STORAGE DISK AFTER y");
  REQUIRE(got.problem == "");
  const Column& column = got.text.column;
  CHECK(column.name == "x");
  CHECK(column.native == "varchar(9)");
  CHECK_FALSE(column.nullable);
  CHECK(column.default_value == "a,b");
  CHECK(column.comment == "c)");
  CHECK(column.type.collation == "utf8mb4_bin");
  CHECK(column.invisible);
  CHECK(got.left == "AFTER");
  CHECK(read("INT, b").left == ",");
  CHECK(read("INT)").left == ")");
  CHECK(read("INT FIRST").left == "FIRST");
}

TEST_CASE("column text: keys, numbering and NULL") {
  const Got key = read("INT AUTO_INCREMENT PRIMARY KEY");
  CHECK(key.text.key);
  CHECK_FALSE(key.text.unique);
  CHECK(key.text.column.auto_increment);
  CHECK_FALSE(key.text.column.nullable);
  CHECK(read("INT KEY").text.key);
  CHECK(read("INT UNIQUE KEY").text.unique);
  const Got serial = read("SERIAL");
  CHECK(serial.text.unique);
  CHECK(serial.text.column.auto_increment);
  CHECK_FALSE(serial.text.column.nullable);
  CHECK(read("INT").text.column.nullable);
  CHECK(read("INT NOT NULL NULL").text.column.nullable);
}

TEST_CASE("column text: what the server computes") {
  const Got virtually = read("INT AS (a + (b * 2)) UNIQUE");
  REQUIRE(virtually.problem == "");
  CHECK(virtually.text.column.generated == Generated::kVirtual);
  CHECK(virtually.text.column.generation_expression == "a + (b * 2)");
  CHECK(virtually.text.unique);
  CHECK(read("INT GENERATED ALWAYS AS (1) STORED").text.column.generated ==
        Generated::kStored);
  CHECK(read("INT AS (1) PERSISTENT").text.column.generated ==
        Generated::kStored);
  const Got update = read("DATETIME(3) DEFAULT NOW(3) ON UPDATE NOW(3)");
  CHECK(update.text.column.on_update == "CURRENT_TIMESTAMP(3)");
  CHECK(update.text.column.default_value == "CURRENT_TIMESTAMP(3)");
}

TEST_CASE("column text: a plain TIMESTAMP is what its server makes of it") {
  LogSource old = test::log_source();
  old.plain_timestamps = false;
  CHECK(read("TIMESTAMP").text.column.nullable);
  CHECK(read("TIMESTAMP", old).problem != "");
  CHECK(read("TIMESTAMP NOT NULL", old).problem != "");
  CHECK(read("TIMESTAMP NULL", old).problem == "");
  const Got dated = read("TIMESTAMP DEFAULT CURRENT_TIMESTAMP", old);
  CHECK(dated.problem == "");
  CHECK_FALSE(dated.text.column.nullable);
}

TEST_CASE("column text: what is not understood is never left out") {
  for (const char* sql : {"INT frobnicate",
                          "INT NOT SECONDARY",
                          "INT DEFAULT",
                          "INT DEFAULT 1+1",
                          "INT REFERENCES p (id)",
                          "INT COMMENT c",
                          "INT ON UPDATE 5",
                          "INT GENERATED ALWAYS AS ROW START",
                          "INT AS b",
                          "INT CHECK x",
                          "VARCHAR(5) CHARSET ascii COLLATE latin1_bin",
                          "VARCHAR(5) NOT NULL COLLATE binary",
                          "VARCHAR(5) DEFAULT _latin1'a'",
                          "VARCHAR(5) DEFAULT N'a'",
                          "INT SERIAL DEFAULT VALUE",
                          "VARCHAR(5) COMPRESSED",
                          "VARCHAR(5) DEFAULT 'a' || 'b'",
                          "INT DEFAULT NEXT VALUE FOR s",
                          "INT CONSTRAINT c NOT NULL",
                          "INT WITHOUT SYSTEM VERSIONING"}) {
    INFO(sql);
    CHECK(read(sql).problem != "");
  }
  CHECK(read("INT COMMENT \"c\"", test::log_source(), 4).problem != "");
}

}  // namespace millrace::mysql
