// SPDX-License-Identifier: Apache-2.0
#include "route/filter_parser.h"

#include <catch2/catch.hpp>

#include "support/sample_schema.h"

namespace millrace {
namespace {

std::string refusal(const std::string& text) {
  const auto parsed = parse_filter(text, test::orders_table());
  return parsed.ok() ? "" : parsed.status().message();
}

}  // namespace

TEST_CASE("filter parser: a misspelled column is met with the nearest") {
  const std::string said = refusal("statu = 'x'");
  CHECK(said.find("did you mean status") != std::string::npos);
  CHECK(said.find("at 1") != std::string::npos);
}

TEST_CASE("filter parser: columns are found in any letter case") {
  CHECK(refusal("STATUS = 'x' AND Id > 1") == "");
  CHECK(refusal("`status` = 'x'") == "");
}

TEST_CASE("filter parser: what is left over or missing is refused") {
  for (const char* bad :
       {"id", "id =", "id = 1 id", "(id = 1", "id = 1)", "id in ()", "id in 1",
        "id between 1", "id is 1", "not", "and", "id = = 1", "status like id",
        "`and` = 1"}) {
    CAPTURE(bad);
    CHECK_FALSE(refusal(bad).empty());
  }
}

TEST_CASE("filter parser: depth is bounded") {
  std::string deep(5000, '(');
  deep += "id = 1" + std::string(5000, ')');
  CHECK(refusal(deep).find("deeply") != std::string::npos);
}

}  // namespace millrace
