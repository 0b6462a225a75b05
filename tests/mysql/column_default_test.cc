// SPDX-License-Identifier: Apache-2.0
#include "mysql/column_default.h"

#include <catch2/catch.hpp>

#include "mysql/types.h"

namespace millrace::mysql {
namespace {

Column with_default(const char* type, const char* text, const char* extra,
                    bool sql) {
  Column column;
  column.name = "c";
  column.native = type;
  column.type = parse_type(type, "utf8mb4", "");
  set_default(text ? std::optional<std::string>(text) : std::nullopt, extra,
              sql, &column);
  return column;
}

void check_value(const Column& column, const std::string& value) {
  REQUIRE(column.default_value);
  CHECK(*column.default_value == value);
  CHECK_FALSE(column.default_is_expression);
}
void check_expression(const Column& column, const std::string& sql) {
  REQUIRE(column.default_value);
  CHECK(*column.default_value == sql);
  CHECK(column.default_is_expression);
}

TEST_CASE("default: MySQL's bare values stay bare") {
  check_value(with_default("varchar(9)", "it's", "", false), "it's");
  check_value(with_default("varchar(9)", "NULL", "", false), "NULL");
  check_value(with_default("varchar(30)", "CURRENT_TIMESTAMP", "", false),
              "CURRENT_TIMESTAMP");
  check_value(with_default("int", "5", "", false), "5");
  check_value(with_default("bit(8)", "b'101'", "", false), "00000101");
  check_value(with_default("binary(2)", "0x6162", "", false), "ab");
  CHECK_FALSE(with_default("int", nullptr, "", false).default_value);
}

TEST_CASE("default: MySQL's expressions are told by EXTRA") {
  check_expression(
      with_default("varchar(99)", "concat(_utf8mb4\\'a\\',_utf8mb4\\'b\\')",
                   "DEFAULT_GENERATED", false),
      "concat(_utf8mb4'a',_utf8mb4'b')");
  check_expression(
      with_default("datetime(6)", "CURRENT_TIMESTAMP(6)", "", false),
      "CURRENT_TIMESTAMP(6)");
}

TEST_CASE("default: quotes inside MySQL's expressions stay quotes") {
  // concat('a''b','\\') as information_schema prints it.
  CHECK(plain_expression("concat(_utf8mb4\\'a\\\\\\'b\\',\\'\\\\\\\\\\')") ==
        "concat(_utf8mb4'a\\'b','\\\\')");
  CHECK(plain_expression("a \\ b") == "a \\ b");
}

TEST_CASE("default: MariaDB's SQL is brought to the same form") {
  check_value(with_default("varchar(9)", "'it''s'", "", true), "it's");
  check_value(with_default("varchar(9)", "'NULL'", "", true), "NULL");
  check_value(with_default("int", "-5", "", true), "-5");
  check_value(with_default("bit(4)", "b'101'", "", true), "0101");
  check_expression(with_default("timestamp", "current_timestamp()", "", true),
                   "CURRENT_TIMESTAMP");
  check_expression(
      with_default("datetime(3)", "current_timestamp(3)", "", true),
      "CURRENT_TIMESTAMP(3)");
  check_expression(with_default("varchar(36)", "uuid()", "", true), "uuid()");
  CHECK_FALSE(with_default("int", "NULL", "", true).default_value);
}

}  // namespace
}  // namespace millrace::mysql
