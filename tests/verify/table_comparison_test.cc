// SPDX-License-Identifier: Apache-2.0
#include "verify/table_comparison.h"

#include <catch2/catch.hpp>
#include <random>

#include "verify/memory_side.h"

namespace millrace {
namespace {

using test::MemorySide;
using test::TextRow;

Route route_with(std::vector<size_t> key) {
  Route route;
  route.id = {"eu", {"shop", "t"}, {"shop", "t"}};
  for (const char* name : {"id", "note", "n"}) {
    RouteColumn column;
    column.name = name;
    route.columns.push_back(column);
  }
  route.target_key = std::move(key);
  return route;
}

struct Pair {
  explicit Pair(std::vector<size_t> key = {0})
      : route(route_with(key)), source(key), target(key) {}
  Route route;
  MemorySide source;
  MemorySide target;
  VerifyOptions options;
  Stop stop;

  VerifyTable compare() {
    VerifyTable table;
    TableComparison comparison(source, target, route, options, stop);
    const Status status = comparison.run(&table);
    INFO(status.message());
    REQUIRE(status.ok());
    return table;
  }
};

TextRow row_of(int id, std::mt19937& random) {
  TextRow row{std::to_string(id), std::nullopt,
              std::to_string(random() % 1000)};
  if (random() % 4 != 0) row[1] = "note " + std::to_string(random() % 50);
  return row;
}

TEST_CASE("comparison: equal tables in another order take one reading") {
  std::mt19937 random(1);
  Pair pair;
  for (int i = 0; i < 1000; ++i) {
    pair.source.rows.push_back(row_of(i, random));
  }
  pair.target.rows = pair.source.rows;
  std::reverse(pair.target.rows.begin(), pair.target.rows.end());
  const VerifyTable table = pair.compare();
  CHECK(table.equal());
  CHECK(table.rows_source == 1000);
  CHECK(table.rows_target == 1000);
  CHECK(pair.source.reads == 1);
}

// Law: whatever was lost, added or changed is counted, to the row, however
// few rows may be held at once.
TEST_CASE("comparison: every difference is counted, to the row") {
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    Pair pair;
    pair.options.rows_at_once = seed % 2 == 0 ? 4 : 4'000'000;
    uint64_t missing = 0, extra = 0, different = 0;
    for (int i = 0; i < 300; ++i) {
      const TextRow row = row_of(i, random);
      switch (random() % 12) {
        case 0:
          pair.source.rows.push_back(row);
          ++missing;
          break;
        case 1:
          pair.target.rows.push_back(row);
          ++extra;
          break;
        case 2: {
          TextRow other = row;
          other[1] = row[1] ? std::optional<std::string>() : "";
          pair.source.rows.push_back(row);
          pair.target.rows.push_back(other);
          ++different;
          break;
        }
        default:
          pair.source.rows.push_back(row);
          pair.target.rows.push_back(row);
      }
    }
    std::shuffle(pair.target.rows.begin(), pair.target.rows.end(), random);
    const VerifyTable table = pair.compare();
    INFO("seed " << seed);
    CHECK(table.missing == missing);
    CHECK(table.extra == extra);
    CHECK(table.different == different);
    CHECK(table.samples.size() ==
          std::min<uint64_t>(20, missing + extra + different));
  }
}

TEST_CASE("comparison: a sample shows key, column and both values") {
  Pair pair;
  pair.source.rows = {{"1", "a", "5"}, {"2", "b", "6"}};
  pair.target.rows = {{"1", std::nullopt, "5"}, {"2", "b", "6"}};
  const VerifyTable table = pair.compare();
  REQUIRE(table.samples.size() == 1);
  const DifferenceSample& sample = table.samples[0];
  CHECK(sample.kind == DifferenceKind::kDifferent);
  REQUIRE(sample.key.size() == 1);
  CHECK(sample.key[0].first == "id");
  CHECK(sample.key[0].second == "1");
  REQUIRE(sample.columns.size() == 1);
  CHECK(sample.columns[0].column == "note");
  CHECK(sample.columns[0].source == "a");
  CHECK_FALSE(sample.columns[0].target.has_value());
}

TEST_CASE("comparison: without a key, rows are counted as often as they are") {
  Pair pair(std::vector<size_t>{});
  pair.source.rows = {{"1", "a", "5"}, {"1", "a", "5"}, {"2", "b", "6"}};
  pair.target.rows = {{"1", "a", "5"}, {"2", "b", "6"}, {"3", "c", "7"}};
  const VerifyTable table = pair.compare();
  CHECK(table.missing == 1);
  CHECK(table.extra == 1);
  CHECK(table.different == 0);
}

TEST_CASE("comparison: two sources with one key are not one row") {
  Pair pair;
  pair.source.rows = {{"1", "from a", "5"}, {"1", "from b", "6"}};
  pair.target.rows = {{"1", "from b", "6"}};
  CHECK(pair.compare().missing == 1);
}

TEST_CASE("comparison: rows on their way are not lost ones") {
  Pair pair;
  pair.options.live = true;
  pair.options.between_looks = std::chrono::milliseconds(1);
  pair.source.rows = {{"1", "a", "5"}, {"2", "new", "6"}};
  pair.target.rows = {{"1", "a", "5"}, {"2", "old", "6"}};
  pair.target.before_read = [](MemorySide& side) {
    if (side.reads == 4) side.rows[1] = {"2", "new", "6"};
  };
  const VerifyTable table = pair.compare();
  CHECK(table.equal());
  CHECK(table.unsettled == 0);
}

TEST_CASE("comparison: live or not, what stays different is reported") {
  Pair pair;
  pair.options.live = true;
  pair.options.between_looks = std::chrono::milliseconds(1);
  pair.source.rows = {{"1", "a", "5"}, {"2", "b", "6"}};
  pair.target.rows = {{"1", "a", "5"}};
  const VerifyTable table = pair.compare();
  CHECK(table.missing == 1);
  CHECK(table.unsettled == 0);
  CHECK(table.samples.size() == 1);
}

TEST_CASE("comparison: of a row that never holds still nothing is claimed") {
  Pair pair;
  pair.options.live = true;
  pair.options.between_looks = std::chrono::milliseconds(1);
  pair.source.rows = {{"1", "0", "5"}, {"2", "b", "6"}};
  pair.target.rows = {{"1", "x", "5"}};
  pair.source.before_read = [](MemorySide& side) {
    side.rows[0][1] = std::to_string(side.reads);
  };
  const VerifyTable table = pair.compare();
  CHECK(table.unsettled == 1);
  CHECK(table.missing == 1);
  CHECK(table.different == 0);
}

TEST_CASE("comparison: a side that cannot be read is an error, not equal") {
  for (const bool on_source : {true, false}) {
    Pair pair;
    (on_source ? pair.source : pair.target).failure =
        Status::retry("connection lost");
    VerifyTable table;
    TableComparison comparison(pair.source, pair.target, pair.route,
                               pair.options, pair.stop);
    CHECK(comparison.run(&table).message() == "connection lost");
  }
}

}  // namespace
}  // namespace millrace
