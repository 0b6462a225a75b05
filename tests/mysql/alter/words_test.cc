// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/words.h"

#include <catch2/catch.hpp>

namespace millrace::mysql {
namespace {

std::string literal(const char* sql, bool no_backslash = false) {
  SqlText text;
  text.sql = sql;
  text.no_backslash = no_backslash;
  return Words(text).literal().value_or("none");
}

}  // namespace

TEST_CASE("words: all of a phrase is taken, or nothing") {
  Words words({"ALTER /* a */ table IF -- no\n exists `if`"});
  CHECK_FALSE(words.accept({"ALTER", "TABLE", "IF", "NOT"}));
  CHECK(words.place() == 0);
  CHECK(words.accept({"ALTER", "TABLE", "IF", "EXISTS"}));
  CHECK_FALSE(words.accept("IF"));  // quoted words are names
  CHECK(words.name() == "if");
  CHECK(words.at_end());
  CHECK_FALSE(words.accept("IF"));
  CHECK_FALSE(words.accept(','));
  CHECK(words.written() == "");
}

TEST_CASE("words: a literal loses its quotes and escapes as the server does") {
  CHECK(literal("'it''s'") == "it's");
  CHECK(literal(R"('a\'b\\c\n\t\r\b\Z\0d')") ==
        std::string("a'b\\c\n\t\r\b\x1a\0d", 12));
  CHECK(literal(R"('5\%\_x\q')") == R"(5\%\_xq)");
  CHECK(literal(R"('a\')", true) == R"(a\)");
  CHECK(literal(R"('a\\b')", true) == R"(a\\b)");
  CHECK(literal("\"a\"\"b'c\"") == "a\"b'c");
  CHECK(literal("'a' 'b' /* and */ \"c\"") == "abc");
  CHECK(literal("N'a'") == "none");
  CHECK(literal("") == "none");
}

TEST_CASE("words: double quotes are a name under ANSI_QUOTES") {
  SqlText text;
  text.sql = "\"a\"\"b\" 'c'";
  text.ansi_quotes = true;
  Words words(text);
  CHECK_FALSE(words.literal());
  CHECK(words.name() == "a\"b");
  CHECK(words.literal() == "c");
}

TEST_CASE("words: text that is not UTF-8 says nothing") {
  Words words({"'\xe9' `\xe9`"});
  CHECK_FALSE(words.literal());
  CHECK(words.is_literal());  // it stays where it was
  words.skip();
  CHECK_FALSE(words.name());
  SqlText sjis;
  sjis.sql = "'\x83\x5c'";
  sjis.ambiguous_bytes = true;
  CHECK_FALSE(Words(sjis).literal());
  CHECK(literal("'\xc3\xa9'") == "\xc3\xa9");
}

TEST_CASE("words: names of tables, with and without a database") {
  const auto table = [](const char* sql) {
    const auto name = Words({sql}).table("now");
    return name ? name->str() : "none";
  };
  CHECK(table("t") == "now.t");
  CHECK(table("`d`.`t.u`") == "d.t.u");
  CHECK(table("d . t") == "d.t");
  CHECK(table(".t") == "now.t");
  CHECK(table("table") == "now.table");
  CHECK(table("d.'t'") == "none");
  CHECK(table("5") == "none");
}

TEST_CASE("words: what is in parentheses comes out whole") {
  Words words({"(a + (b * ')'), `(`) x (c"});
  CHECK(words.parenthesized() == "a + (b * ')'), `(`");
  CHECK_FALSE(words.parenthesized());
  CHECK(words.accept("X"));
  CHECK_FALSE(words.parenthesized());  // it is never closed
}

TEST_CASE("words: numbers that fit, and how far a clause goes") {
  Words words({"12 99999999999999999999 SET (a, b), x"});
  CHECK(words.number() == 12);
  CHECK_FALSE(words.number());
  const size_t start = words.place();
  words.skip();
  words.skip_clause();
  CHECK(words.peek(','));
  CHECK(words.since(start) == "99999999999999999999 SET (a, b)");
  words.go_back(start);
  CHECK(words.since(start) == "");
  words.skip_clause();
  words.skip();
  CHECK(words.name() == "x");
  words.skip();
  CHECK(words.at_end());
}

TEST_CASE("words: a sign touches the word before it or does not") {
  Words words({"x'1' b '1'"});
  words.skip();
  CHECK(words.touches());
  words.skip();
  CHECK_FALSE(words.touches());
  words.skip();
  CHECK_FALSE(words.touches());
}

}  // namespace millrace::mysql
