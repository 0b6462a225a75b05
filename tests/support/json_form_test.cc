// SPDX-License-Identifier: Apache-2.0
#include "support/json_form.h"

#include <catch2/catch.hpp>

#include "support/oracle_form.h"

namespace millrace::test {

TEST_CASE("json form: one value, one spelling") {
  CHECK(json_form(R"({"b": 1, "a": [1.50, null, true]})") ==
        json_form(R"( {"a":[15e-1,null , true],"b":1.0} )"));
  CHECK(json_form(R"("\u00fc\ud83c\udf89\/\n")") == json_form("\"ü🎉/\\n\""));
  CHECK(json_form(R"({"k": 1, "k": 2})") == json_form(R"({"k": 2})"));
  CHECK(json_form("-0.0") == json_form("0"));
  CHECK(json_form("1e20") == json_form("100000000000000000000"));
}

TEST_CASE("json form: different values stay different") {
  const char* values[] = {"null",
                          "\"\"",
                          "0",
                          "false",
                          "{}",
                          "[]",
                          "\"0\"",
                          "[0]",
                          "1",
                          "-1",
                          "0.1",
                          "1e1",
                          "\"[]\"",
                          "[[]]",
                          "[{}]",
                          "[1,2]",
                          "[2,1]",
                          "[12]",
                          "[\"1\",\"2\"]",
                          "{\"a\":\"b\"}",
                          "{\"a\":[\"b\"]}",
                          "9007199254740993",
                          "9007199254740992"};
  for (const char* a : values)
    for (const char* b : values) {
      INFO(a << " and " << b);
      CHECK((json_form(a) == json_form(b)) == (a == b));
    }
}

TEST_CASE("json form: what is not JSON is refused") {
  for (const char* text :
       {"", "{", "[1,]", "nul", "\"open", "1 2", "{1:2}", "\"\\x\"", "\"\\u12"})
    CHECK_THROWS(json_form(text));
}

TEST_CASE("oracle form: numbers compare by their bits") {
  auto same = [](const char* a, const char* b) {
    return canonical_text(Canonical::kNumber, a) ==
           canonical_text(Canonical::kNumber, b);
  };
  CHECK(same("1e20", "100000000000000000000"));
  CHECK(same("0.1", "1e-1"));
  CHECK_FALSE(same("0.1", "0.10000000000000002"));
  CHECK_FALSE(same("0", "-0"));
}

}  // namespace millrace::test
