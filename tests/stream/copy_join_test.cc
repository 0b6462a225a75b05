// SPDX-License-Identifier: Apache-2.0
#include "stream/copy_join.h"

#include <catch2/catch.hpp>

#include "support/memory_workload.h"

namespace millrace {
namespace {

using namespace test;

// Tables a and b of eu; a is being copied, its rows up to 10 are in.
struct Join {
  Join() {
    for (const char* name : {"a", "b"}) roads.push_back(memory_road(name));
    frontier.add_source("eu", memory_position(5));
    frontier.add_road(roads[0].id, source.key_order({}, {}),
                      {{{0, {}, KeyBound{"10"}}, 1, 1}});
  }

  void change(ChangeKind kind, uint32_t table, const MemoryRow& before,
              const MemoryRow& after) {
    part.changes.push_back(
        {kind, table, keep_in(part.arena, before), keep_in(part.arena, after)});
  }
  bool ask(uint64_t transaction) {
    const CopyJoin join(frontier, "eu", {&roads[0], &roads[1]});
    part.position = memory_position(transaction);
    const auto known = join.ask(part, memory_position(transaction - 1), &rows);
    REQUIRE(known.ok());
    return *known;
  }

  Dice dice{1, 1, 0};
  CallLog calls;
  MemorySource source{dice, calls};
  std::vector<Route> roads;
  CopyFrontier frontier;
  TransactionPart part;
  std::vector<ChangeBatch::Rows> rows;
};

MemoryRow row(const char* id) { return {id, "1", "c"}; }

}  // namespace

TEST_CASE("copy join: each row of a change is asked for by itself") {
  Join join;
  join.change(ChangeKind::kUpdate, 0, row("3"), row("30"));
  join.change(ChangeKind::kUpdate, 0, row("31"), row("4"));
  join.change(ChangeKind::kInsert, 0, {}, row("50"));
  join.change(ChangeKind::kUpdate, 1, row("3"), row("30"));
  REQUIRE(join.ask(5));
  REQUIRE(join.rows.size() == 4);
  CHECK((join.rows[0].before && !join.rows[0].after));
  CHECK((!join.rows[1].before && join.rows[1].after));
  CHECK_FALSE(join.rows[2].after);
  CHECK((join.rows[3].before && join.rows[3].after));
}

TEST_CASE("copy join: what reads do not see yet is not asked about") {
  Join join;
  join.change(ChangeKind::kInsert, 0, {}, row("50"));
  CHECK_FALSE(join.ask(6));
  CHECK(join.rows.empty());
  join.frontier.visible("eu", memory_position(6));
  CHECK(join.ask(6));
}

TEST_CASE("copy join: it stops at a row that is on its way, and goes on") {
  Join join;
  join.frontier.visible("eu", memory_position(5));
  const Chunk chunk{1000, KeyBound{"10"}, KeyBound{"20"}};
  join.frontier.reading(join.roads[0].id, chunk);
  join.frontier.visible("eu", memory_position(6));
  join.change(ChangeKind::kInsert, 0, {}, row("50"));
  join.change(ChangeKind::kInsert, 0, {}, row("15"));
  CHECK_FALSE(join.ask(6));
  CHECK(join.rows.size() == 1);
  join.frontier.is_in(join.roads[0].id, chunk);
  REQUIRE(join.ask(6));
  CHECK_FALSE(join.rows[0].after);
  CHECK(join.rows[1].after);
}

TEST_CASE("copy join: a statement on a table that is being copied waits") {
  Join join;
  const CopyJoin one(join.frontier, "eu", {&join.roads[0], &join.roads[1]});
  LoggedStatement statement;
  statement.tables = {1};
  CHECK_FALSE(one.holds_up(statement));
  statement.tables = {1, 0};
  CHECK(one.holds_up(statement));
  statement.tables = {1};
  join.roads[1].id.to = join.roads[0].id.to;  // the same rows' table
  const CopyJoin both(join.frontier, "eu", {&join.roads[0], &join.roads[1]});
  CHECK(both.holds_up(statement));
  statement.problem = "not understood";
  CHECK(one.holds_up(statement));
}

}  // namespace millrace
