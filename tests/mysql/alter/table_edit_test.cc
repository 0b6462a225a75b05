// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/table_edit.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "mysql/alter/alter_support.h"

namespace millrace::mysql {
namespace {

using Place = TableEdit::Place;

Place after(const std::string& name) { return {Place::Kind::kAfter, name}; }

std::string columns(TableEdit edit) {
  TableAlteration made;
  const std::string problem = edit.finish(&made);
  if (!problem.empty()) return "problem: " + problem;
  std::string out;
  for (size_t i = 0; i < made.origin.size(); ++i) {
    append_to(out, made.after.columns[i].name, made.origin[i], " ");
  }
  return out;
}

std::string indexes(TableEdit edit) {
  TableAlteration made;
  const std::string problem = edit.finish(&made);
  if (!problem.empty()) return "problem: " + problem;
  std::string out;
  std::vector<Index> all = made.after.indexes;
  if (made.after.primary_key) all.push_back(*made.after.primary_key);
  for (const Index& index : all) {
    append_to(out, index.name, "(");
    for (const IndexColumn& part : index.columns) {
      append_to(out, part.name, part.expression, part.prefix_length ? ":" : "",
                " ");
    }
    out += ") ";
  }
  return out;
}

TableEdit edit() { return TableEdit(test::sample_table()); }
Column made(const std::string& name) { return test::column(name, "int"); }

}  // namespace

TEST_CASE("table edit: columns are placed clause by clause") {
  TableEdit one = edit();
  CHECK(one.add(made("x"), after("A"), "", {}) == "");
  CHECK(one.add(made("y"), after("a"), "", {}) == "");
  CHECK(one.add(made("z"), {Place::Kind::kFirst, ""}, "", {}) == "");
  CHECK(one.add(made("l"), {Place::Kind::kLast, ""}, "", {}) == "");
  CHECK(columns(one) == "z-1 id0 a1 y-1 x-1 b2 s3 l-1 ");
}

TEST_CASE("table edit: clauses name columns as they were, places as they are") {
  TableEdit swap = edit();
  CHECK(swap.change("a", made("b"), {}, "") == "");
  CHECK(swap.change("b", made("a"), {}, "") == "");
  CHECK(columns(swap) == "id0 b1 a2 s3 ");
  TableEdit moved = edit();
  CHECK(moved.change("a", made("z"), after("s"), "") == "");
  CHECK(moved.add(made("y"), after("z"), "", {}) == "");
  CHECK(columns(moved) == "id0 b2 s3 z1 y-1 ");
  TableEdit gone = edit();
  CHECK(gone.rename("a", "z") == "");
  CHECK(gone.add(made("y"), after("a"), "", {}) == "");
  CHECK(columns(gone).starts_with("problem"));
  TableEdit replaced = edit();
  CHECK(replaced.drop("a") == "");
  CHECK(replaced.add(made("a"), {Place::Kind::kFirst, ""}, "", {}) == "");
  CHECK(columns(replaced) == "a-1 id0 b2 s3 ");
}

TEST_CASE("table edit: values and doubts stay with their columns") {
  TableEdit one = edit();
  CHECK(one.add(made("x"), {Place::Kind::kFirst, ""}, "", "7") == "");
  CHECK(one.change("b", made("b"), after("id"), "b may differ") == "");
  one.doubt("s", "s too");
  one.doubt("b", "not the first reason");
  TableAlteration out;
  REQUIRE(one.finish(&out) == "");
  CHECK(out.origin == std::vector<int>{-1, 0, 2, 1, 3});
  CHECK(out.doubts ==
        std::vector<std::string>{"", "", "b may differ", "", "s too"});
  CHECK(out.values[0] == "7");
  CHECK_FALSE(out.values[1]);
}

TEST_CASE("table edit: what cannot be is a problem") {
  CHECK(edit().drop("x") != "");
  CHECK(edit().rename("x", "y") != "");
  CHECK(edit().change("x", made("x"), {}, "") != "");
  TableEdit twice = edit();
  CHECK(twice.rename("a", "B") == "");
  CHECK(columns(twice) == "problem: there would be two columns b");
  TableEdit none = edit();
  for (const char* name : {"id", "a", "b", "s"}) CHECK(none.drop(name) == "");
  CHECK(columns(none).starts_with("problem"));
  CHECK(none.column("a") == nullptr);
  CHECK(none.had_column("A"));
  TableEdit key = edit();
  CHECK(key.add_index(test::index("k", {"nothing"}), false) == "");
  CHECK(indexes(key).starts_with("problem"));
}

TEST_CASE("table edit: indexes follow their columns, and go with them") {
  TableEdit one = edit();
  CHECK(one.rename("a", "z") == "");
  CHECK(one.add_index(test::index("j", {"Z", "b"}), false) == "");
  CHECK(indexes(one) == "i(z b ) j(z b ) PRIMARY(id ) ");
  TableEdit swap = edit();
  CHECK(swap.rename("a", "b") == "");
  CHECK(swap.rename("b", "a") == "");
  CHECK(swap.add_index(test::index("j", {"a"}), false) == "");
  CHECK(indexes(swap) == "i(b a ) j(a ) PRIMARY(id ) ");
  TableEdit less = edit();
  CHECK(less.drop("a") == "");
  CHECK(indexes(less) == "i(b ) PRIMARY(id ) ");
  CHECK(less.drop("b") == "");
  CHECK(less.drop("id") == "");
  CHECK(indexes(less) == "");
  TableEdit again = edit();
  CHECK(again.drop("a") == "");
  CHECK(again.add(made("a"), {Place::Kind::kLast, ""}, "", {}) == "");
  CHECK(indexes(again) == "i(a b ) PRIMARY(id ) ");
  TableEdit wider = edit();
  CHECK(wider.drop("a") == "");
  Column text = test::column("a", "varchar(9)");
  CHECK(wider.add(text, {Place::Kind::kLast, ""}, "", {}) == "");
  CHECK(indexes(wider).starts_with("problem: column a of the index i"));
  TableEdit other = edit();
  CHECK(other.drop("a") == "");
  CHECK(other.rename("b", "a") == "");
  CHECK(indexes(other) == "i(a ) PRIMARY(id ) ");
}

// MySQL leaves an index on as many characters as the labels had bytes.
TEST_CASE("table edit: a column of labels that gets others, or none") {
  const auto altered = [](const std::string& to) {
    Table table = test::sample_table();
    table.columns[1] = test::column("a", "enum('x','y z')");
    TableEdit one(table);
    one.column("a")->type = parse_native(to);
    return indexes(one);
  };
  CHECK(altered("enum('x')") == "i(a b ) PRIMARY(id ) ");
  CHECK(altered("char(3)").starts_with("problem: column a of the index i"));
}

// All servers do, wherever the clauses stand.
TEST_CASE("table edit: an index is named after the others are settled") {
  const auto edited = [](const std::string& was, const std::string& to) {
    Table table = test::sample_table();
    table.indexes = {test::index(was, {"a"})};
    TableEdit one(table);
    CHECK(one.add_index(test::index("", {"a"}), false) == "");
    CHECK((to.empty() ? one.drop_index(was) : one.rename_index(was, to)) == "");
    return indexes(one);
  };
  CHECK(edited("a", "j") == "a(a ) j(a ) PRIMARY(id ) ");
  CHECK(edited("a", "") == "a(a ) PRIMARY(id ) ");
  CHECK(edited("x", "a") == "a(a ) a_2(a ) PRIMARY(id ) ");
  TableEdit two = edit();
  CHECK(two.add_index(test::index("", {"b"}), false) == "");
  CHECK(two.add_index(test::index("", {"B"}), false) == "");
  CHECK(indexes(two) == "b(b ) b_2(b ) i(a b ) PRIMARY(id ) ");
}

TEST_CASE("table edit: indexes are made, renamed and dropped by name") {
  TableEdit one = edit();
  CHECK(one.add_index(test::index("", {"A"}), false) == "");
  CHECK(one.add_index(test::index("I", {"s"}), false) != "");
  CHECK(one.rename_index("I", "k") == "");
  CHECK(one.drop_index("nothing") != "");
  CHECK(indexes(one) == "a(a ) k(a b ) PRIMARY(id ) ");
  CHECK(one.drop_index("k") == "");
  CHECK(one.drop_index("primary") == "");
  CHECK(one.drop_index("primary") != "");
  CHECK(one.add_index(test::index("PRIMARY", {"a", "id"}), false) == "");
  CHECK(one.add_index(test::index("PRIMARY", {"a"}), false) != "");
  CHECK(indexes(one) == "a(a ) PRIMARY(a id ) ");
  TableAlteration out;
  REQUIRE(one.finish(&out) == "");
  CHECK_FALSE(out.after.columns[1].nullable);
}

// The server drops it and then finds that it was there.
TEST_CASE("table edit: IF NOT EXISTS asks the table before the statement") {
  TableEdit one = edit();
  CHECK(one.drop_index("i") == "");
  CHECK(one.add_index(test::index("i", {"s"}), true) == "");
  CHECK(indexes(one) == "PRIMARY(id ) ");
  CHECK(one.had_index("I"));
  CHECK_FALSE(one.has_index("i"));
  TableEdit unnamed = edit();
  CHECK(unnamed.add_index(test::index("", {"b"}), true) == "");
  CHECK(unnamed.add_index(test::index("b", {"b"}), true) == "");
  CHECK(indexes(unnamed) == "problem: there would be two indexes b");
  CHECK(unnamed.drop_index("b") != "");  // it was made by this statement
}

TEST_CASE("table edit: a prefix of all that there is is no prefix") {
  const auto with = [](uint64_t length, const std::string& native) {
    TableEdit one = edit();
    one.column("s")->type = parse_native(native);
    Index index = test::index("p", {"s"});
    index.columns[0].prefix_length = length;
    REQUIRE(one.add_index(index, false) == "");
    return indexes(one);
  };
  CHECK(with(5, "varchar(20)") == "i(a b ) p(s: ) PRIMARY(id ) ");
  CHECK(with(20, "varchar(20)") == "i(a b ) p(s ) PRIMARY(id ) ");
  CHECK(with(20, "text") == "i(a b ) p(s: ) PRIMARY(id ) ");
  CHECK(with(5, "int") == "i(a b ) p(s ) PRIMARY(id ) ");
}

TEST_CASE("table edit: foreign keys are named, carried and dropped") {
  Table table = test::sample_table();
  ForeignKey self{"own", {"a"}, table.name, {"id"}, "CASCADE", "RESTRICT"};
  ForeignKey other{"t_ibfk_7", {"b"}, {"d", "p"}, {"id"}, "", ""};
  table.foreign_keys = {self, other};
  TableEdit one(table);
  CHECK(one.rename("id", "nr") == "");
  CHECK(one.rename("a", "up") == "");
  ForeignKey more{"", {"S"}, {"d", "p"}, {"id"}, "", ""};
  CHECK(one.add_foreign_key(more) == "");
  TableAlteration out;
  REQUIRE(one.finish(&out) == "");
  REQUIRE(out.after.foreign_keys.size() == 3);
  CHECK(out.after.foreign_keys[0].columns[0] == "up");
  CHECK(out.after.foreign_keys[0].parent_columns[0] == "nr");
  CHECK(out.after.foreign_keys[1].parent_columns[0] == "id");
  CHECK(out.after.foreign_keys[2].name == "t_ibfk_8");
  CHECK(out.after.foreign_keys[2].columns[0] == "s");
  CHECK(one.has_index("s"));
  TableEdit two(table);
  // One that is not known by its name would go on cascading.
  CHECK(two.drop_foreign_key("nothing", false) != "");
  CHECK(two.drop_foreign_key("nothing", true) == "");
  CHECK(two.drop_foreign_key("OWN", false) == "");
  CHECK(two.after().foreign_keys.size() == 1);
}

TEST_CASE("table edit: a constraint is a key, a foreign key or a check") {
  Table table = test::sample_table();
  table.indexes.push_back(test::index("u", {"b"}, true));
  table.indexes.push_back(test::index("f", {"a"}));
  table.foreign_keys = {{"f", {"a"}, {"d", "p"}, {"id"}, "", ""},
                        {"u", {"b"}, {"d", "p"}, {"id"}, "", ""}};
  TableEdit one(table);
  CHECK(one.drop_constraint("f") == "");  // the index of its name stays
  CHECK(one.has_index("f"));
  CHECK(one.after().foreign_keys.size() == 1);
  CHECK(one.drop_constraint("i") == "");  // a check: no unique index
  CHECK(one.has_index("i"));
  CHECK(one.drop_constraint("u") != "");  // which of the two?
  CHECK(one.drop_foreign_key("u", false) == "");
  CHECK(one.drop_constraint("u") == "");
  CHECK_FALSE(one.has_index("u"));
  CHECK(one.drop_constraint("PRIMARY") == "");
  CHECK_FALSE(one.after().primary_key);
}

}  // namespace millrace::mysql
