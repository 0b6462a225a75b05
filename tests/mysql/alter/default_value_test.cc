// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_value.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

std::string tidy(Written written, const std::string& native,
                 std::string value) {
  const std::string problem =
      tidy_value(written, parse_native(native), native, &value);
  return problem.empty() ? value : "problem";
}
std::string text(const std::string& native, const std::string& value) {
  return tidy(Written::kText, native, value);
}
std::string number(const std::string& native, const std::string& value) {
  return tidy(Written::kNumber, native, value);
}

}  // namespace

TEST_CASE("default value: numbers in their plain form") {
  CHECK(number("int", "+007") == "7");
  CHECK(number("int", "-0") == "0");
  CHECK(text("int", "-12") == "-12");
  CHECK(number("int", "1.5") == "problem");
  CHECK(text("int", " 5 ") == "problem");
  CHECK(text("int", "") == "problem");
  CHECK(number("decimal(5,2)", ".5") == "0.50");
  CHECK(number("decimal(5,2)", "-.5") == "-0.50");
  CHECK(text("decimal(5,2)", "+01.5") == "1.50");
  CHECK(number("decimal(5,2)", "-0") == "0.00");
  CHECK(number("decimal(5,0)", "7") == "7");
  CHECK(number("decimal(5,2)", "1.005") == "problem");
  CHECK(number("decimal(5,2)", "1e1") == "problem");
  CHECK(text("decimal(5,2)", "1.2.3") == "problem");
  CHECK(text("decimal(5,2)", ".") == "problem");
  CHECK(number("double", "1e5") == "1e5");
  CHECK(text("float", "x") == "problem");
  CHECK(number("float(7,2)", "1.005") == "problem");
  CHECK(number("float(7,2)", "3") == "3");
  CHECK(number("float", "202401") == "202401");
  CHECK(number("float", "20240131") == "problem");
  CHECK(number("double", "20240131") == "20240131");
}

// The bits of b'11' are the number 3 to an integer, not 11.
TEST_CASE("default value: bits and bytes are no decimal digits") {
  CHECK(tidy(Written::kBits, "int", "11") == "problem");
  CHECK(tidy(Written::kBytes, "int", "1") == "problem");
  CHECK(tidy(Written::kBytes, "decimal(5,2)", "1") == "problem");
  CHECK(tidy(Written::kBytes, "datetime", "2024-01-01 00:00:00") == "problem");
  CHECK(tidy(Written::kBits, "varchar(9)", "1000001") == "problem");
  CHECK(tidy(Written::kBits, "bit(4)", "11") == "0011");
  CHECK(tidy(Written::kBits, "bit(4)", "00000011") == "0011");
  CHECK(tidy(Written::kBits, "bit(4)", "10000") == "problem");
  CHECK(number("bit(3)", "5") == "101");
  CHECK(number("bit(3)", "0") == "000");
  CHECK(number("bit(3)", "8") == "problem");
  CHECK(number("bit(3)", "-1") == "problem");
  CHECK(text("bit(8)", "1") == "problem");  // the byte 0x31
  CHECK(tidy(Written::kBytes, "bit(8)", "1") == "problem");
  CHECK(tidy(Written::kBytes, "varchar(9)", "A") == "A");
  CHECK(tidy(Written::kBytes, "varchar(9)", "\xff") == "problem");
}

TEST_CASE("default value: a label is spelled as the column has it") {
  CHECK(text("enum('A','b')", "a") == "A");
  CHECK(text("enum('A','a')", "a") == "a");
  CHECK(text("enum('A','b')", "b  ") == "b");
  CHECK(text("enum('A','b')", "c") == "problem");
  CHECK(number("enum('A','b')", "2") == "problem");
  CHECK(text("set('A','b','c')", "c,a") == "A,c");
  CHECK(text("set('A','b','c')", "b,b") == "b");
  CHECK(text("set('A','b')", "") == "");
  CHECK(text("set('A','b')", "a,x") == "problem");
  CHECK(text("set('A','b')", "a,") == "problem");
}

TEST_CASE("default value: text and bytes as rows hold them") {
  CHECK(text("char(5)", "ab  ") == "ab");
  CHECK(text("varchar(5)", "ab  ") == "ab  ");
  CHECK(text("binary(4)", "ab") == std::string("ab\0\0", 4));
  CHECK(tidy(Written::kBytes, "varbinary(4)", "\xff") == "\xff");
  // Its bytes depend on the client's character set.
  CHECK(text("varbinary(4)", "\xc3\xa9") == "problem");
  CHECK(text("varchar(4)", "\xc3\xa9") == "\xc3\xa9");
  CHECK(number("varchar(9)", "12") == "12");
  CHECK(number("varchar(9)", "0") == "0");
  CHECK(number("varchar(9)", "-5") == "-5");
  CHECK(number("varchar(9)", "007") == "problem");
  CHECK(number("varchar(9)", "-0") == "problem");
  CHECK(number("varchar(9)", "1e2") == "problem");
}

}  // namespace millrace::mysql
