// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_reader.h"

#include <catch2/catch.hpp>

#include "copy/copy_world.h"

namespace millrace {
namespace {

using test::CopyWorld;

struct Reading {
  explicit Reading(const CopyWorld& made)
      : world(made), snapshot(world.source.snapshot({}).value()) {}

  Status read(const Chunk& chunk, size_t max_bytes = 64 << 20) {
    stream = std::make_unique<ChunkStream>(0, chunk, max_bytes);
    return reader.read(*snapshot, world.roads[0], *stream);
  }
  // Encoded bytes that were pushed.
  std::vector<std::string> buffers() {
    stream->finish({});
    std::vector<std::string> all;
    while (auto buffer = stream->buffers.pop()) all.push_back(*buffer);
    return all;
  }

  const CopyWorld& world;
  std::unique_ptr<SnapshotReader> snapshot;
  test::RowCounter counter;
  Throttle throttle{0, 0};
  Stop stop;
  ChunkReader reader{world.target, counter, throttle, stop};
  std::unique_ptr<ChunkStream> stream;
};

Chunk between(int lower, int upper) {
  return {0, KeyBound{std::to_string(lower)}, KeyBound{std::to_string(upper)}};
}

}  // namespace

TEST_CASE("chunk reader: the rows of the chunk alone are pushed, and counted") {
  CopyWorld world(1);
  world.add("a", 100);
  Reading reading(world);
  REQUIRE(reading.read(between(9, 29)).ok());
  size_t bytes = 0;
  for (const auto& buffer : reading.buffers()) bytes += buffer.size();
  CHECK(reading.stream->rows == 20);
  CHECK(reading.stream->bytes == bytes);
  CHECK(reading.counter.net == 20);
}

TEST_CASE("chunk reader: one reader reads chunk after chunk") {
  CopyWorld world(2);
  world.add("a", 100);
  Reading reading(world);
  REQUIRE(reading.read(between(9, 29)).ok());
  REQUIRE(reading.read(between(29, 34)).ok());
  CHECK(reading.stream->rows == 5);
}

TEST_CASE("chunk reader: rows that the filter leaves out are not counted") {
  CopyWorld world(3);
  world.add("a", 100);
  world.roads[0].where = "id < 25";
  Reading reading(world);
  REQUIRE(reading.read({}).ok());
  CHECK(reading.stream->rows == 25);
}

TEST_CASE("chunk reader: a large chunk is handed over in pieces") {
  CopyWorld world(4);
  world.add("a", 0);
  test::MemoryTransaction fill;
  for (int i = 0; i < 20; ++i) {
    fill.changes.push_back(
        {ChangeKind::kInsert,
         {"shop", "a"},
         {},
         {std::to_string(i), "1", std::string(100'000, 'x')}});
  }
  world.source.commit(fill);
  Reading reading(world);
  REQUIRE(reading.read({}).ok());
  CHECK(reading.stream->rows == 20);
  CHECK(reading.buffers().size() >= 6);
}

TEST_CASE("chunk reader: it ends when the writer gave the chunk back") {
  CopyWorld world(5);
  world.add("a", 10);
  Reading reading(world);
  reading.stream = std::make_unique<ChunkStream>(0, Chunk{}, 1 << 20);
  reading.stream->buffers.cancel();
  const Status status =
      reading.reader.read(*reading.snapshot, world.roads[0], *reading.stream);
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(reading.stream->rows == 0);
  CHECK(reading.counter.net == 0);
}

TEST_CASE("chunk reader: a stop ends it before anything is pushed") {
  CopyWorld world(6);
  world.add("a", 10);
  Reading reading(world);
  reading.stop.request(StopReason::kSignal);
  CHECK(reading.read({}).kind() == StatusKind::kRetry);
  CHECK(reading.counter.net == 0);
}

TEST_CASE("chunk reader: a value without a place is refused, naming it") {
  CopyWorld world(7);
  world.add("a", 0);
  world.roads[0].columns[2].type.kind = TypeKind::kText;
  world.source.commit(
      {{{ChangeKind::kInsert, {"shop", "a"}, {}, {"1", "1", "\xff"}}}, "", {}});
  Reading reading(world);
  const Status status = reading.read({});
  CHECK(status.code() == "S303");
}

}  // namespace millrace
