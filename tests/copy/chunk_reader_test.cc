// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_reader.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "copy/copy_world.h"

namespace millrace {
namespace {

using test::CopyWorld;

// Takes no byte 0xff, and says that it tells.
class StrictEncoder : public RowEncoder {
 public:
  explicit StrictEncoder(std::unique_ptr<RowEncoder> inner)
      : inner_(std::move(inner)) {}
  Status encode(Row row, std::string& out) override {
    for (const Cell& cell : row) {
      if (cell.is_null() || cell.text().find('\xff') == std::string::npos) {
        continue;
      }
      ++refused;
      return Status::refused("0xff");
    }
    return inner_->encode(row, out);
  }
  bool checks_values() const override { return true; }

  static inline int refused = 0;

 private:
  std::unique_ptr<RowEncoder> inner_;
};

class StrictTarget : public test::MemoryTarget {
 public:
  using MemoryTarget::MemoryTarget;
  std::unique_ptr<RowEncoder> row_encoder(
      const WriteShape& shape) const override {
    return std::make_unique<StrictEncoder>(MemoryTarget::row_encoder(shape));
  }
};

struct Reading {
  explicit Reading(const CopyWorld& made) : Reading(made, made.target) {}
  Reading(const CopyWorld& made, const TargetWriting& target)
      : world(made),
        snapshot(world.source.snapshot({}).value()),
        reader(target, counter, large_rows, throttle, pool, stop) {}

  Status read(const Chunk& chunk, size_t max_bytes = 64 << 20) {
    const ChunkWork work{0, chunk, chunk.number + 9};
    stream = std::make_unique<ChunkStream>(std::vector{work}, max_bytes);
    return reader.read(*snapshot, world.roads[0], *stream, 0);
  }
  static Limits limits() {
    Limits limits;
    limits.memory_mb = 16;
    return limits;
  }
  const ChunkStream::Piece& piece() const { return stream->pieces[0]; }
  // Encoded bytes that were pushed.
  std::vector<std::string> buffers() {
    stream->finish({});
    std::vector<std::string> all;
    while (auto buffer = stream->buffers.pop()) all.push_back(buffer->rows);
    return all;
  }

  const CopyWorld& world;
  std::unique_ptr<SnapshotReader> snapshot;
  test::RowCounter counter;
  Throttle throttle{0, 0};
  Stop stop;
  BufferPool pool;
  LargeRows large_rows{limits(), counter};
  ChunkReader reader;
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
  CHECK(reading.piece().rows == 20);
  CHECK(reading.piece().bytes == bytes);
  CHECK(reading.counter.net == 20);
}

TEST_CASE("chunk reader: one reader reads chunk after chunk") {
  CopyWorld world(2);
  world.add("a", 100);
  Reading reading(world);
  REQUIRE(reading.read(between(9, 29)).ok());
  REQUIRE(reading.read(between(29, 34)).ok());
  CHECK(reading.piece().rows == 5);
}

TEST_CASE("chunk reader: rows that the filter leaves out are not counted") {
  CopyWorld world(3);
  world.add("a", 100);
  world.roads[0].where = "id < 25";
  Reading reading(world);
  REQUIRE(reading.read({}).ok());
  CHECK(reading.piece().rows == 25);
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
  CHECK(reading.piece().rows == 20);
  CHECK(reading.buffers().size() >= 6);
}

TEST_CASE("chunk reader: it ends when the writer gave the chunk back") {
  CopyWorld world(5);
  world.add("a", 10);
  Reading reading(world);
  reading.stream =
      std::make_unique<ChunkStream>(std::vector<ChunkWork>(1), 1 << 20);
  reading.stream->buffers.cancel();
  const Status status = reading.reader.read(*reading.snapshot, world.roads[0],
                                            *reading.stream, 0);
  CHECK(status.kind() == StatusKind::kRetry);
  CHECK(reading.piece().rows == 0);
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

TEST_CASE("chunk reader: an encoder that tells is asked first, to one end") {
  CopyWorld world(9);
  world.add("a", 5000);
  test::MemoryTransaction edit;
  // The second while rows are in doubt, the third long after it.
  for (const char* id : {"10", "12", "3100"}) {
    edit.changes.push_back({ChangeKind::kUpdate,
                            {"shop", "a"},
                            {id, std::nullopt, std::string("c") + id},
                            {id, "1", "\xff?"}});
  }
  world.source.commit(edit);
  Route& road = world.roads[0];
  road.columns[2].type.kind = TypeKind::kText;
  road.values.invalid_text = InvalidTextPolicy::kReplace;
  const bool picks = GENERATE(false, true);  // not all columns, in their order
  if (picks) road.columns.erase(road.columns.begin() + 1);
  road.where = picks ? "id <> 7" : "";
  const StrictTarget strict(world.dice, world.calls);
  Reading trusting(world, strict);
  Reading plain(world);
  REQUIRE(plain.read({}).ok());
  StrictEncoder::refused = 0;
  REQUIRE(trusting.read({}).ok());
  CHECK(StrictEncoder::refused == 2);
  CHECK(trusting.piece().rows == (picks ? 4999 : 5000));
  CHECK(trusting.piece().values.invalid_text == 3);
  CHECK(join(trusting.buffers(), "") == join(plain.buffers(), ""));
}

TEST_CASE("chunk reader: what nothing mends is refused by its name") {
  CopyWorld world(10);
  world.add("a", 10);
  world.source.commit(
      {{{ChangeKind::kInsert, {"shop", "a"}, {}, {"77", "1", "\xff"}}},
       "",
       {}});
  world.roads[0].columns[2].type.kind = TypeKind::kText;
  const StrictTarget strict(world.dice, world.calls);
  Reading reading(world, strict);
  const Status status = reading.read({});
  CHECK(status.code() == "S303");
  CHECK(status.message().find("id=77") != std::string::npos);
}

TEST_CASE("chunk reader: a chunk above its bound is cut, and nothing lost") {
  CopyWorld world(8);
  world.add("a", 200);
  Reading reading(world);
  std::vector<ChunkWork> rest;
  reading.reader.cut_above(1, [&](const ChunkWork& work, const KeyBound& at) {
    rest.push_back(work);
    rest.back().chunk.lower = at;
  });
  REQUIRE(reading.read({}).ok());
  uint64_t rows = reading.piece().rows;
  while (!rest.empty()) {
    const Chunk left = rest.back().chunk;
    rest.pop_back();
    CHECK(reading.piece().work.chunk.upper == left.lower);
    CHECK_FALSE(reading.piece().work.may_cut());
    REQUIRE(reading.read(left).ok());
    rows += reading.piece().rows;
  }
  CHECK(rows == 200);
  CHECK(world.calls.count("cut ") > 3);
}

TEST_CASE("chunk reader: without a word about cuts nothing is cut") {
  CopyWorld world(9);
  world.add("a", 200);
  Reading reading(world);
  REQUIRE(reading.read({}).ok());
  CHECK(reading.piece().rows == 200);
}

TEST_CASE("chunk reader: values that a policy changed are counted per chunk") {
  CopyWorld world(10);
  world.add("a", 0);
  world.roads[0].columns[2].type.kind = TypeKind::kText;
  world.roads[0].values.invalid_text = InvalidTextPolicy::kReplace;
  for (const char* id : {"1", "2", "3"}) {
    world.source.commit(
        {{{ChangeKind::kInsert, {"shop", "a"}, {}, {id, "1", "\xff"}}},
         "",
         {}});
  }
  Reading reading(world);
  REQUIRE(reading.read(between(0, 2)).ok());
  CHECK(reading.piece().values.invalid_text == 2);
  REQUIRE(reading.read(between(2, 3)).ok());
  CHECK(reading.piece().values.invalid_text == 1);
}

}  // namespace millrace
