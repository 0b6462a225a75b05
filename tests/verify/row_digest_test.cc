// SPDX-License-Identifier: Apache-2.0
#include "verify/row_digest.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace millrace {
namespace {

std::vector<Cell> cells(std::initializer_list<const char*> values) {
  std::vector<Cell> out;
  for (const char* v : values) {
    out.push_back(v == nullptr ? Cell::null() : Cell::of(v));
  }
  return out;
}

TEST_CASE("digest: rows that read alike are not the same row") {
  RowDigester d;
  CHECK_FALSE(d.row(cells({"a", "bc"})) == d.row(cells({"ab", "c"})));
  CHECK_FALSE(d.row(cells({""})) == d.row(cells({nullptr})));
  CHECK_FALSE(d.row(cells({"a"})) == d.row(cells({"a", nullptr})));
  CHECK(d.row(cells({"a", nullptr})) == d.row(cells({"a", nullptr})));
}

TEST_CASE("digest: the key is the key's cells; without a key, the row") {
  RowDigester d;
  const auto row = cells({"1", "x", "2"});
  CHECK(d.key(row, {0, 2}) == d.row(cells({"1", "2"})));
  CHECK_FALSE(d.key(row, {2, 0}) == d.key(row, {0, 2}));
  CHECK(d.key(row, {}) == d.row(row));
}

// Law: the same rows in any order agree; one changed, lost, doubled or
// swapped row disagrees, in the bucket of its key and nowhere else.
TEST_CASE("digest: buckets see every difference and no order") {
  std::mt19937_64 random(11);
  RowDigester d;
  std::vector<std::pair<Hash128, Hash128>> rows;
  for (int i = 0; i < 5000; ++i) {
    const std::string id = std::to_string(i);
    const std::string value = std::to_string(random());
    const auto row = cells({id.c_str(), value.c_str()});
    rows.emplace_back(d.key(row, {0}), d.row(row));
  }
  DigestBuckets whole;
  for (const auto& [key, row] : rows) whole.add(key, row);
  std::shuffle(rows.begin(), rows.end(), random);
  DigestBuckets shuffled;
  for (const auto& [key, row] : rows) shuffled.add(key, row);
  CHECK(whole.differing(shuffled).empty());
  CHECK(whole.rows() == 5000);

  for (int round = 0; round < 50; ++round) {
    const size_t at = random() % rows.size();
    const size_t bucket = DigestBuckets::bucket_of(rows[at].first);
    DigestBuckets lost, doubled, changed;
    for (size_t i = 0; i < rows.size(); ++i) {
      const auto& [key, row] = rows[i];
      if (i != at) lost.add(key, row);
      doubled.add(key, row);
      if (i == at) doubled.add(key, row);
      changed.add(key, i == at ? Hash128{row.low, row.high + 1} : row);
    }
    for (const DigestBuckets* other : {&lost, &doubled, &changed}) {
      CHECK(whole.differing(*other) == std::vector<size_t>{bucket});
    }
  }
}

TEST_CASE("digest: a row that is there twice does not cancel itself") {
  DigestBuckets none, twice;
  twice.add({1, 1}, {7, 7});
  twice.add({1, 1}, {7, 7});
  CHECK(none.differing(twice).size() == 1);
  CHECK(twice.rows_in(1) == 2);
}

}  // namespace
}  // namespace millrace
