// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/kept_values.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

Type type(const std::string& native, const std::string& charset = "utf8mb4") {
  Type made = parse_native(native);
  if (is_character(made.kind)) made.charset = charset;
  return made;
}

bool kept(const std::string& from, const std::string& to,
          const std::string& charset = "utf8mb4",
          const std::string& new_charset = "utf8mb4") {
  return value_change(type(from, charset), type(to, new_charset)).empty();
}

bool sure(const Column& from, const Column& to, bool strict = true) {
  return doubt_of_change(from, to, strict).empty();
}

}  // namespace

TEST_CASE("kept values: numbers in a wider range") {
  CHECK(kept("int", "bigint"));
  CHECK(kept("int unsigned", "bigint"));
  CHECK(kept("int", "int(5)"));
  CHECK_FALSE(kept("bigint", "int"));
  CHECK_FALSE(kept("int", "bigint unsigned"));
  CHECK_FALSE(kept("int unsigned", "int"));
  CHECK(kept("decimal(5,2)", "decimal(7,3)"));
  CHECK(kept("decimal(5,2) unsigned", "decimal(5,2)"));
  CHECK_FALSE(kept("decimal(5,2)", "decimal(5,3)"));
  CHECK_FALSE(kept("decimal(5,2)", "decimal(6,1)"));
  CHECK_FALSE(kept("decimal(5,2)", "decimal(7,3) unsigned"));
  CHECK_FALSE(kept("float", "double"));
  CHECK_FALSE(kept("double", "float"));
  CHECK_FALSE(kept("double", "double unsigned"));
  CHECK_FALSE(kept("int", "decimal(12,0)"));
  CHECK_FALSE(kept("bit(4)", "bit(5)"));
}

TEST_CASE("kept values: text that is as long or longer") {
  CHECK(kept("varchar(5)", "varchar(6)"));
  CHECK(kept("char(5)", "varchar(5)"));
  CHECK(kept("varchar(20)", "text"));
  CHECK(kept("text", "mediumtext"));
  CHECK_FALSE(kept("varchar(6)", "varchar(5)"));
  CHECK_FALSE(kept("varchar(5)", "char(9)"));  // loses blanks at the end
  CHECK_FALSE(kept("text", "varchar(20000)"));
  CHECK_FALSE(kept("mediumtext", "text"));
  CHECK_FALSE(kept("varchar(100)", "tinytext"));  // 255 bytes, 63 characters
  CHECK(kept("varchar(100)", "tinytext", "latin1", "latin1"));
  CHECK_FALSE(kept("varchar(9)", "varbinary(99)"));
  CHECK_FALSE(kept("varchar(9)", "int"));
  CHECK_FALSE(kept("varchar(9)", "json"));
}

TEST_CASE("kept values: a character set that has every character") {
  CHECK(kept("varchar(5)", "varchar(5)", "latin1", "utf8mb4"));
  CHECK(kept("varchar(5)", "varchar(5)", "utf8", "utf8mb3"));
  CHECK(kept("varchar(5)", "varchar(5)", "ascii", "latin1"));
  CHECK(kept("varchar(5)", "varchar(5)", "latin1", "utf8mb3"));
  CHECK_FALSE(kept("varchar(5)", "varchar(5)", "utf8mb4", "utf8mb3"));
  CHECK_FALSE(kept("varchar(5)", "varchar(5)", "utf8mb4", "latin1"));
  CHECK_FALSE(kept("varchar(5)", "varchar(5)", "latin1", "ascii"));
  CHECK_FALSE(kept("enum('a')", "enum('a')", "utf8mb4", "latin1"));
}

TEST_CASE("kept values: labels, bytes and moments") {
  CHECK(kept("enum('a','b')", "enum('b','x','a')"));
  CHECK_FALSE(kept("enum('a','b')", "enum('a')"));
  CHECK_FALSE(kept("enum('a')", "enum('A')"));
  CHECK(kept("set('a','b')", "set('a','b','c')"));
  CHECK_FALSE(kept("set('a','b')", "set('b','a')"));
  CHECK_FALSE(kept("set('a','b')", "set('b')"));
  CHECK_FALSE(kept("enum('a')", "varchar(5)"));
  CHECK(kept("varbinary(5)", "varbinary(6)"));
  CHECK(kept("varbinary(5)", "blob"));
  CHECK_FALSE(kept("binary(5)", "binary(6)"));  // it is padded
  CHECK_FALSE(kept("binary(5)", "varbinary(5)"));
  CHECK_FALSE(kept("blob", "varbinary(9)"));
  CHECK_FALSE(kept("blob", "tinyblob"));
  CHECK(kept("datetime", "datetime(6)"));
  CHECK_FALSE(kept("datetime(6)", "datetime"));
  CHECK_FALSE(kept("datetime", "timestamp"));
  CHECK_FALSE(kept("date", "datetime"));
  CHECK(kept("time(2)", "time(2)"));
  CHECK(kept("point", "geometry"));
  CHECK_FALSE(kept("geometry", "point"));
}

TEST_CASE("kept values: NULL and cut texts where the mode is not strict") {
  const Column maybe = test::column("x", "int");
  const Column never = test::column("x", "int", false);
  CHECK(sure(maybe, never));
  CHECK_FALSE(sure(maybe, never, false));
  CHECK(sure(never, maybe, false));
  Column latin = test::column("x", "text");
  latin.type.charset = "latin1";
  const Column wide = test::column("x", "text");
  CHECK(sure(latin, wide));
  CHECK_FALSE(sure(latin, wide, false));
}

// Strict or not: 0 and NULL get numbers, NULL the time of the statement.
TEST_CASE("kept values: what a server fills in by itself") {
  const Column plain = test::column("id", "int", false);
  Column numbered = plain;
  numbered.auto_increment = true;
  CHECK_FALSE(sure(plain, numbered));
  CHECK(sure(numbered, plain));
  CHECK(sure(numbered, numbered));
  CHECK_FALSE(sure(test::column("x", "timestamp"),
                   test::column("x", "timestamp", false)));
  CHECK(sure(test::column("x", "datetime"),
             test::column("x", "datetime", false)));
}

TEST_CASE("kept values: what computes a column, and what rounds it") {
  const Column plain = test::column("x", "int");
  Column computed = plain;
  computed.generated = Generated::kVirtual;
  computed.generation_expression = "a + 1";
  Column other = computed;
  other.generation_expression = "a + 2";
  CHECK_FALSE(sure(plain, computed));
  CHECK_FALSE(sure(computed, plain));
  CHECK_FALSE(sure(computed, other));
  CHECK(sure(computed, computed));
  CHECK_FALSE(
      sure(test::column("x", "float"), test::column("x", "float(7,2)")));
  CHECK(sure(test::column("x", "float(7,2)"), test::column("x", "float")));
}

}  // namespace millrace::mysql
