// SPDX-License-Identifier: Apache-2.0
#include "plan/pattern.h"

#include <catch2/catch.hpp>
#include <random>

using namespace millrace;

namespace {

Pattern parsed(const std::string& text) {
  Result<Pattern> pattern = Pattern::parse(text);
  INFO(text);
  REQUIRE(pattern.ok());
  return *pattern;
}

std::string code(const std::string& text) {
  const Result<Pattern> pattern = Pattern::parse(text);
  return pattern.ok() ? "" : pattern.status().code();
}

// What a glob means, said the slow way.
bool glob_matches(const std::string& glob, const std::string& name,
                  size_t g = 0, size_t n = 0) {
  if (g == glob.size()) return n == name.size();
  if (glob[g] != '*') {
    return n < name.size() && glob[g] == name[n] &&
           glob_matches(glob, name, g + 1, n + 1);
  }
  for (size_t rest = n; rest <= name.size(); ++rest) {
    if (glob_matches(glob, name, g + 1, rest)) return true;
  }
  return false;
}

std::string random_word(std::mt19937& random, const char* letters, size_t n) {
  std::string out;
  for (size_t length = 1 + random() % 5; length > 0; --length) {
    out += letters[random() % n];
  }
  return out;
}

}  // namespace

TEST_CASE("pattern: a glob matches what the slow matcher matches") {
  std::mt19937 random(41);
  int hits = 0;
  for (int round = 0; round < 5000; ++round) {
    const std::string database = random_word(random, "ab*", 3);
    const std::string table = random_word(random, "a+*[", 4);
    const std::string d = random_word(random, "ab", 2);
    const std::string t = random_word(random, "a+[", 3);
    const bool wanted = glob_matches(database, d) && glob_matches(table, t);
    INFO(database << "." << table << " " << d << "." << t);
    CHECK(parsed(database + "." + table).matches(d, t) == wanted);
    hits += wanted;
  }
  CHECK(hits > 100);
}

TEST_CASE("pattern: a star stays inside its part") {
  CHECK(parsed("shop.order*").matches("shop", "orders"));
  CHECK(parsed("shop.*").matches("shop", "with.dot"));
  CHECK_FALSE(parsed("shop*.x").matches("shop", "y.x"));
  CHECK_FALSE(parsed("s*.orders").matches("t", "s.orders"));
  CHECK_FALSE(parsed("shop.orders").matches("shop", "orders2"));
  CHECK_FALSE(parsed("shop.orders").matches("Shop", "orders"));
}

TEST_CASE("pattern: a regular expression is anchored at both ends") {
  const Pattern p = parsed("/shop_[0-9]+\\.orders|x\\.y/");
  CHECK(p.matches("shop_12", "orders"));
  CHECK(p.matches("x", "y"));
  CHECK_FALSE(p.matches("a_shop_12", "orders"));
  CHECK_FALSE(p.matches("shop_12", "orders_old"));
  CHECK_FALSE(p.matches("xx", "y"));
  CHECK(parsed("/.*/").matches("line\nfeed", "t"));
}

TEST_CASE("pattern: groups of both kinds") {
  std::vector<std::string> groups = {"old"};
  CHECK(parsed("/shop_([0-9]+)\\.(a|(b))/").matches("shop_7", "a", &groups));
  CHECK(groups == std::vector<std::string>{"7", "a", ""});
  CHECK(parsed("shop_*.o*s").matches("shop_7", "orders", &groups));
  CHECK(groups == std::vector<std::string>{"7", "rder"});
  CHECK(parsed("shop_*.o*s").group_count() == 2);
  CHECK(parsed("/(?:a)\\.(b)/").group_count() == 1);
  CHECK(parsed("a.b").matches("a", "b", &groups));
  CHECK(groups.empty());
}

TEST_CASE("pattern: what it spells out in full") {
  CHECK(parsed("a.b").literal() == QualifiedName{"a", "b"});
  CHECK_FALSE(parsed("a.b*").literal());
  CHECK(parsed("a.b*").literal_database() == "a");
  CHECK_FALSE(parsed("a*.b").literal_database());
  CHECK_FALSE(parsed("/a\\.b/").literal_database());
}

TEST_CASE("pattern: malformed ones are refused with their code") {
  for (const char* bad :
       {"", "orders", "a.b.c", ".b", "a.", "/", "//", "/a.b", "a/b"}) {
    INFO(bad);
    CHECK(code(bad) == "P009");
  }
  for (const char* bad : {"/(/", "/a{2/b)/", "/(?<!a)b/", "/[z-a]/"}) {
    INFO(bad);
    CHECK(code(bad) == "P010");
  }
}
