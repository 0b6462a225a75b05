// SPDX-License-Identifier: Apache-2.0
#include "postgres/greenplum_key.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "base/text.h"
#include "postgres/greenplum_sets.h"

using namespace millrace;
using namespace millrace::test;

namespace {

Column column(const std::string& name, const std::string& native) {
  Column made;
  made.name = name;
  made.native = native;
  made.nullable = false;
  return made;
}

Index index_on(const std::string& name, const std::vector<std::string>& on,
               bool unique = true) {
  Index index;
  index.name = name;
  index.unique = unique;
  for (const std::string& c : on) index.columns.push_back({c, "", 0, false});
  return index;
}

Table users() {
  Table table;
  table.name = {"shop", "users"};
  table.columns = {column("tenant", "integer"), column("id", "bigint"),
                   column("email", "text"), column("active", "boolean"),
                   column("doc", "json")};
  table.primary_key = index_on("", {"id"});
  return table;
}

std::string placed(const Flavor& flavor, const PlacementWish& wish,
                   Table* table) {
  std::string codes;
  for (const Finding& f : place_table(flavor, wish, table)) {
    append_to(codes, codes.empty() ? "" : " ", f.code);
    INFO(f.code << " " << f.message);
    CHECK(f.object.starts_with("target.shop.users"));
    CHECK_FALSE(f.remedy.empty());
  }
  return codes;
}

PlacementWish by(std::vector<std::string> names) {
  PlacementWish wish;
  wish.placement = {Spread::kBy, std::move(names), ""};
  return wish;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("key advisor: the primary key, less what has few values") {
  Table table = users();
  CHECK(placed(analyticdb_6(), {}, &table).empty());
  CHECK(table.placement.columns == Names{"id"});
  table.primary_key = index_on("", {"active", "id"});
  CHECK(placed(analyticdb_6(), {}, &table).empty());
  CHECK(table.placement.columns == Names{"id"});
  table.primary_key = index_on("", {"active"});
  CHECK(placed(analyticdb_6(), {}, &table) == "P250");
  CHECK(table.placement.columns == Names{"active"});
  table.primary_key.reset();
  CHECK(placed(analyticdb_6(), {}, &table).empty());
  CHECK(table.placement.spread == Spread::kRandomly);
}

TEST_CASE("key advisor: a unique index outside of the key becomes plain") {
  Table table = users();
  table.indexes = {index_on("u", {"email"}), index_on("v", {"id", "email"}),
                   index_on("w", {"tenant"}, false)};
  CHECK(placed(greenplum_91(), {}, &table) == "P244");
  CHECK_FALSE(table.indexes[0].unique);
  CHECK(table.indexes[1].unique);
  Flavor older = greenplum_91();
  older.capabilities["unique_index_beside_key"] = false;
  table.indexes = {index_on("v", {"id", "email"})};
  CHECK(placed(older, {}, &table) == "P244");
}

TEST_CASE("key advisor: what keeps a unique index is offered, not taken") {
  Table table = users();
  table.primary_key = index_on("", {"tenant", "id"});
  table.indexes = {index_on("u", {"tenant", "email"})};
  const auto findings = place_table(greenplum_91(), {}, &table);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].remedy.find("{\"by\": [\"tenant\"]}") != std::string::npos);
  table.indexes = {index_on("u", {"tenant", "email"})};
  CHECK(placed(greenplum_91(), by({"tenant"}), &table).empty());
  CHECK(table.indexes[0].unique);
}

TEST_CASE("key advisor: the Plan is obeyed or refused, never bent") {
  Table table = users();
  CHECK(placed(greenplum_91(), by({"nobody"}), &table) == "P241");
  CHECK(placed(greenplum_91(), by({"doc"}), &table) == "P242");
  CHECK(placed(greenplum_91(), by({"tenant"}), &table) == "P243");
  CHECK(placed(greenplum_91(), by({"id"}), &table).empty());
  CHECK(table.placement_reason == "the Plan says so");
  PlacementWish replicated;
  replicated.placement.spread = Spread::kReplicated;
  Flavor old = greenplum_91();
  old.capabilities["replicated"] = false;
  CHECK(placed(old, replicated, &table) == "P246");
  table.indexes = {index_on("u", {"email"})};
  CHECK(placed(greenplum_91(), replicated, &table).empty());
  CHECK(table.indexes[0].unique);
}

TEST_CASE("key advisor: rows at random and appended rows have no key") {
  Table table = users();
  PlacementWish wish;
  wish.placement.spread = Spread::kRandomly;
  CHECK(placed(greenplum_7(), wish, &table) == "P245");
  CHECK_FALSE(table.primary_key);
  REQUIRE(table.indexes.size() == 1);
  CHECK_FALSE(table.indexes[0].unique);
  table = users();
  wish.placement = {Spread::kUnset, {}, "append_column"};
  CHECK(placed(greenplum_91(), wish, &table) == "P248 P245");
  CHECK(table.placement.columns == Names{"id"});
  table = users();
  wish.streams = false;
  CHECK(placed(greenplum_7(), wish, &table).empty());
  CHECK(table.primary_key);
}

// The rules of the manual, over generated tables and every generation.
TEST_CASE("law: whatever the keys, what is left can be made") {
  const Flavor kinds[] = {greenplum_91(), analyticdb_6(), greenplum_7()};
  for (int round = 0; round < 2000; ++round) {
    std::mt19937 dice(static_cast<unsigned>(round));
    CAPTURE(round);
    const auto roll = [&](size_t n) { return dice() % n; };
    const auto some = [&] {
      Names names;
      for (const char* c : {"tenant", "id", "email", "active"}) {
        if (roll(2) == 0) names.push_back(c);
      }
      return names.empty() ? Names{"id"} : names;
    };
    Table table = users();
    if (roll(4) == 0) {
      table.primary_key.reset();
    } else {
      table.primary_key = index_on("", some());
    }
    for (size_t i = roll(4); i > 0; --i) {
      table.indexes.push_back(index_on(cat("i", i), some(), roll(2) == 0));
    }
    PlacementWish wish;
    wish.placement.spread = static_cast<Spread>(roll(4));
    if (wish.placement.spread == Spread::kBy) wish.placement.columns = some();
    const char* kStorages[] = {"", "heap", "append_row", "append_column"};
    wish.placement.storage = kStorages[roll(4)];
    Flavor flavor = kinds[roll(3)];
    if (roll(3) == 0) flavor.capabilities["replicated"] = false;
    const size_t indexes = table.indexes.size() + (table.primary_key ? 1 : 0);
    place_table(flavor, wish, &table);
    const Placement& at = table.placement;
    REQUIRE(at.known());
    CHECK((at.spread == Spread::kBy) == !at.columns.empty());
    CHECK(!(at.spread == Spread::kReplicated && !flavor.can("replicated")));
    std::vector<Index> uniques;
    if (table.primary_key) uniques.push_back(*table.primary_key);
    for (const Index& i : table.indexes) {
      if (i.unique) uniques.push_back(i);
    }
    const bool appends = at.storage.starts_with("append");
    CHECK(!(appends && !flavor.can("append_unique") && !uniques.empty()));
    CHECK(!(at.spread == Spread::kRandomly && !uniques.empty()));
    for (const Index& index : uniques) {
      for (const std::string& name : at.columns) {
        const bool held =
            std::any_of(index.columns.begin(), index.columns.end(),
                        [&](const IndexColumn& c) { return c.name == name; });
        CHECK(held);
      }
    }
    // Nothing is lost: what cannot be unique is still an index.
    CHECK(table.indexes.size() + (table.primary_key ? 1 : 0) == indexes);
  }
}

TEST_CASE("greenplum key: what is left without a flag may be too few") {
  Table table = users();
  table.primary_key = index_on("", {"active", "tenant"});
  PlacementWish wish;
  CHECK(placed(analyticdb_6(), wish, &table) == "");
  CHECK(table.placement.columns == std::vector<std::string>{"tenant"});
  wish.outlook = {1'000'000, {{"tenant", 3}}, {}};
  Table again = users();
  again.primary_key = table.primary_key;
  placed(analyticdb_6(), wish, &again);
  CHECK(again.placement.columns ==
        std::vector<std::string>{"active", "tenant"});
  // A table that is there lies as it lies.
  wish.there = {Spread::kBy, {"tenant"}, ""};
  Table there = users();
  there.primary_key = table.primary_key;
  placed(analyticdb_6(), wish, &there);
  CHECK(there.placement.columns == std::vector<std::string>{"tenant"});
}

TEST_CASE("greenplum key: old servers want the key to begin with it") {
  Table table = users();
  table.primary_key = index_on("", {"active", "tenant"});
  CHECK(placed(greenplum_91(), {}, &table) == "");
  CHECK(table.placement.columns ==
        std::vector<std::string>{"active", "tenant"});
  Table other = users();
  other.primary_key = table.primary_key;
  CHECK(placed(greenplum_91(), by({"tenant"}), &other) == "P243");
  Table first = users();
  first.primary_key = table.primary_key;
  CHECK(placed(greenplum_91(), by({"active"}), &first) == "");
}
