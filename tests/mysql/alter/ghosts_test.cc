// SPDX-License-Identifier: Apache-2.0
#include "mysql/alter/ghosts.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace millrace::mysql {
namespace {

Table orders() {
  Table table;
  table.name = {"d", "orders"};
  table.collation = "utf8mb4_general_ci";
  for (const char* name : {"id", "n"}) {
    table.columns.emplace_back().name = name;
    table.columns.back().type.kind = TypeKind::kInteger;
    table.columns.back().type.bits = 32;
  }
  return table;
}

struct Watched {
  Watched() {
    source.collation_charsets["utf8mb4_general_ci"] = "utf8mb4";
    source.default_collations["utf8mb4"] = "utf8mb4_general_ci";
  }
  AlterContext context(const std::string& sql) const {
    AlterContext made;
    made.text.sql = sql;
    made.database = "d";
    made.sql_mode = uint64_t{1} << 21;
    made.source = &source;
    return made;
  }
  void watch(const std::string& sql) {
    ghosts.watch(context(sql), [this](const QualifiedName& name) {
      return name == table.name ? &table : nullptr;
    });
  }
  std::string found(const std::string& name) {
    std::string problem;
    const auto made = ghosts.find({"d", name}, &problem);
    if (!problem.empty()) return "problem: " + problem;
    if (!made) return "unknown";
    std::string out;
    for (size_t i = 0; i < made->origin.size(); ++i) {
      append_to(out, made->after.columns[i].name, made->origin[i],
                made->doubts[i].empty() ? "" : "?", " ");
    }
    return out;
  }

  Table table = orders();
  LogSource source;
  Ghosts ghosts;
};

TEST_CASE("ghosts: names that the tools give") {
  const auto of = [](const char* name) {
    const auto found = ghost_of({"d", name});
    return found ? found->table : "";
  };
  CHECK(of("_orders_gho") == "orders");
  CHECK(of("_orders_new") == "orders");
  CHECK(of("___orders_new") == "orders");
  CHECK(of("orders_new") == "");
  CHECK(of("_gho") == "");
  const auto aside = [](const char* name) {
    return is_put_aside({"d", name}, {"d", "orders"});
  };
  CHECK(aside("_orders_del"));
  CHECK(aside("_orders_20240131120000_del"));
  CHECK(aside("__orders_old"));
  CHECK_FALSE(aside("_orders_2024_del"));
  CHECK_FALSE(aside("_order_del"));
  CHECK_FALSE(aside("orders_old"));
  CHECK_FALSE(is_put_aside({"e", "_orders_del"}, {"d", "orders"}));
}

TEST_CASE("ghosts: what was made of one, statement by statement") {
  Watched world;
  world.watch("create /* gh-ost */ table `d`.`_orders_gho` like `d`.`orders`");
  CHECK(world.found("_orders_gho") == "id0 n1 ");
  world.watch("alter /* gh-ost */ table d._orders_gho add x int, drop n");
  CHECK(world.found("_orders_gho") == "id0 x-1 ");
  world.watch(
      "alter table d._orders_gho rename column id to key_, modify x "
      "bigint first");
  CHECK(world.found("_orders_gho") == "x-1 key_0 ");
  world.watch("drop table if exists _orders_gho");
  CHECK(world.found("_orders_gho") == "unknown");
}

TEST_CASE("ghosts: what is not understood stays a problem") {
  Watched world;
  world.watch("CREATE TABLE `_orders_new` (`id` int)");
  world.watch("ALTER TABLE _orders_new ADD SYSTEM VERSIONING");
  CHECK(world.found("_orders_new").starts_with("problem"));
  world.watch("ALTER TABLE _orders_new ADD y INT");
  CHECK(world.found("_orders_new").starts_with("problem"));
  world.watch("CREATE TABLE _orders_gho LIKE customers");
  CHECK(world.found("_orders_gho").starts_with("problem"));
  world.watch("CREATE TABLE _items_gho LIKE items");
  CHECK(world.found("_items_gho") == "unknown");
}

TEST_CASE("ghosts: between two shapes only what is sure") {
  const Watched world;
  Table after = orders();
  after.name.table = "_orders_gho";
  after.columns.emplace_back(after.columns[1]).name = "m";
  TableAlteration made;
  CHECK(change_between(orders(), after, world.context(""), &made) == "");
  CHECK(made.after.name == orders().name);
  CHECK(made.origin == std::vector<int>{0, 1, -1});
  after.columns.erase(after.columns.begin() + 1);
  TableAlteration unsure;
  CHECK(change_between(orders(), after, world.context(""), &unsure) != "");
}

}  // namespace
}  // namespace millrace::mysql
