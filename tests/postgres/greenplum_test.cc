// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum.h"

#include <catch2/catch.hpp>

#include "postgres/greenplum_sets.h"

using namespace millrace;
using namespace millrace::test;

namespace {

Table orders() {
  Table table;
  table.name = {"shop", "orders"};
  Column id;
  id.name = "id";
  id.native = "bigint";
  id.nullable = false;
  table.columns = {id};
  table.primary_key = Index();
  table.primary_key->unique = table.primary_key->primary = true;
  table.primary_key->columns = {{"id", "", 0, false}};
  return table;
}

std::string created(const Flavor& flavor, const PlacementWish& wish) {
  const GreenplumDialect dialect(flavor);
  SchemaChange change;
  change.table = orders();
  dialect.place(wish, &change.table);
  return dialect.statements(change).front().sql;
}

bool ends(const std::string& text, const std::string& end) {
  INFO(text);
  return text.ends_with(end);
}

}  // namespace

TEST_CASE("greenplum: every table says where and how its rows lie") {
  PlacementWish wish;
  CHECK(ends(created(greenplum_91(), wish),
             "\n) WITH (appendonly=false)\nDISTRIBUTED BY (\"id\")"));
  CHECK(ends(created(greenplum_7(), wish),
             "\n) USING heap\nDISTRIBUTED BY (\"id\")"));
  wish.placement.storage = "append_column";
  CHECK(ends(created(analyticdb_6(), wish),
             " WITH (appendonly=true, orientation=column)\n"
             "DISTRIBUTED BY (\"id\")"));
  wish.placement = {Spread::kReplicated, {}, "append_row"};
  CHECK(ends(created(greenplum_7(), wish),
             " WITH (appendonly=true, orientation=row)\n"
             "DISTRIBUTED REPLICATED"));
  wish.placement = {Spread::kRandomly, {}, ""};
  CHECK(ends(created(greenplum_7(), wish), "DISTRIBUTED RANDOMLY"));
}

TEST_CASE("greenplum: a schema is made without IF NOT EXISTS") {
  const GreenplumDialect dialect(greenplum_91());
  SchemaChange change;
  change.kind = SchemaChangeKind::kCreateSchema;
  change.schema = "a\"b";
  CHECK(dialect.statements(change).front().sql == "CREATE SCHEMA \"a\"\"b\"");
}

TEST_CASE("greenplum: types follow what the server has") {
  Type json;
  json.kind = TypeKind::kJson;
  CHECK(GreenplumDialect(greenplum_91()).native_type(json) == "json");
  CHECK(GreenplumDialect(analyticdb_6()).native_type(json) == "jsonb");
  Flavor bare = greenplum_91();
  bare.capabilities["json"] = bare.capabilities["uuid"] = false;
  CHECK(GreenplumDialect(bare).native_type(json) == "text");
  Type uuid;
  uuid.kind = TypeKind::kUuid;
  CHECK(GreenplumDialect(bare).native_type(uuid) == "text");
  CHECK_FALSE(GreenplumDialect(greenplum_91()).normalize_type("jsonb").ok());
  CHECK(*GreenplumDialect(greenplum_7()).normalize_type("jsonb") == "jsonb");
  CHECK(*GreenplumDialect(bare).normalize_type("int8") == "bigint");
}

TEST_CASE("greenplum: of a server that was not asked the least is assumed") {
  Flavor unasked;
  unasked.kind = FlavorKind::kGreenplum;
  unasked.major = 9;
  Type json;
  json.kind = TypeKind::kJson;
  CHECK(GreenplumDialect(unasked).native_type(json) == "text");
}

TEST_CASE("greenplum: an old server's defaults in new words") {
  const std::pair<const char*, const char*> kSame[] = {
      {"(-1)", "'-1'::integer"},
      {"1", "1"},
      {"(-1.50)", "'-1.50'::numeric"},
      {"1.5", "1.5"},
      {"5000000000::bigint", "'5000000000'::bigint"},
      {"(-5000000000)::bigint", "'-5000000000'::bigint"},
      {"1.5::real", "'1.5'::real"},
      {"1e+20::double precision", "'1e+20'::double precision"},
      {"now()", "CURRENT_TIMESTAMP"},
      {"('now'::text)::timestamp(3) with time zone", "CURRENT_TIMESTAMP(3)"},
      {"('now'::text)::timestamp(0) without time zone", "LOCALTIMESTAMP(0)"},
      {"('now'::text)::timestamp without time zone", "LOCALTIMESTAMP"},
      {"('now'::text)::date", "CURRENT_DATE"},
      {"'x'::character varying", "'x'::character varying"},
      {"'1::real'::text", "'1::real'::text"},
      {"nextval('a'::regclass)", "nextval('a'::regclass)"},
      {"B'101'::\"bit\"", "'101'::\"bit\""},
      {"(-2.49999999999999991e+30)::double precision",
       "'-2.5e+30'::double precision"},
      {"true", "true"}};
  for (const auto& [old, modern] : kSame) CHECK(modern_default(old) == modern);
}
