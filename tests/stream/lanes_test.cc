// SPDX-License-Identifier: Apache-2.0
#include "stream/lanes.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "support/seeds.h"

namespace millrace {
namespace {

WriteShape shape_of(const std::string& table, bool divisible) {
  WriteShape shape;
  shape.table = {"s", table};
  shape.columns.resize(1);
  shape.key = {0};
  if (!divisible) shape.other_unique = true;
  return shape;
}

// Every row is in one lane, once; whole tables stay whole; the known rows
// are still known; and nothing is out of balance but for a table's sake.
std::string divides(uint32_t seed) {
  std::mt19937 random(seed);
  std::vector<WriteShape> shapes;
  for (int i = 0; i < 1 + static_cast<int>(seed % 4); ++i) {
    const bool twin = random() % 5 == 0 && i > 0;
    shapes.push_back(shape_of(std::to_string(twin ? i - 1 : i), random() % 2));
  }
  std::vector<Cell> cells(400);
  std::vector<Row> rows;
  for (const Cell& cell : cells) rows.push_back({&cell, 1});
  std::vector<TableChanges> net;
  size_t at = 0;
  const auto take = [&] {
    const size_t n = random() % 40;
    at += n;
    return std::span<const Row>(rows).subspan(at - n, n);
  };
  size_t all = 0;
  std::set<const Cell*> known;
  for (const WriteShape& shape : shapes) {
    TableChanges one{&shape, take(), take(), 0};
    if (!one.puts.empty()) one.known = random() % (one.puts.size() + 1);
    for (const Row& row : one.puts.first(one.known)) known.insert(row.data());
    all += one.deletes.size() + one.puts.size();
    net.push_back(one);
  }
  const Lanes lanes = divide(net);
  std::set<const Cell*> seen;
  std::map<std::string, std::set<size_t>> where;
  std::array<size_t, 2> sizes{};
  for (size_t lane = 0; lane < lanes.size(); ++lane) {
    for (const TableChanges& one : lanes[lane]) {
      if (one.known > one.puts.size()) return "more known than there are";
      for (const Row& row : one.deletes) seen.insert(row.data());
      for (size_t i = 0; i < one.puts.size(); ++i) {
        seen.insert(one.puts[i].data());
        if ((i < one.known) != (known.count(one.puts[i].data()) == 1)) {
          return "a row is known that was not";
        }
      }
      sizes[lane] += one.deletes.size() + one.puts.size();
      where[one.shape->table.table].insert(lane);
    }
  }
  if (seen.size() != all || sizes[0] + sizes[1] != all) return "rows are lost";
  bool any_whole = false;
  for (size_t i = 0; i < shapes.size(); ++i) {
    const auto twins = std::count_if(
        shapes.begin(), shapes.end(),
        [&](const auto& s) { return s.table == shapes[i].table; });
    const bool whole = shapes[i].other_unique || twins > 1;
    any_whole = any_whole || whole;
    if (whole && where[shapes[i].table.table].size() > 1) return "torn apart";
  }
  const size_t apart =
      std::max(sizes[0], sizes[1]) - std::min(sizes[0], sizes[1]);
  return any_whole || apart <= 8 * shapes.size() ? "" : "out of balance";
}

}  // namespace

TEST_CASE("lanes: every row is in one of them, no table torn apart") {
  CHECK(test::for_seeds(500, divides) == "");
}

}  // namespace millrace
