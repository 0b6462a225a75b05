// SPDX-License-Identifier: Apache-2.0
#include "route/filter_token.h"

#include <catch2/catch.hpp>

namespace millrace {

TEST_CASE("filter token: words, numbers, strings and symbols") {
  const auto tokens = filter_tokens("`a``b` != -1.5e3 and x<='it''s'");
  REQUIRE(tokens.ok());
  REQUIRE(tokens->size() == 8);
  CHECK((*tokens)[0].text == "a`b");
  CHECK((*tokens)[0].quoted);
  CHECK((*tokens)[1].text == "<>");
  CHECK((*tokens)[2].text == "-1.5e3");
  CHECK((*tokens)[5].text == "<=");
  CHECK((*tokens)[6].text == "it's");
  CHECK((*tokens)[7].word == FilterWord::kEnd);
}

TEST_CASE("filter token: a mistake names its place") {
  CHECK(filter_tokens("a = 'x").status().message().find("at 5") !=
        std::string::npos);
  CHECK(filter_tokens("a = \"x\"").status().message().find("at 5") !=
        std::string::npos);
  CHECK_FALSE(filter_tokens("a = 12ab").ok());
}

}  // namespace millrace
