// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/type_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

const TextRule kTable{"latin1", "latin1_swedish_ci"};

// COLUMN_TYPE, and the character set of what has one.
std::string type(const std::string& sql, uint64_t mode = test::kStrict,
                 LogSource source = test::log_source()) {
  const test::Reading reading(sql, mode, std::move(source));
  Words words = reading.words();
  TypeText out;
  const std::string problem = read_type(words, reading.context, kTable, &out);
  if (!problem.empty()) return "problem: " + problem;
  std::string text = out.native;
  if (is_character(out.type.kind)) text += " " + out.type.collation;
  if (out.serial) text += " serial";
  return words.at_end() ? text : text + " | " + words.written();
}

bool refused(const std::string& sql, uint64_t mode = test::kStrict,
             LogSource source = test::log_source()) {
  return type(sql, mode, std::move(source)).starts_with("problem: ");
}

}  // namespace

TEST_CASE("type text: synonyms are what the catalog calls them") {
  CHECK(type("INTEGER") == "int");
  CHECK(type("int8 UNSIGNED") == "bigint unsigned");
  CHECK(type("BOOL") == "tinyint(1)");
  CHECK(type("boolean") == "tinyint(1)");
  CHECK(type("NUMERIC(6)") == "decimal(6,0)");
  CHECK(type("DEC") == "decimal(10,0)");
  CHECK(type("DOUBLE PRECISION") == "double");
  CHECK(type("REAL") == "double");
  CHECK(type("REAL", test::kStrict | 1) == "float");  // REAL_AS_FLOAT
  CHECK(type("FLOAT(24)") == "float");
  CHECK(type("FLOAT(25)") == "double");
  CHECK(type("FLOAT(7,2)") == "float(7,2)");
  CHECK(type("CHARACTER VARYING(9)") == "varchar(9) latin1_swedish_ci");
  CHECK(type("NATIONAL VARCHAR(6)") == "varchar(6) utf8mb3_general_ci");
  CHECK(type("NCHAR(6)") == "char(6) utf8mb3_general_ci");
  CHECK(type("LONG VARBINARY") == "mediumblob");
  CHECK(type("LONG") == "mediumtext latin1_swedish_ci");
  CHECK(type("SERIAL") == "bigint unsigned serial");
  CHECK(type("CHAR") == "char(1) latin1_swedish_ci");
  CHECK(type("BIT") == "bit(1)");
}

TEST_CASE("type text: releases differ in the width they print") {
  const auto old = [](const std::string& sql) {
    return type(sql, test::kStrict, test::mariadb_source());
  };
  CHECK(old("INT") == "int(11)");
  CHECK(old("INT UNSIGNED") == "int(10) unsigned");
  CHECK(old("SMALLINT(3)") == "smallint(3)");
  CHECK(old("BIGINT UNSIGNED") == "bigint(20) unsigned");
  CHECK(old("YEAR") == "year(4)");
  CHECK(old("JSON") == "longtext utf8mb4_bin");
  CHECK(type("INT(3)") == "int");
  CHECK(type("TINYINT(1)") == "tinyint(1)");
  CHECK(type("JSON") == "json");
}

TEST_CASE(
    "type text: text has the character set that is written, or the table's") {
  CHECK(type("VARCHAR(30) CHARSET utf8mb4") ==
        "varchar(30) utf8mb4_0900_ai_ci");
  CHECK(type("CHAR(5) COLLATE 'latin1_bin'") == "char(5) latin1_bin");
  CHECK(type("TEXT CHARACTER SET utf8 COLLATE utf8mb3_bin") ==
        "text utf8mb3_bin");
  CHECK(type("ENUM('a') CHARSET ascii NOT") ==
        "enum('a') ascii_general_ci | NOT");
  // A TEXT of so many characters.
  CHECK(type("TEXT(300)") == "text latin1_swedish_ci");
  CHECK(type("TEXT(20000) CHARSET utf8mb4") == "mediumtext utf8mb4_0900_ai_ci");
  CHECK(type("BLOB(70000)") == "mediumblob");
}

TEST_CASE("type text: labels keep all but the blanks at their ends") {
  CHECK(type("ENUM('a ','b''c','d,e')") ==
        "enum('a','b''c','d,e') latin1_swedish_ci");
  CHECK(type(R"(SET('x\'y', " z"))") == "set('x''y',' z') latin1_swedish_ci");
  CHECK(refused("ENUM(x'41')"));
  CHECK(refused("ENUM(\"a\")", test::kStrict | 4));  // ANSI_QUOTES
}

TEST_CASE("type text: what is not sure to be read right is a problem") {
  for (const char* sql :
       {"", "NOTYPE", "INT(x)", "INT(", "DECIMAL(10,2", "CHAR(5) BINARY",
        "CHAR BYTE", "VARCHAR(10) ASCII", "VARCHAR(70000)",
        "VARCHAR(20000) CHARSET utf8mb4", "TEXT CHARSET binary",
        "CHAR(3) CHARSET klingon", "CHAR(3) CHARSET latin1 COLLATE utf8mb4_bin",
        "'int'", "NATIONAL"}) {
    INFO(sql);
    CHECK(refused(sql));
  }
  // A table whose texts are bytes.
  const test::Reading reading("VARCHAR(10)");
  Words words = reading.words();
  TypeText out;
  CHECK(read_type(words, reading.context, {"binary", "binary"}, &out) != "");
}

TEST_CASE("type text: modes in which a type is another one are a problem") {
  const uint64_t oracle = uint64_t{1} << 9;
  CHECK(refused("DATE", oracle, test::mariadb_source()));
  CHECK(type("DATE", oracle) == "date");
  CHECK(refused("TIMESTAMP", uint64_t{1} << 12));
}

TEST_CASE("type text: a text that is turned grows where it must") {
  const LogSource source = test::log_source();
  Column column = test::column("x", "text");
  column.type.charset = "latin1";
  turn_text({"utf8mb4", "utf8mb4_bin"}, source.flavor, &column);
  CHECK(column.native == "mediumtext");
  CHECK(column.type.collation == "utf8mb4_bin");
  turn_text({"latin1", "latin1_bin"}, source.flavor, &column);
  CHECK(column.native == "mediumtext");
  Column fixed = test::column("x", "varchar(9)");
  turn_text({"latin1", "latin1_bin"}, source.flavor, &fixed);
  CHECK(fixed.native == "varchar(9)");
  CHECK(fixed.type.charset == "latin1");
  CHECK(text_bytes(255) == 255);
  CHECK(text_bytes(256) == 65535);
  CHECK(text_bytes(65536) == 16777215);
  CHECK(text_bytes(16777216) == 4294967295);
}

}  // namespace millrace::mysql
