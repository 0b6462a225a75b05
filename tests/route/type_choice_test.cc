// SPDX-License-Identifier: Apache-2.0
#include "route/type_choice.h"

#include <catch2/catch.hpp>

#include "support/sample_resolution.h"

namespace millrace {
namespace {

Column tinyint1() {
  Column c = test::integer_column("active", 8);
  c.native = "tinyint(1)";
  c.type.tinyint1 = true;
  return c;
}

}  // namespace

TEST_CASE("type choice: tinyint(1) is what the Plan says it is") {
  const Dialect& dialect = test::postgres_dialect();
  CHECK(choose_type(tinyint1(), "", TinyintPolicy::kSmallint, dialect).native ==
        "smallint");
  const TypeChoice boolean =
      choose_type(tinyint1(), "", TinyintPolicy::kBoolean, dialect);
  CHECK(boolean.native == "boolean");
  CHECK(boolean.type.kind == TypeKind::kBoolean);
  const TypeChoice written =
      choose_type(tinyint1(), "bool", TinyintPolicy::kSmallint, dialect);
  CHECK(written.type.kind == TypeKind::kBoolean);
}

TEST_CASE("type choice: what cannot hold the values has a code") {
  const Dialect& dialect = test::postgres_dialect();
  const Column note = test::varchar_column("note", 200);
  CHECK(choose_type(note, "timestamp", {}, dialect).code ==
        std::string("P129"));
  CHECK(choose_type(note, "vharchar(9)", {}, dialect).code ==
        std::string("P129"));
  const Column other = test::column("x", TypeKind::kOther, "xml");
  CHECK(choose_type(other, "", {}, dialect).code == std::string("P128"));
  CHECK(choose_type(note, "varchar(300)", {}, dialect).native ==
        "character varying(300)");
}

TEST_CASE("type choice: a constant must have a form in its type") {
  const Dialect& dialect = test::postgres_dialect();
  CHECK(choose_constant_type("text", "eu", dialect).problem.empty());
  CHECK(choose_constant_type("int", "12", dialect).type.kind ==
        TypeKind::kInteger);
  CHECK_FALSE(choose_constant_type("int", "eu", dialect).problem.empty());
}

}  // namespace millrace
