// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/default_value.h"

#include <catch2/catch.hpp>

#include "mysql/alter/alter_support.h"

namespace millrace::mysql {

using test::tidied;
using test::tidy_number;
using test::tidy_text;

TEST_CASE("default value: numbers in their plain form") {
  CHECK(tidy_number("int", "+007") == "7");
  CHECK(tidy_number("int", "-0") == "0");
  CHECK(tidy_text("int", "-12") == "-12");
  CHECK(tidy_number("int", "1.5") == "problem");
  CHECK(tidy_text("int", " 5 ") == "problem");
  CHECK(tidy_text("int", "") == "problem");
  CHECK(tidy_number("decimal(5,2)", ".5") == "0.50");
  CHECK(tidy_number("decimal(5,2)", "-.5") == "-0.50");
  CHECK(tidy_text("decimal(5,2)", "+01.5") == "1.50");
  CHECK(tidy_number("decimal(5,2)", "-0") == "0.00");
  CHECK(tidy_number("decimal(5,0)", "7") == "7");
  CHECK(tidy_number("decimal(5,2)", "1.005") == "problem");
  CHECK(tidy_number("decimal(5,2)", "1e1") == "problem");
  CHECK(tidy_text("decimal(5,2)", "1.2.3") == "problem");
  CHECK(tidy_text("decimal(5,2)", ".") == "problem");
  CHECK(tidy_number("double", "1e5") == "1e5");
  CHECK(tidy_text("float", "x") == "problem");
  CHECK(tidy_number("float(7,2)", "1.005") == "problem");
  CHECK(tidy_number("float(7,2)", "3") == "3");
  CHECK(tidy_number("float", "202401") == "202401");
  CHECK(tidy_number("float", "20240131") == "problem");
  CHECK(tidy_number("double", "20240131") == "20240131");
}

// The bits of b'11' are the number 3 to an integer, not 11.
TEST_CASE("default value: bits and bytes are no decimal digits") {
  CHECK(tidied(Written::kBits, "int", "11") == "problem");
  CHECK(tidied(Written::kBytes, "int", "1") == "problem");
  CHECK(tidied(Written::kBytes, "decimal(5,2)", "1") == "problem");
  CHECK(tidied(Written::kBytes, "datetime", "2024-01-01 00:00:00") ==
        "problem");
  CHECK(tidied(Written::kBits, "varchar(9)", "1000001") == "problem");
  CHECK(tidied(Written::kBits, "bit(4)", "11") == "0011");
  CHECK(tidied(Written::kBits, "bit(4)", "00000011") == "0011");
  CHECK(tidied(Written::kBits, "bit(4)", "10000") == "problem");
  CHECK(tidy_number("bit(3)", "5") == "101");
  CHECK(tidy_number("bit(3)", "0") == "000");
  CHECK(tidy_number("bit(3)", "8") == "problem");
  CHECK(tidy_number("bit(3)", "-1") == "problem");
  CHECK(tidy_text("bit(8)", "1") == "problem");  // the byte 0x31
  CHECK(tidied(Written::kBytes, "bit(8)", "1") == "problem");
  CHECK(tidied(Written::kBytes, "varchar(9)", "A") == "A");
  CHECK(tidied(Written::kBytes, "varchar(9)", "\xff") == "problem");
}

TEST_CASE("default value: a label is spelled as the column has it") {
  CHECK(tidy_text("enum('A','b')", "a") == "A");
  CHECK(tidy_text("enum('A','a')", "a") == "a");
  CHECK(tidy_text("enum('A','b')", "b  ") == "b");
  CHECK(tidy_text("enum('A','b')", "c") == "problem");
  CHECK(tidy_number("enum('A','b')", "2") == "problem");
  CHECK(tidy_text("set('A','b','c')", "c,a") == "A,c");
  CHECK(tidy_text("set('A','b','c')", "b,b") == "b");
  CHECK(tidy_text("set('A','b')", "") == "");
  CHECK(tidy_text("set('A','b')", "a,x") == "problem");
  CHECK(tidy_text("set('A','b')", "a,") == "problem");
}

TEST_CASE("default value: text and bytes as rows hold them") {
  CHECK(tidy_text("char(5)", "ab  ") == "ab");
  CHECK(tidy_text("varchar(5)", "ab  ") == "ab  ");
  CHECK(tidy_text("binary(4)", "ab") == std::string("ab\0\0", 4));
  CHECK(tidied(Written::kBytes, "varbinary(4)", "\xff") == "\xff");
  // Its bytes depend on the client's character set.
  CHECK(tidy_text("varbinary(4)", "\xc3\xa9") == "problem");
  CHECK(tidy_text("varchar(4)", "\xc3\xa9") == "\xc3\xa9");
  CHECK(tidy_number("varchar(9)", "12") == "12");
  CHECK(tidy_number("varchar(9)", "0") == "0");
  CHECK(tidy_number("varchar(9)", "-5") == "-5");
  CHECK(tidy_number("varchar(9)", "007") == "problem");
  CHECK(tidy_number("varchar(9)", "-0") == "problem");
  CHECK(tidy_number("varchar(9)", "1e2") == "problem");
}

}  // namespace millrace::mysql
