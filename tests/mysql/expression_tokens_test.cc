// SPDX-License-Identifier: Apache-2.0
#include "mysql/expression_tokens.h"

#include <catch2/catch.hpp>

namespace millrace::mysql {
namespace {

std::string kinds(std::string_view sql) {
  std::string out;
  for (const Token& token : tokens_of(sql)) {
    out += "NW1SM?"[static_cast<int>(token.kind)];
  }
  return out;
}

}  // namespace

TEST_CASE("expression tokens: names, words, numbers, text and marks") {
  CHECK(kinds("concat(`a`, 'x', 1.5e-3)") == "WMNMSM1M");
  CHECK(kinds(" \n\t ") == "");
  CHECK(kinds("`a``b` <=> -.5") == "NMM1");
  CHECK(tokens_of("`a``b`")[0].text == "a`b");
  CHECK(tokens_of("CONCAT")[0].text == "concat");
  const std::vector<Token> marked = tokens_of("_utf8mb4'x''y'");
  REQUIRE(marked.size() == 1);
  CHECK(marked[0].charset == "utf8mb4");
  CHECK(marked[0].text == "x'y");
  CHECK(tokens_of("a != b")[1].text == "<>");
}

TEST_CASE("expression tokens: what is not known for certain") {
  CHECK(kinds("`open") == "?");
  CHECK(kinds("'open") == "?");
  CHECK(kinds("'\\%'") == "?");
  CHECK(kinds("0x41") == "?W");
  CHECK(kinds("a || b") == "W?W");
  CHECK(kinds("a -> b") == "W?W");
  CHECK(kinds("@x") == "?W");
}

}  // namespace millrace::mysql
