// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_source.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <set>

namespace millrace {
namespace {

// A table of keys 1..n that finds bounds as a server would.
class Keys : public SnapshotReader {
 public:
  explicit Keys(int n) : n_(n) {}
  Result<Position> position() override { return Position{}; }
  Result<std::optional<KeyBound>> next_bound(
      const Table&, const std::vector<size_t>&,
      const std::optional<KeyBound>& lower, uint64_t rows) override {
    const int from = lower ? std::stoi((*lower)[0]) : 0;
    const int upper = from + static_cast<int>(rows);
    if (upper >= n_) return std::optional<KeyBound>();
    return std::optional<KeyBound>(KeyBound{std::to_string(upper)});
  }
  Status read(const Table&, const std::vector<size_t>&, const Chunk&,
              RowSink&) override {
    return Status::broken("not read here");
  }
  void interrupt() override {}

 private:
  int n_;
};

Route route_of(const std::string& name, uint64_t rows, uint64_t bytes) {
  Route route;
  route.id = {"eu", {"shop", name}, {"shop", name}};
  route.source_table.name = {"shop", name};
  route.source_table.rows_estimate = rows;
  route.source_table.bytes_estimate = bytes;
  route.source_key = {0};
  return route;
}

int low(const Chunk& chunk) {
  return chunk.lower ? std::stoi((*chunk.lower)[0]) : 0;
}
int high(const Chunk& chunk, int n) {
  return chunk.upper ? std::stoi((*chunk.upper)[0]) : n;
}

// Marks the keys of a chunk; each must be marked once.
void mark(const Chunk& chunk, int n, std::vector<int>* seen) {
  for (int key = low(chunk) + 1; key <= high(chunk, n); ++key) {
    ++(*seen)[key];
  }
}

// 500 rows a chunk: the fewest a chunk may hold.
constexpr uint64_t kTinyChunks = 1;

}  // namespace

TEST_CASE("chunk source: chunks cover every key once, in any table size") {
  for (const int n : {0, 1, 499, 500, 501, 1000, 5001}) {
    Route route = route_of("t", n, n * 100);
    ChunkSource source({{&route, {}}}, kTinyChunks);
    Keys keys(n);
    Stop stop;
    std::vector<int> seen(n + 1, 0);
    bool last = false;
    while (true) {
      auto work = source.next("eu", keys, stop);
      REQUIRE(work.ok());
      if (!*work) break;
      CHECK_FALSE(last);
      mark((*work)->chunk, n, &seen);
      last = source.done(**work);
    }
    CHECK(last);
    CHECK(std::count(seen.begin() + 1, seen.end(), 1) == n);
  }
}

TEST_CASE("chunk source: what a run left undone is all that is handed out") {
  std::mt19937 random(20261121);
  for (int round = 0; round < 200; ++round) {
    const int n = 1 + random() % 9000;
    Route route = route_of("t", n, n * 100);
    Keys keys(n);
    Stop stop;
    std::vector<ChunkRecord> records;
    std::vector<int> seen(n + 1, 0);
    // Several runs, each ended somewhere; what was done is in `records`.
    for (int run = 0; run < 6; ++run) {
      std::sort(records.begin(), records.end(),
                [](const auto& a, const auto& b) {
                  return a.chunk.number < b.chunk.number;
                });
      ChunkSource source({{&route, records}}, kTinyChunks);
      const bool to_the_end = run == 5;
      bool walked = source.complete().size() == 1;
      for (const auto& record : records) walked |= !record.chunk.upper;
      bool lost = false;  // something was handed out and never done
      while (!(lost && walked)) {
        auto work = source.next("eu", keys, stop);
        REQUIRE(work.ok());
        if (!*work) break;
        walked |= !(*work)->chunk.upper;
        if (!to_the_end && random() % 4 == 0) {
          lost = true;
          if (random() % 2 == 0) break;  // killed
          continue;                      // a slower thread's chunk
        }
        mark((*work)->chunk, n, &seen);
        records.push_back({(*work)->chunk, 1, 1});
        source.done(**work);
      }
    }
    std::set<uint32_t> numbers;
    for (const auto& record : records) numbers.insert(record.chunk.number);
    CHECK(numbers.size() == records.size());
    CHECK(std::count(seen.begin() + 1, seen.end(), 1) == n);
  }
}

TEST_CASE("chunk source: chunks follow the size of their table") {
  constexpr uint64_t kMegabyte = 1 << 20;
  constexpr uint64_t kRow = 1 << 10;
  // Of a table of so many megabytes a chunk has so many.
  for (const auto& [table, chunk] : std::vector<std::pair<uint64_t, uint64_t>>{
           {8, 4}, {256, 4}, {512, 8}, {4096, 16}}) {
    const int rows = static_cast<int>(table * kMegabyte / kRow);
    Route route = route_of("t", static_cast<uint64_t>(rows), table * kMegabyte);
    ChunkSource source({{&route, {}}}, 16 * kMegabyte);
    Keys keys(rows);
    Stop stop;
    auto work = source.next("eu", keys, stop);
    REQUIRE(work.ok());
    REQUIRE(work->has_value());
    CHECK(high((*work)->chunk, rows) ==
          static_cast<int>(chunk * kMegabyte / kRow));
  }
}

TEST_CASE("chunk source: a failed chunk is handed out again") {
  Route route = route_of("t", 100, 100);
  ChunkSource source({{&route, {}}}, kTinyChunks);
  Keys keys(100);
  Stop stop;
  auto first = source.next("eu", keys, stop);
  REQUIRE(first.ok());
  source.failed(**first);
  auto again = source.next("eu", keys, stop);
  REQUIRE(again.ok());
  CHECK((*again)->chunk.number == (*first)->chunk.number);
  CHECK(source.done(**again));
}

TEST_CASE("chunk source: the largest table comes first") {
  Route small = route_of("small", 10, 1000);
  Route large = route_of("large", 10, 9000);
  ChunkSource source({{&small, {}}, {&large, {}}}, kTinyChunks);
  Keys keys(10);
  Stop stop;
  auto first = source.next("eu", keys, stop);
  REQUIRE(first.ok());
  CHECK((*first)->table == 1);
}

TEST_CASE("chunk source: a table without a key is one chunk") {
  Route route = route_of("t", 1'000'000, 1'000'000'000);
  route.source_key.clear();
  ChunkSource source({{&route, {}}}, kTinyChunks);
  Keys keys(1'000'000);
  Stop stop;
  auto only = source.next("eu", keys, stop);
  REQUIRE(only.ok());
  CHECK_FALSE((*only)->chunk.lower);
  CHECK_FALSE((*only)->chunk.upper);
  CHECK(source.done(**only));
}

TEST_CASE("chunk source: a table whose chunks are all in is complete") {
  Route route = route_of("t", 10, 10);
  ChunkSource source({{&route, {{{0, std::nullopt, std::nullopt}, 10, 10}}}},
                     kTinyChunks);
  CHECK(source.complete() == std::vector<size_t>{0});
}

TEST_CASE("chunk source: what a cut leaves is handed out, once, in order") {
  Route route = route_of("t", 1000, 100'000);
  ChunkSource source({{&route, {}}}, kTinyChunks);
  Keys keys(1000);
  Stop stop;
  auto first = source.next("eu", keys, stop);
  REQUIRE(first.ok());
  REQUIRE((*first)->may_cut());
  source.cut(**first, KeyBound{"100"});
  auto rest = source.next("eu", keys, stop);
  REQUIRE(rest.ok());
  CHECK((*rest)->chunk.number == (*first)->chunk.number + 1);
  CHECK((*rest)->chunk.lower == KeyBound{"100"});
  CHECK((*rest)->chunk.upper == (*first)->chunk.upper);
  auto next = source.next("eu", keys, stop);
  REQUIRE(next.ok());
  CHECK((*next)->chunk.lower == (*first)->chunk.upper);
  CHECK((*next)->chunk.number > (*rest)->chunk.number);
  CHECK_FALSE(source.done(**first));
  CHECK_FALSE(source.done(**next));
  CHECK(source.done(**rest));
}

TEST_CASE("chunk source: a chunk that failed keeps its bounds") {
  Route route = route_of("t", 100, 100);
  ChunkSource source({{&route, {}}}, kTinyChunks);
  Keys keys(100);
  Stop stop;
  auto first = source.next("eu", keys, stop);
  REQUIRE(first.ok());
  source.failed(**first);
  auto again = source.next("eu", keys, stop);
  REQUIRE(again.ok());
  CHECK_FALSE((*again)->may_cut());
}

TEST_CASE("chunk source: only tables that are as small as they seem meet") {
  // Estimates of nothing, as of tables that were just filled.
  Route empty = route_of("a", 0, 0);
  Route full = route_of("b", 0, 0);
  Route few = route_of("c", 0, 0);
  class Sizes : public Keys {
   public:
    Sizes() : Keys(2000) {}
    Result<std::vector<bool>> hold_at_most(
        const std::vector<const Table*>& tables, uint64_t) override {
      std::vector<bool> fit;
      for (const Table* table : tables) fit.push_back(table->name.table != "b");
      return fit;
    }
  } sizes;
  ChunkSource source({{&empty, {}}, {&full, {}}, {&few, {}}}, kTinyChunks);
  Stop stop;
  auto load = source.next_load("eu", sizes, stop);
  REQUIRE(load.ok());
  REQUIRE(load->size() == 2);
  CHECK((*load)[0].table == 0);
  CHECK((*load)[1].table == 2);
  CHECK(source.done((*load)[0]));
  CHECK(source.done((*load)[1]));
  auto walked = source.next_load("eu", sizes, stop);
  REQUIRE(walked.ok());
  REQUIRE(walked->size() == 1);
  CHECK((*walked)[0].table == 1);
  CHECK((*walked)[0].chunk.upper);
}

}  // namespace millrace
