// SPDX-License-Identifier: Apache-2.0
#include "stream/change_batch.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>

namespace millrace {
namespace {

Column integer(const std::string& name) {
  Column column;
  column.name = name;
  column.type.kind = TypeKind::kInteger;
  column.type.bits = 32;
  column.nullable = name != "id";
  return column;
}

Route sample_route(const std::string& from, const std::string& to) {
  Route route;
  route.id = {"eu", {"shop", from}, {"shop", to}};
  route.source_table.name = {"shop", from};
  route.source_table.columns = {integer("id"), integer("n")};
  route.source_key = {0};
  for (size_t i = 0; i < 2; ++i) {
    const Column& column = route.source_table.columns[i];
    route.columns.push_back({column.name, i, "", column.type, "integer"});
  }
  route.target_key = {0};
  return route;
}

// Rows that live as long as the pool.
class Pool {
 public:
  Row row(int id, int n) {
    Cell* cells = arena_.array<Cell>(2);
    cells[0] = Cell::of(arena_.copy(std::to_string(id)));
    cells[1] = n < 0 ? Cell::null() : Cell::of(arena_.copy(std::to_string(n)));
    return {cells, 2};
  }

 private:
  Arena arena_;
};

using State = std::map<std::string, std::string>;  // id -> n

std::string text(const Cell& cell) {
  return cell.is_null() ? "null" : std::string(cell.text());
}

void apply_net(const std::vector<TableChanges>& net, State* state) {
  for (const TableChanges& changes : net) {
    for (const Row& key : changes.deletes) state->erase(text(key[0]));
    for (const Row& row : changes.puts) state->erase(text(row[0]));
    for (const Row& row : changes.puts) {
      // Taken out before put in: a key that stands twice would show here.
      CHECK(state->emplace(text(row[0]), text(row[1])).second);
    }
  }
}

// One random change that the source could have made in `state`.
RowChange random_change(std::mt19937& random, Pool& pool, State* state) {
  RowChange change;
  const int id = random() % 12;
  const int n = static_cast<int>(random() % 100) - 10;
  const auto found = state->find(std::to_string(id));
  if (found == state->end()) {
    change.kind = ChangeKind::kInsert;
    change.after = pool.row(id, n);
    (*state)[std::to_string(id)] = text(change.after[1]);
    return change;
  }
  const int old_n = found->second == "null" ? -1 : std::stoi(found->second);
  change.before = pool.row(id, old_n);
  state->erase(found);
  if (random() % 3 == 0) {
    change.kind = ChangeKind::kDelete;
    return change;
  }
  change.kind = ChangeKind::kUpdate;
  int new_id = random() % 12;
  if (state->count(std::to_string(new_id)) != 0) new_id = id;
  change.after = pool.row(new_id, n);
  (*state)[std::to_string(new_id)] = text(change.after[1]);
  return change;
}

}  // namespace

TEST_CASE("change batch: the net effect equals the changes one by one") {
  std::mt19937 random(7);
  const Route route = sample_route("t", "t");
  for (int round = 0; round < 500; ++round) {
    Pool pool;
    State one_by_one;
    for (int i = 0; i < 5; ++i) random_change(random, pool, &one_by_one);
    State batched = one_by_one;
    ChangeBatch batch({&route});
    const int batches = 1 + random() % 4;
    for (int b = 0; b < batches; ++b) {
      const int count = random() % 40;
      for (int i = 0; i < count; ++i) {
        REQUIRE(batch.add(random_change(random, pool, &one_by_one)).ok());
      }
      apply_net(batch.net(), &batched);
      batch.clear();
    }
    CHECK(batched == one_by_one);
  }
}

TEST_CASE("change batch: a chain of key changes leaves only its end") {
  const Route route = sample_route("t", "t");
  Pool pool;
  ChangeBatch batch({&route});
  for (int id = 1; id < 5; ++id) {
    RowChange change;
    change.kind = ChangeKind::kUpdate;
    change.before = pool.row(id, 1);
    change.after = pool.row(id + 1, 1);
    REQUIRE(batch.add(change).ok());
  }
  const auto& net = batch.net();
  REQUIRE(net.size() == 1);
  CHECK(net[0].puts.size() == 1);
  CHECK(text(net[0].puts[0][0]) == "5");
  CHECK(net[0].deletes.size() == 4);
}

TEST_CASE("change batch: tables that share a target fold together") {
  const Route first = sample_route("a", "merged");
  const Route second = sample_route("b", "merged");
  Pool pool;
  ChangeBatch batch({&first, &second});
  RowChange gone;
  gone.kind = ChangeKind::kDelete;
  gone.table = 0;
  gone.before = pool.row(1, 1);
  RowChange come;
  come.kind = ChangeKind::kInsert;
  come.table = 1;
  come.after = pool.row(1, 2);
  REQUIRE(batch.add(gone).ok());
  REQUIRE(batch.add(come).ok());
  const auto& net = batch.net();
  REQUIRE(net.size() == 1);
  CHECK(net[0].deletes.empty());
  CHECK(net[0].puts.size() == 1);
}

TEST_CASE("change batch: an operation the Plan leaves out is left out") {
  Route route = sample_route("t", "t");
  route.sync.stream_delete = false;
  Pool pool;
  ChangeBatch batch({&route});
  RowChange gone;
  gone.kind = ChangeKind::kDelete;
  gone.before = pool.row(1, 1);
  REQUIRE(batch.add(gone).ok());
  CHECK(batch.net().empty());
}

// Rows without a key folded into one: all but the last were lost.
TEST_CASE("change batch: rows that no key tells apart are refused") {
  Route route = sample_route("log", "log");
  route.target_key.clear();
  route.source_key.clear();
  ChangeBatch batch({&route});
  Pool pool;
  RowChange change;
  change.after = pool.row(1, 1);
  const Status status = batch.add(change);
  CHECK(status.kind() == StatusKind::kBroken);
  CHECK(status.message().find("shop.log") != std::string::npos);
  route.sync.stream_insert = false;
  ChangeBatch copied_only({&route});
  CHECK(copied_only.add(change).ok());
}

TEST_CASE("change batch: NULL and the empty text are different") {
  Route route = sample_route("t", "t");
  Pool pool;
  ChangeBatch batch({&route});
  RowChange come;
  come.after = pool.row(1, -1);
  REQUIRE(batch.add(come).ok());
  const auto& net = batch.net();
  REQUIRE(net.size() == 1);
  CHECK(net[0].puts[0][1].is_null());
}

}  // namespace millrace
