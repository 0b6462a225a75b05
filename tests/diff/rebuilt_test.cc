// SPDX-License-Identifier: Apache-2.0
#include "diff/rebuilt.h"

#include <catch2/catch.hpp>

#include "diff/diff.h"
#include "postgres/greenplum.h"
#include "postgres/greenplum_sets.h"

namespace millrace {
namespace {

Column column(const std::string& name, const std::string& native) {
  Column one;
  one.name = name;
  one.native = native;
  one.nullable = false;
  return one;
}

Index index(const std::string& name, const std::vector<std::string>& columns) {
  Index one;
  one.name = name;
  one.method = "btree";
  for (const std::string& c : columns) one.columns.push_back({c, "", 0, false});
  return one;
}

// t(id, ten, v), its key (id, ten), spread by id.
Table table(const std::string& id, const std::string& v) {
  Table out;
  out.name = {"s", "t"};
  out.columns = {column("id", id), column("ten", "integer"), column("v", v)};
  out.primary_key = index("t_pkey", {"id", "ten"});
  out.primary_key->primary = out.primary_key->unique = true;
  out.indexes = {index("t_v", {"v"}), index("t_ten", {"ten"})};
  out.placement = {Spread::kBy, {"id"}, "heap"};
  return out;
}

std::string sql(const Table& desired, const Table& actual,
                const Flavor& flavor) {
  const GreenplumDialect dialect(flavor);
  std::string out;
  for (const SchemaChange& change :
       diff_table(desired, actual, dialect).changes) {
    for (const Statement& one : dialect.statements(change)) {
      out += one.sql + "\n";
    }
  }
  return out;
}

}  // namespace

TEST_CASE("rebuilt: an index goes and comes back around a new type") {
  const Table actual = table("integer", "character varying(10)");
  const Table desired = table("integer", "character varying(60)");
  CHECK(sql(desired, actual, test::greenplum_91()) ==
        "DROP INDEX \"s\".\"t_v\"\n"
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"v\" TYPE character "
        "varying(60)\n"
        "CREATE INDEX \"t_v\" ON \"s\".\"t\" (\"v\")\n");
  // Newer servers do it by themselves.
  CHECK(sql(desired, actual, test::greenplum_7()) ==
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"v\" TYPE character "
        "varying(60)\n");
  const GreenplumDialect dialect(test::greenplum_91());
  CHECK(diff_table(desired, actual, dialect).changes[0].risk ==
        Risk::kRewrites);
}

TEST_CASE("rebuilt: the key goes and comes back; rows stay where they lie") {
  CHECK(sql(table("bigint", "text"), table("integer", "text"),
            test::greenplum_91()) ==
        "ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"t_pkey\"\n"
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"id\" TYPE bigint\n"
        "ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"t_pkey\" PRIMARY KEY "
        "(\"id\", \"ten\")\n");
}

TEST_CASE("rebuilt: rows are spread anew where the new type hashes otherwise") {
  CHECK(sql(table("numeric(20,0)", "text"), table("bigint", "text"),
            test::greenplum_91()) ==
        "ALTER TABLE \"s\".\"t\" DROP CONSTRAINT \"t_pkey\"\n"
        "ALTER TABLE \"s\".\"t\" SET DISTRIBUTED RANDOMLY\n"
        "ALTER TABLE \"s\".\"t\" ALTER COLUMN \"id\" TYPE numeric(20,0)\n"
        "ALTER TABLE \"s\".\"t\" SET DISTRIBUTED BY (\"id\")\n"
        "ALTER TABLE \"s\".\"t\" ADD CONSTRAINT \"t_pkey\" PRIMARY KEY "
        "(\"id\", \"ten\")\n");
}

TEST_CASE("rebuilt: an index that others made is left alone") {
  Table actual = table("integer", "character varying(10)");
  const Table desired = table("integer", "character varying(60)");
  actual.indexes.push_back(index("theirs", {"v", "ten"}));
  CHECK(sql(desired, actual, test::greenplum_91()).find("theirs") ==
        std::string::npos);
  CHECK(index_holds(index("theirs", {"v", "ten"}), "ten"));
  CHECK_FALSE(index_holds(index("theirs", {"v", "ten"}), "id"));
}

}  // namespace millrace
