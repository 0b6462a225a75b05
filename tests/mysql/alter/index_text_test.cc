// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/index_text.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

std::string index(const std::string& sql) {
  const test::Reading reading(sql);
  Words words = reading.words();
  Index made;
  const std::string problem = read_index(words, &made);
  if (!problem.empty()) return "problem";
  std::string out = cat(made.name, "(");
  for (const IndexColumn& part : made.columns) {
    append_to(out, part.name, part.expression.empty() ? "" : "=",
              part.expression);
    if (part.prefix_length) append_to(out, ":", part.prefix_length);
    append_to(out, part.descending ? "- " : " ");
  }
  out += ")";
  if (!made.visible) out += " hidden";
  if (!made.comment.empty()) append_to(out, " '", made.comment, "'");
  return words.at_end() ? out : cat(out, " | ", words.written());
}

std::string foreign(const std::string& sql) {
  const test::Reading reading(sql);
  Words words = reading.words();
  ForeignKey key;
  const std::string problem = read_foreign_key(words, "d", &key);
  if (!problem.empty()) return "problem";
  return cat(key.name, "(", join(key.columns, " "), ") ", key.parent.str(), "(",
             join(key.parent_columns, " "), ") ", key.on_delete, " ",
             key.on_update, words.at_end() ? "" : " | " + words.written());
}

}  // namespace

TEST_CASE("index text: names, methods, parts and options") {
  CHECK(index("(a)") == "(a )");
  CHECK(index("IF NOT EXISTS `i x` USING BTREE (a(10) DESC, b ASC, c)") ==
        "i x(a:10- b c )");
  CHECK(index("USING HASH (a) COMMENT 'it''s' INVISIBLE, DROP x") ==
        "(a ) hidden 'it's' | ,");
  CHECK(index("i ((a + (b)), c)") == "i(=a + (b) c )");
  CHECK(index("i (a) KEY_BLOCK_SIZE = 8 NOT IGNORED WITH PARSER ngram") ==
        "i(a )");
  CHECK(index("i (a) VISIBLE") == "i(a )");
}

TEST_CASE("index text: DESC where the server keeps it") {
  const auto descends = [](const LogSource& source) {
    Index index = test::index("i", {"a"});
    index.columns[0].descending = true;
    settle_directions(source.flavor, &index);
    return index.columns[0].descending;
  };
  CHECK(descends(test::log_source()));
  CHECK_FALSE(descends(test::log_source(FlavorKind::kMysql, 5, 7)));
  CHECK(descends(test::mariadb_source()));
  CHECK_FALSE(descends(test::log_source(FlavorKind::kMariadb, 10, 5)));
}

TEST_CASE("index text: TYPE is a method or a name") {
  CHECK(index("type (a)") == "type(a )");
  CHECK(index("TYPE BTREE (a)") == "(a )");
  CHECK(index("type USING BTREE (a)") == "type(a )");
  CHECK(index("type TYPE BTREE (type)") == "type(type )");
}

TEST_CASE("index text: what is not read is a problem") {
  for (const char* sql : {"", "i", "i ()", "i (a", "i (a(x))", "i (a,)", "i a",
                          "i (a) frobnicate", "i (5)", "i (a b)"}) {
    INFO(sql);
    CHECK(index(sql) == "problem");
  }
}

TEST_CASE("index text: foreign keys with what they do") {
  CHECK(foreign("(a, b) REFERENCES p (x, y)") ==
        "(a b) d.p(x y) RESTRICT RESTRICT");
  CHECK(foreign("f (a) REFERENCES e.`p q` (x) MATCH FULL ON DELETE SET NULL "
                "ON UPDATE CASCADE, DROP z") ==
        "f(a) e.p q(x) SET NULL CASCADE | ,");
  CHECK(foreign("IF NOT EXISTS f (a) REFERENCES p (x) ON DELETE NO ACTION") ==
        "f(a) d.p(x) NO ACTION RESTRICT");
  for (const char* sql :
       {"(a)", "(a REFERENCES p (x)", "(a) REFERENCES p", "(a) REFERENCES (x)",
        "(a) REFERENCES p (x) ON DELETE", "(a) REFERENCES p (x) frobnicate"}) {
    INFO(sql);
    CHECK(foreign(sql) == "problem");
  }
}

TEST_CASE("index text: an index without a name takes a free one") {
  Table table = test::sample_table();
  CHECK(free_index_name(table, test::index("", {"a"})) == "a");
  table.indexes.push_back(test::index("A", {"b"}));
  CHECK(free_index_name(table, test::index("", {"a"})) == "a_2");
  table.indexes.push_back(test::index("a_2", {"b"}));
  CHECK(free_index_name(table, test::index("", {"a"})) == "a_3");
  CHECK(free_index_name(table, test::index("", {"Primary"})) == "Primary_2");
  Index computed;
  computed.columns.push_back({"", "a + 1", 0, false});
  CHECK(free_index_name(table, computed) == "functional_index");
}

TEST_CASE("index text: a foreign key uses an index that begins like it") {
  const Table table = test::sample_table();
  CHECK(serves_foreign_key(table, test::index("", {"A"})));
  CHECK(serves_foreign_key(table, test::index("", {"a", "b"})));
  CHECK(serves_foreign_key(table, test::index("", {"id"})));
  CHECK_FALSE(serves_foreign_key(table, test::index("", {"b"})));
  CHECK_FALSE(serves_foreign_key(table, test::index("", {"a", "b", "s"})));
}

}  // namespace millrace::mysql
