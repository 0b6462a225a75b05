// SPDX-License-Identifier: Apache-2.0
#include "diff/diff.h"

#include <catch2/catch.hpp>
#include <random>

#include "diff/replay.h"
#include "postgres/dialect.h"
#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"
#include "support/sample_schema.h"

namespace millrace {
namespace {

const Dialect& dialect() {
  static const PostgresDialect kDialect(
      Flavor{FlavorKind::kPostgresql, 15, 8, 0, "15.8", {}, {}});
  return kDialect;
}

// orders as a target would have it.
Table target_orders() {
  Table t = test::orders_table("sales");
  t.columns[0].auto_increment = false;
  for (Column& c : t.columns) c.native = dialect().native_type(c.type);
  t.has_rows = false;
  return t;
}

std::vector<SchemaChangeKind> kinds(const SchemaDifference& difference) {
  std::vector<SchemaChangeKind> out;
  for (const SchemaChange& c : difference.changes) out.push_back(c.kind);
  return out;
}

bool has(const SchemaDifference& difference, Difference::Kind kind) {
  return std::any_of(difference.differences.begin(),
                     difference.differences.end(),
                     [&](const Difference& d) { return d.kind == kind; });
}

// A catalog over a small world of names, so that two of them overlap.
Catalog random_catalog(std::mt19937& random) {
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  Catalog catalog;
  for (const char* schema : {"a", "b"}) {
    if (one_in(3)) continue;
    catalog.schemas.push_back(schema);
    for (const char* name : {"t", "u"}) {
      if (one_in(3)) continue;
      Table t;
      t.name = {schema, name};
      t.has_rows = false;
      if (one_in(2)) t.comment = one_in(2) ? "one" : "two";
      t.columns.push_back(test::integer_column("id", 64));
      if (one_in(2)) t.primary_key = test::key_on({"id"});
      for (const char* column : {"x", "y", "z"}) {
        if (one_in(3)) continue;
        Column c = test::varchar_column(column, one_in(2) ? 10 : 20);
        c.nullable = one_in(2);
        if (one_in(3)) c.default_value = one_in(2) ? "'p'" : "'q'";
        if (one_in(3)) c.comment = "c";
        t.columns.push_back(c);
        if (one_in(3)) {
          t.indexes.push_back(
              test::index_on(std::string(name) + "_" + column, {column}));
        }
      }
      for (Column& c : t.columns) c.native = dialect().native_type(c.type);
      catalog.tables.push_back(t);
    }
  }
  return catalog;
}

}  // namespace

TEST_CASE("diff: equal catalogs have no difference") {
  const Catalog same = test::catalog_of({target_orders()});
  const SchemaDifference none = diff(same, same, dialect());
  CHECK(none.changes.empty());
  CHECK(none.differences.empty());
}

TEST_CASE("diff: what is missing is made, indexes last") {
  Table orders = target_orders();
  orders.indexes = {test::index_on("orders_note", {"note"})};
  const SchemaDifference all =
      diff(test::catalog_of({orders}), Catalog(), dialect());
  using Kind = SchemaChangeKind;
  CHECK(kinds(all) == std::vector<Kind>{Kind::kCreateSchema, Kind::kCreateTable,
                                        Kind::kCreateIndex});
}

TEST_CASE("diff: a column missing from the plan is kept") {
  Table actual = target_orders();
  actual.columns.push_back(test::varchar_column("mine", 10));
  SchemaDifference out = diff_table(target_orders(), actual, dialect());
  CHECK(out.changes.empty());
  CHECK(has(out, Difference::Kind::kColumnKept));
  actual.columns.back().nullable = false;
  out = diff_table(target_orders(), actual, dialect());
  CHECK(has(out, Difference::Kind::kColumnBlocks));
  actual.columns.back().default_value = "''";
  out = diff_table(target_orders(), actual, dialect());
  CHECK_FALSE(has(out, Difference::Kind::kColumnBlocks));
}

TEST_CASE("diff: a type is widened, never narrowed") {
  Table actual = target_orders();
  actual.columns[0].native = "integer";
  SchemaDifference out = diff_table(target_orders(), actual, dialect());
  REQUIRE(out.changes.size() == 1);
  CHECK(out.changes[0].kind == SchemaChangeKind::kAlterColumnType);
  CHECK(out.changes[0].risk == Risk::kRewrites);

  actual = target_orders();
  actual.columns[1].native = "text";
  out = diff_table(target_orders(), actual, dialect());
  CHECK(out.changes.empty());
  CHECK(has(out, Difference::Kind::kTypeKept));

  actual.columns[1].native = "date";
  out = diff_table(target_orders(), actual, dialect());
  CHECK(out.changes.empty());
  CHECK(has(out, Difference::Kind::kTypeConflict));
}

TEST_CASE("diff: NOT NULL is set only in a table known to be empty") {
  Table wanted = target_orders();
  wanted.columns[1].nullable = false;
  Table actual = target_orders();
  CHECK(kinds(diff_table(wanted, actual, dialect())) ==
        std::vector{SchemaChangeKind::kAlterColumnNull});
  for (const auto rows : {std::optional<bool>(true), std::optional<bool>()}) {
    actual.has_rows = rows;
    const SchemaDifference out = diff_table(wanted, actual, dialect());
    CHECK(out.changes.empty());
    CHECK(has(out, Difference::Kind::kNullKept));
  }
}

TEST_CASE("diff: a new NOT NULL column begins as NULL where rows may be") {
  Table wanted = target_orders();
  wanted.columns.push_back(test::integer_column("n"));
  Table actual = target_orders();
  CHECK_FALSE(diff_table(wanted, actual, dialect()).changes[0].column.nullable);
  actual.has_rows.reset();
  const SchemaDifference out = diff_table(wanted, actual, dialect());
  CHECK(out.changes[0].column.nullable);
  CHECK(has(out, Difference::Kind::kNullKept));
  wanted.columns.back().default_value = "7";
  CHECK_FALSE(diff_table(wanted, actual, dialect()).changes[0].column.nullable);
}

// DEFAULT 0 of a user's own table was "altered" to 0.00.
TEST_CASE("diff: one number spelt otherwise is no other default") {
  Table wanted = target_orders();
  wanted.columns.push_back(test::integer_column("n"));
  wanted.columns.back().native = "numeric(10,2)";
  wanted.columns.back().default_value = "0.00";
  Table actual = wanted;
  actual.columns.back().default_value = "0";
  CHECK(diff_table(wanted, actual, dialect()).changes.empty());
  actual.columns.back().default_value = "1";
  CHECK(diff_table(wanted, actual, dialect()).changes.size() == 1);
  wanted.columns.back().native = actual.columns.back().native = "text";
  actual.columns.back().default_value = "0";
  CHECK(diff_table(wanted, actual, dialect()).changes.size() == 1);
}

TEST_CASE("diff: a key that the target lacks or has otherwise") {
  Table actual = target_orders();
  actual.primary_key.reset();
  CHECK(kinds(diff_table(target_orders(), actual, dialect())) ==
        std::vector{SchemaChangeKind::kAddPrimaryKey});
  actual.primary_key = test::key_on({"status"});
  CHECK(has(diff_table(target_orders(), actual, dialect()),
            Difference::Kind::kKeyConflict));
  Index unique = test::index_on("u", {"id"}, true);
  actual.indexes = {unique};
  CHECK_FALSE(has(diff_table(target_orders(), actual, dialect()),
                  Difference::Kind::kKeyConflict));
  for (int i = 0; i < 3; ++i) {  // such a one does not tell rows apart
    actual.indexes = {unique};
    if (i == 0) actual.indexes[0].deferrable = true;
    if (i == 1) actual.indexes[0].predicate = "id > 1";
    if (i == 2) actual.indexes[0].valid = false;
    CHECK(has(diff_table(target_orders(), actual, dialect()),
              Difference::Kind::kKeyConflict));
  }
}

TEST_CASE("diff: an index serves under any name, a taken name is told") {
  Table wanted = target_orders();
  wanted.indexes = {test::index_on("orders_u", {"note"}, true)};
  Table actual = target_orders();
  CHECK(kinds(diff_table(wanted, actual, dialect())) ==
        std::vector{SchemaChangeKind::kCreateIndex});
  actual.indexes = {test::index_on("other", {"note"}, true)};
  CHECK(diff_table(wanted, actual, dialect()).changes.empty());
  actual.indexes = {test::index_on("orders_u", {"note"})};
  const SchemaDifference out = diff_table(wanted, actual, dialect());
  CHECK(out.changes.empty());
  CHECK(has(out, Difference::Kind::kIndexConflict));
}

TEST_CASE("diff: a view or a computed column in the way blocks") {
  Table actual = target_orders();
  actual.kind = TableKind::kView;
  CHECK(has(diff_table(target_orders(), actual, dialect()),
            Difference::Kind::kOtherKind));
  actual = target_orders();
  actual.columns[1].generated = Generated::kStored;
  CHECK(has(diff_table(target_orders(), actual, dialect()),
            Difference::Kind::kGenerated));
}

// The law: carry the changes out, and nothing is left to do; what was there
// before is still there.
TEST_CASE("diff: a column that both compute is compared by its expression") {
  Column wanted = test::varchar_column("g", 9);
  wanted.generated = Generated::kVirtual;
  wanted.generation_expression = "`a` + 1";
  Column there = wanted;
  const auto kinds = [&] {
    Table desired = target_orders();
    Table actual = desired;
    desired.columns.push_back(wanted);
    actual.columns.push_back(there);
    const SchemaDifference found = diff_table(desired, actual, dialect());
    CHECK(found.changes.size() <= 1);
    return found.differences;
  };
  CHECK(kinds().empty());
  there.generation_expression = "`a` + 2";
  REQUIRE(kinds().size() == 1);
  CHECK(kinds()[0].kind == Difference::Kind::kComputedOtherwise);
  there.generated = Generated::kNo;
  REQUIRE(kinds().size() == 1);
  CHECK(kinds()[0].kind == Difference::Kind::kWritten);
  there.default_value = "7";  // its own, not the source's
  CHECK(kinds().size() == 1);
}

TEST_CASE("diff: replaying the changes leaves no change") {
  std::mt19937 random(20);
  for (int i = 0; i < 1500; ++i) {
    const Catalog desired = random_catalog(random);
    const Catalog before = random_catalog(random);
    Catalog actual = before;
    for (const SchemaChange& c : diff(desired, before, dialect()).changes) {
      test::replay(c, &actual);
    }
    REQUIRE(diff(desired, actual, dialect()).changes.empty());
    for (const Table& table : desired.tables) {
      const Table* made = actual.table(table.name);
      REQUIRE(made != nullptr);
      for (const Column& column : table.columns) {
        const Column* there = made->column(column.name);
        REQUIRE(there != nullptr);
        CHECK(there->nullable == column.nullable);
        CHECK(there->default_value == column.default_value);
      }
    }
    for (const Table& table : before.tables) {
      const Table* still = actual.table(table.name);
      REQUIRE(still != nullptr);
      CHECK(still->columns.size() >= table.columns.size());
      CHECK(still->indexes.size() >= table.indexes.size());
    }
  }
}

// The way back: what one diff added the other takes away again, told to; and
// nothing that it was not told to.
TEST_CASE("diff: the reverse, with its drops, restores what can be restored") {
  std::mt19937 random(21);
  for (int i = 0; i < 1500; ++i) {
    const Catalog before = random_catalog(random);
    const Catalog desired = random_catalog(random);
    Catalog actual = before;
    for (const SchemaChange& c : diff(desired, before, dialect()).changes) {
      test::replay(c, &actual);
    }
    Drops drops;
    for (const Table& table : before.tables) {
      for (const Column& column : actual.table(table.name)->columns) {
        if (table.column(column.name) == nullptr) {
          drops[table.name].insert(column.name);
        }
      }
    }
    const SchemaDifference back = diff(before, actual, dialect(), drops);
    for (const SchemaChange& c : back.changes) {
      CHECK((c.kind != SchemaChangeKind::kDropColumn ||
             c.risk == Risk::kDestroys));
      test::replay(c, &actual);
    }
    CHECK(diff(before, actual, dialect(), drops).changes.empty());
    for (const Table& table : before.tables) {
      const Table& now = *actual.table(table.name);
      REQUIRE(now.columns.size() == table.columns.size());
      for (const Column& column : table.columns) {
        const Column* there = now.column(column.name);
        REQUIRE(there != nullptr);
        CHECK(there->nullable == column.nullable);
        CHECK(there->default_value == column.default_value);
      }
    }
  }
}

TEST_CASE("diff: how rows are spread is named and never changed") {
  const GreenplumDialect greenplum(test::greenplum_91());
  Table wanted = target_orders();
  wanted.placement = {Spread::kBy, {"id"}, "heap"};
  wanted.placement_reason = "the primary key";
  Table there = wanted;
  CHECK(diff_table(wanted, there, greenplum).differences.empty());
  there.placement = {Spread::kRandomly, {}, "heap"};
  there.primary_key.reset();
  const SchemaDifference found = diff_table(wanted, there, greenplum);
  CHECK(found.changes.empty());
  CHECK(has(found, Difference::Kind::kPlacementKept));
  CHECK(has(found, Difference::Kind::kKeyImpossible));
  Catalog desired;
  desired.tables = {wanted};
  const SchemaDifference made = diff(desired, {}, greenplum);
  CHECK(made.changes[0].reason.find("distributed by (id): the primary key") !=
        std::string::npos);
}

TEST_CASE("diff: a unique index that the rows' place forbids becomes plain") {
  const GreenplumDialect greenplum(test::greenplum_91());
  Table wanted = target_orders();
  wanted.placement = {Spread::kBy, {"id"}, "heap"};
  Index unique;
  unique.name = "u";
  unique.unique = true;
  unique.columns = {{"id", "", 0, false}};
  wanted.indexes = {unique};
  Table there = wanted;
  there.indexes.clear();
  there.placement.columns = {wanted.columns[1].name};
  const SchemaDifference found = diff_table(wanted, there, greenplum);
  CHECK(has(found, Difference::Kind::kUniqueImpossible));
  REQUIRE(kinds(found) ==
          std::vector<SchemaChangeKind>{SchemaChangeKind::kCreateIndex});
  CHECK_FALSE(found.changes[0].index.unique);
}

}  // namespace millrace
