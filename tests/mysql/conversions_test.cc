// SPDX-License-Identifier: Apache-2.0
#include "mysql/conversions.h"

#include <catch2/catch.hpp>

#include "mysql/native_type.h"

namespace millrace::mysql {
namespace {

bool takes(const char* from, const char* to) {
  return conversion_problem(parse_native(from), to).empty();
}

std::string risk(const char* from, const char* to) {
  const auto found = type_change_risk(from, to);
  return found ? risk_name(*found) : "none";
}

}  // namespace

TEST_CASE("conversions: what goes where") {
  CHECK(takes("int", "bigint"));
  CHECK(takes("int", "varchar(20)"));
  CHECK(takes("datetime(3)", "timestamp(3)"));
  CHECK(takes("enum('a')", "varchar(20)"));
  CHECK(takes("point", "geometry"));
  CHECK_FALSE(takes("varchar(20)", "int"));
  CHECK_FALSE(takes("blob", "text"));
  CHECK_FALSE(takes("bit(9)", "bit(8)"));
  CHECK_FALSE(takes("date", "money"));
}

TEST_CASE("conversions: which change keeps every value") {
  CHECK(risk("int", "int") == "safe");
  CHECK(risk("int", "bigint") == "rewrites");
  CHECK(risk("bigint", "int") == "destroys");
  CHECK(risk("int unsigned", "bigint") == "rewrites");
  CHECK(risk("int", "bigint unsigned") == "destroys");
  CHECK(risk("varchar(10)", "varchar(20)") == "rewrites");
  CHECK(risk("varchar(10)", "char(20)") == "destroys");
  CHECK(risk("varchar(10) character set latin1", "text character set latin1") ==
        "rewrites");
  CHECK(risk("varchar(9) character set utf8mb4 collate utf8mb4_bin",
             "varchar(9) character set utf8mb4 collate utf8mb4_general_ci") ==
        "destroys");
  CHECK(risk("decimal(8,2)", "decimal(9,3)") == "rewrites");
  CHECK(risk("decimal(8,2)", "decimal(8,3)") == "destroys");
  CHECK(risk("enum('a')", "enum('a','b')") == "rewrites");
  CHECK(risk("enum('a','b')", "enum('b','a')") == "destroys");
  CHECK(risk("datetime(3)", "datetime") == "destroys");
  CHECK(risk("blob", "int") == "none");
}

}  // namespace millrace::mysql
