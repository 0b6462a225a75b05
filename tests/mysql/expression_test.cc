// SPDX-License-Identifier: Apache-2.0
#include "mysql/expression.h"

#include <catch2/catch.hpp>

namespace millrace::mysql {
namespace {

TakenExpression take(const std::string& sql) {
  return take_expression(sql, [](const std::string& name) {
    if (name == "gone") return NamedColumn{"", "it names gone"};
    return NamedColumn{name == "was" ? "is`now" : name, ""};
  });
}

}  // namespace

TEST_CASE("expression: what all servers compute alike is taken over") {
  CHECK(take("concat(`a`,_utf8mb4' x ',`b`)").sql == "concat(`a`, ' x ', `b`)");
  CHECK(take("(`w` * `h`)").sql == "(`w` * `h`)");
  CHECK(take("`w`*`h`").sql == "`w` * `h`");
  CHECK(take("`was`+1.5e3").sql == "`is``now` + 1.5e3");
  CHECK(take("case when (`a` is null) then 0 else -(1) end").problem == "");
  CHECK(take("'it''s'").sql == "'it''s'");
  CHECK(take("'it\\'s \\\\ \\n'").sql == "'it''s \\\\ \n'");
  CHECK(take("(`d` + interval 1 day)").problem == "");
}

TEST_CASE("expression: the rest is not") {
  for (const char* sql : {"",
                          "now()",
                          "`a` -> '$.x'",
                          "rand()",
                          "uuid()",
                          "`gone` + 1",
                          "unix_timestamp(`t`)",
                          "@x",
                          "`a` || `b`",
                          "'a\\'",
                          "'\\%'",
                          "0x41",
                          "`open",
                          "'open",
                          "date_format(`d`,'%M')",
                          "st_area(`g`)",
                          "_binary'a'",
                          "_latin1'\xe4'",
                          "bare + 1",
                          "a := 1"}) {
    INFO(sql);
    const TakenExpression taken = take(sql);
    CHECK(taken.problem != "");
    CHECK(taken.sql == "");
  }
  CHECK(take_expression("uuid()", {}, {"uuid"}).sql == "uuid()");
}

TEST_CASE("expression: what depends on a collation, and on JSON, is told") {
  CHECK_FALSE(take("concat(`a`,`b`)").compares);
  CHECK(take("(`a` = `b`)").compares);
  CHECK(take("lower(`a`)").compares);
  CHECK(take("json_unquote(json_extract(`j`,'$.a'))").reads_json);
  CHECK_FALSE(take("length(`j`)").reads_json);
}

TEST_CASE("expression: two ways to print one") {
  CHECK(same_expression("(`a` + `b`)", "`a`+`b`"));
  CHECK(same_expression("concat(`a`,_utf8mb4'x')", "concat(`a`,'x')"));
  CHECK(same_expression("lcase(`A`)", "LOWER(`a`)"));
  CHECK(same_expression("(`a` % 3)", "`a` MOD 3"));
  CHECK(same_expression("cast(`a` as char(5) charset utf8mb4)",
                        "cast(`a` as char(5))"));
  CHECK_FALSE(same_expression("`a` + `b`", "`b` + `a`"));
  CHECK_FALSE(same_expression("'a'", "`a`"));
  CHECK_FALSE(same_expression("'A'", "'a'"));
  CHECK_FALSE(same_expression("`a` + 1", "`a` + 2"));
  CHECK(expression_columns("`b` + `a` * `b`") ==
        std::vector<std::string>{"b", "a"});
}

// MySQL shows a default that was written x'78' as 0x78.
TEST_CASE("expression: bytes are the same in both spellings") {
  CHECK(same_expression("x'78Ab'", "0x78aB"));
  CHECK(same_expression("(x'78')", "(0x78)"));
  CHECK_FALSE(same_expression("x'78'", "0x79"));
  CHECK_FALSE(same_expression("x'78'", "'78'"));
  CHECK_FALSE(same_expression("x''", "0x"));
}

}  // namespace millrace::mysql
