// SPDX-License-Identifier: Apache-2.0
#include "engine/copy_frontier.h"

#include <catch2/catch.hpp>

namespace millrace {
namespace {

using Held = CopyFrontier::Held;

const RoadId kRoad{"eu", {"shop", "a"}, {"sales", "a"}};

Position at(uint64_t transactions) {
  Position position;
  position.kind = PositionKind::kFile;
  position.file = "bin.000001";
  position.offset = transactions;
  return position;
}

// By number; 13 cannot be told.
class ByNumber : public KeyOrder {
 public:
  std::optional<bool> up_to(Row row, const KeyBound& bound) const override {
    const int key = std::stoi(std::string(row[0].text()));
    if (key == 13) return std::nullopt;
    return key <= std::stoi(bound[0]);
  }
};

KeyBound bound(int key) { return {std::to_string(key)}; }
Chunk chunk(uint32_t number, int lower, int upper) {
  return {number, bound(lower), bound(upper)};
}

struct Frontier : CopyFrontier {
  explicit Frontier(bool ordered = true,
                    const std::vector<ChunkRecord>& done = {}) {
    add_source("eu", at(10));
    add_road(kRoad, ordered ? std::make_unique<ByNumber>() : nullptr, done);
  }
  // Of the row with this key in the transaction that ends at `after`.
  Held held(int key, uint64_t after) {
    const std::string text = std::to_string(key);
    const Cell cell = Cell::of(text);
    const Position before = at(after - 1);
    const Position end = at(after);
    const auto result =
        CopyFrontier::held(find(kRoad), Row(&cell, 1), {before, end});
    REQUIRE(result.ok());
    return *result;
  }
};

}  // namespace

TEST_CASE("copy frontier: a chunk is out, on its way, and in") {
  Frontier frontier;
  CHECK(frontier.held(5, 9) == Held::kOut);
  frontier.reading(kRoad, chunk(0, 0, 10));
  CHECK(frontier.held(5, 10) == Held::kOut);   // it was visible by then
  CHECK(frontier.held(5, 11) == Held::kWait);  // it was not
  CHECK(frontier.held(0, 11) == Held::kOut);   // of the chunk before
  CHECK(frontier.held(11, 11) == Held::kOut);  // of the next one
  frontier.committing(kRoad, 0);
  CHECK(frontier.held(5, 10) == Held::kWait);
  frontier.is_in(kRoad, chunk(0, 0, 10));
  CHECK(frontier.held(5, 3) == Held::kIn);
  CHECK(frontier.held(11, 11) == Held::kOut);
  frontier.is_copied(kRoad);
  CHECK(frontier.held(11, 11) == Held::kIn);
}

TEST_CASE("copy frontier: a chunk that is read again stays as it was first") {
  Frontier frontier;
  frontier.reading(kRoad, chunk(0, 0, 10));
  frontier.visible("eu", at(20));
  frontier.reading(kRoad, chunk(0, 0, 10));
  CHECK(frontier.held(5, 15) == Held::kWait);
  frontier.is_in(kRoad, chunk(0, 0, 10));
  CHECK(frontier.held(5, 15) == Held::kIn);
}

TEST_CASE("copy frontier: what was cut off a chunk is out once that is in") {
  Frontier frontier;
  frontier.reading(kRoad, chunk(0, 0, 10));
  frontier.is_in(kRoad, chunk(0, 0, 4));
  CHECK(frontier.held(4, 11) == Held::kIn);
  CHECK(frontier.held(5, 11) == Held::kOut);
  frontier.reading(kRoad, chunk(1, 4, 10));
  CHECK(frontier.held(5, 11) == Held::kWait);
  frontier.is_in(kRoad, chunk(1, 4, 10));
  CHECK(frontier.held(5, 11) == Held::kIn);
}

TEST_CASE("copy frontier: chunks of an earlier run, and the gaps of it") {
  Frontier frontier(true, {{chunk(0, 0, 10), 1, 1},
                           {chunk(1000, 10, 20), 1, 1},
                           {chunk(3000, 30, 40), 1, 1}});
  for (const int key : {1, 10, 11, 20, 31, 40}) {
    CHECK(frontier.held(key, 11) == Held::kIn);
  }
  for (const int key : {0, 21, 30, 41}) {
    CHECK(frontier.held(key, 11) == Held::kOut);
  }
}

TEST_CASE("copy frontier: where the order is not known, nothing is guessed") {
  for (const bool ordered : {false, true}) {
    Frontier frontier(ordered);
    CHECK(frontier.held(13, 9) == Held::kOut);
    frontier.reading(kRoad, chunk(0, 0, 10));
    CHECK(frontier.held(13, 10) == Held::kOut);
    CHECK(frontier.held(13, 11) == Held::kWait);
    frontier.committing(kRoad, 0);
    CHECK(frontier.held(13, 10) == Held::kWait);
    frontier.is_in(kRoad, chunk(0, 0, 10));
    CHECK(frontier.held(13, 10) == Held::kWait);
    frontier.is_copied(kRoad);
    CHECK(frontier.held(13, 10) == Held::kIn);
  }
}

TEST_CASE("copy frontier: a table that is one chunk needs no order") {
  Frontier frontier(false);
  frontier.reading(kRoad, Chunk());
  CHECK(frontier.held(13, 10) == Held::kOut);
  CHECK(frontier.held(13, 11) == Held::kWait);
  frontier.is_in(kRoad, Chunk());
  CHECK(frontier.held(13, 11) == Held::kIn);
}

TEST_CASE("copy frontier: a transaction is taken once reads see it") {
  Frontier frontier;
  const Position nine = at(9);
  const Position ten = at(10);
  const Position eleven = at(11);
  const Position unknown;
  CHECK(*frontier.may_take("eu", {nine, ten}));
  CHECK_FALSE(*frontier.may_take("eu", {ten, eleven}));
  // Its end is not known, but that it begins before what is visible.
  CHECK(*frontier.may_take("eu", {nine, unknown}));
  CHECK_FALSE(*frontier.may_take("eu", {ten, unknown}));
  frontier.visible("eu", eleven);
  CHECK(*frontier.may_take("eu", {ten, eleven}));
}

TEST_CASE("copy frontier: cascades wait for chunks that lack their cause") {
  Frontier frontier;
  const Position ten = at(10);
  const Position eleven = at(11);
  CHECK(*frontier.settled("eu", {ten, eleven}));
  frontier.reading(kRoad, chunk(0, 0, 10));
  CHECK_FALSE(*frontier.settled("eu", {ten, eleven}));
  CHECK(*frontier.settled("us", {ten, eleven}));
  frontier.is_in(kRoad, chunk(0, 0, 10));
  CHECK(*frontier.settled("eu", {ten, eleven}));
}

}  // namespace millrace
