// SPDX-License-Identifier: Apache-2.0
#include "mysql/drds_dialect.h"

#include <catch2/catch.hpp>

#include "mysql/target_support.h"

namespace millrace::mysql {
namespace {

DrdsDialect dialect(const char* mode) {
  Flavor flavor = test::flavor_of(FlavorKind::kDrds, 5, 4, 19);
  flavor.traits["mode"] = mode;
  return DrdsDialect(flavor);
}

Table orders() {
  Table table;
  table.name = {"d", "orders"};
  for (const auto& [name, native] :
       {std::pair{"id", "bigint"}, {"uid", "int"}, {"at", "datetime"}}) {
    Column column;
    column.name = name;
    column.native = native;
    column.nullable = false;
    table.columns.push_back(column);
  }
  Index key;
  key.unique = key.primary = true;
  key.columns = {{"id", "", 0, false}};
  table.primary_key = key;
  return table;
}

struct Placed {
  std::string clause;
  std::string problem;
  std::string reason;
  size_t key_columns;
};

Placed placed(const char* mode, const ShardingWish& wish,
              Table table = orders()) {
  Placed out;
  out.reason = dialect(mode).shard(wish, &table, &out.problem);
  out.clause = table.partitioning;
  out.key_columns = table.primary_key ? table.primary_key->columns.size() : 0;
  return out;
}

using Kind = ShardingWish::Kind;

}  // namespace

TEST_CASE("drds: left out, the key decides, and the reason is said") {
  CHECK(placed("drds", {}).clause == "DBPARTITION BY HASH(`id`)");
  CHECK(placed("auto", {}).clause == "PARTITION BY KEY(`id`)");
  CHECK(placed("auto", {}).reason.find("id is the first column") == 0);
  Table by_day = orders();
  by_day.primary_key->columns = {{"at", "", 0, false}};
  CHECK(placed("drds", {}, by_day).clause == "");
  CHECK(placed("auto", {}, by_day).clause == "SINGLE");
}

TEST_CASE("drds: a first column of few values gives way to one of many") {
  Table table = orders();
  table.primary_key->columns = {{"uid", "", 0, false}, {"id", "", 0, false}};
  ShardingWish wish;
  CHECK(placed("drds", wish, table).clause == "DBPARTITION BY HASH(`uid`)");
  wish.outlook = {1'000'000, {{"uid", 3}}, {{"uid", 3}, {"id", 300'000}}};
  CHECK(placed("drds", wish, table).clause == "DBPARTITION BY HASH(`id`)");
  CHECK(placed("auto", wish, table).clause == "PARTITION BY KEY(`id`)");
  CHECK(placed("auto", wish, table).reason.find("uid, which comes before") ==
        0);
  // Not without a better one, of few rows, or where the table is there.
  ShardingWish other = wish;
  other.outlook.least["id"] = 40;
  CHECK(placed("drds", other, table).clause == "DBPARTITION BY HASH(`uid`)");
  other = wish;
  other.outlook.rows = 500;
  CHECK(placed("drds", other, table).clause == "DBPARTITION BY HASH(`uid`)");
  other = wish;
  other.there = "DBPARTITION BY HASH(`uid`)";
  CHECK(placed("drds", other, table).clause == "DBPARTITION BY HASH(`uid`)");
  CHECK(placed("drds", other, table).reason == "");
}

TEST_CASE("drds: as the Plan says, and the shard's columns join the key") {
  const auto both =
      placed("drds", {Kind::kDatabase, "hash(uid)", "hash(uid)", 4});
  CHECK(both.clause ==
        "DBPARTITION BY HASH(`uid`) TBPARTITION BY HASH(`uid`) "
        "TBPARTITIONS 4");
  CHECK(both.key_columns == 2);
  CHECK(placed("auto", {Kind::kPartition, "key(id)", "", 16}).clause ==
        "PARTITION BY KEY(`id`) PARTITIONS 16");
  CHECK(placed("drds", {Kind::kBroadcast, "", "", 0}).clause == "BROADCAST");
  CHECK(placed("drds", {Kind::kSingle, "", "", 0}).clause == "");
  CHECK(placed("auto", {Kind::kSingle, "", "", 0}).clause == "SINGLE");
  CHECK(placed("drds", {Kind::kDatabase, "yyyymm(at)", "", 0}).problem == "");
}

TEST_CASE("drds: sharding that cannot be") {
  const auto problem = [](const char* mode, const ShardingWish& wish) {
    return placed(mode, wish).problem;
  };
  CHECK(problem("drds", {Kind::kPartition, "key(id)", "", 4}) != "");
  CHECK(problem("auto", {Kind::kDatabase, "hash(id)", "", 0}) != "");
  CHECK(problem("drds", {Kind::kDatabase, "hash(nothing)", "", 0}) != "");
  CHECK(problem("drds", {Kind::kDatabase, "hash(at)", "", 0}) != "");
  CHECK(problem("drds", {Kind::kDatabase, "sort(id)", "", 0}) != "");
  Table loose = orders();
  loose.columns[1].nullable = true;
  CHECK(placed("drds", {Kind::kDatabase, "hash(uid)", "", 0}, loose).problem !=
        "");
}

TEST_CASE("drds: what it does not have") {
  CHECK(dialect("drds").native_type(parse_native("point")) == "");
  CHECK(dialect("drds").native_type(parse_native("int")) == "int");
  Index full;
  full.method = "fulltext";
  CHECK(dialect("drds").index_problem(full) != "");
  Index unique;
  unique.unique = true;
  unique.columns = {{"uid", "", 0, false}};
  Table table = orders();
  table.partitioning = "DBPARTITION BY HASH(`id`)";
  CHECK(dialect("drds").index_problem(unique, table) != "");
  unique.columns.push_back({"id", "", 0, false});
  CHECK(dialect("drds").index_problem(unique, table) == "");
}

TEST_CASE("drds: a table in full, in both modes") {
  SchemaChange change;
  change.table = orders();
  std::string problem;
  dialect("auto").shard({}, &change.table, &problem);
  CHECK(dialect("auto").statements(change)[0].sql ==
        "CREATE TABLE `d`.`orders` (\n  `id` bigint NOT NULL,\n"
        "  `uid` int NOT NULL,\n  `at` datetime NOT NULL,\n"
        "  PRIMARY KEY (`id`)\n) PARTITION BY KEY(`id`)");
  dialect("drds").shard({Kind::kDatabase, "hash(id)", "hash(id)", 4},
                        &change.table, &problem);
  CHECK(dialect("drds").statements(change)[0].sql.ends_with(
      ") DBPARTITION BY HASH(`id`) TBPARTITION BY HASH(`id`) TBPARTITIONS 4"));
}

}  // namespace millrace::mysql
