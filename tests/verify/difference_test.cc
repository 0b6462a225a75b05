// SPDX-License-Identifier: Apache-2.0
#include "verify/difference.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

KeyState state(uint64_t source_rows, uint64_t source_sum, uint64_t target_rows,
               uint64_t target_sum) {
  KeyState s;
  s.source = {source_sum, 0, source_rows};
  s.target = {target_sum, 0, target_rows};
  return s;
}

TEST_CASE("difference: one key's rows are missing, extra or different") {
  CHECK(kind_of(state(1, 7, 0, 0)) == DifferenceKind::kMissing);
  CHECK(kind_of(state(0, 0, 2, 7)) == DifferenceKind::kExtra);
  CHECK(kind_of(state(1, 7, 1, 8)) == DifferenceKind::kDifferent);
  CHECK(state(1, 7, 1, 7).equal());
}

TEST_CASE("difference: rows are counted, not keys") {
  DifferenceCounts counts;
  counts.add(state(3, 1, 1, 1));
  counts.add(state(0, 0, 2, 1));
  counts.add(state(1, 1, 1, 2));
  CHECK(counts.missing == 2);
  CHECK(counts.extra == 2);
  CHECK(counts.different == 1);
}

TEST_CASE("difference: key cells come back as they were, NULL included") {
  RowDigester digester;
  const std::vector<Cell> row{Cell::of("a"), Cell::null(), Cell::of("")};
  DigestedRow digested{row, digester.key(row, {}), digester.row(row)};
  for (const std::vector<size_t>& key :
       {std::vector<size_t>{}, std::vector<size_t>{0, 1, 2}}) {
    KeyCollector collector(std::vector<bool>(DigestBuckets::kCount, true), key);
    REQUIRE(collector.offer_target(digested).ok());
    std::vector<Difference> found;
    collector.differences([&](Difference d) { found.push_back(std::move(d)); });
    REQUIRE(found.size() == 1);
    CHECK(found[0].state.target.count == 1);
    CHECK(found[0].key_cells ==
          std::vector<std::optional<std::string>>{"a", std::nullopt, ""});
  }
}

TEST_CASE("difference: rows of other buckets are let go") {
  RowDigester digester;
  const std::vector<Cell> row{Cell::of("a")};
  DigestedRow digested{row, digester.key(row, {}), digester.row(row)};
  KeyCollector collector(std::vector<bool>(DigestBuckets::kCount, false), {0});
  REQUIRE(collector.offer_source(digested).ok());
  int found = 0;
  collector.differences([&](const Difference&) { ++found; });
  CHECK(found == 0);
}

}  // namespace
}  // namespace millrace
