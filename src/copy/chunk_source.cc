// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_source.h"

#include <algorithm>
#include <chrono>

namespace millrace {
namespace {

// A row is never taken for smaller than this, so that an estimate of 0
// bytes does not make a chunk of a whole table.
constexpr uint64_t kSmallestRow = 32;
constexpr uint64_t kFewestRows = 500;
constexpr uint64_t kMostRows = 2'000'000;
// A table is cut into this many chunks, until they become too small or large.
constexpr uint64_t kChunksOfATable = 64;
constexpr uint64_t kFewestBytes = 4 << 20;
// Numbers that a chunk has for what it leaves when it is cut.
constexpr uint32_t kNumbersPerChunk = 1000;
constexpr uint32_t kLastWideNumber = 1'000'000'000;
// Tables that come at once when each is one chunk of few rows.
constexpr size_t kMostSmallTables = 64;
constexpr uint64_t kSmallTableBytes = 1 << 20;

uint64_t rows_per_chunk(const Table& table, uint64_t chunk_bytes) {
  uint64_t row = 0;
  if (table.rows_estimate > 0) row = table.bytes_estimate / table.rows_estimate;
  row = std::max(row, kSmallestRow);
  // What is in flight when a copy is killed is done again: of a table that is
  // not large a small part as well.
  const uint64_t bytes =
      std::min(chunk_bytes,
               std::max(table.bytes_estimate / kChunksOfATable, kFewestBytes));
  return std::clamp(bytes / row, kFewestRows, kMostRows);
}

}  // namespace

// Where the walk over one table's key stands. `walking` is held by the one
// reader that is finding the next bound, outside of the source's mutex.
struct ChunkSource::Cursor {
  size_t table = 0;
  const Route* route = nullptr;
  uint64_t rows_per_chunk = 0;
  uint32_t next_number = 0;
  std::optional<KeyBound> lower;  // of the next chunk
  bool looked = false;            // asked whether it is small
  bool walking = false;
  bool walked = false;       // the last chunk was handed out
  uint64_t outstanding = 0;  // handed out or waiting, not done
};

ChunkSource::ChunkSource(const std::vector<CopyItem>& items,
                         uint64_t chunk_bytes)
    : chunk_bytes_(chunk_bytes) {
  for (size_t i = 0; i < items.size(); ++i) {
    auto cursor = std::make_unique<Cursor>();
    cursor->table = i;
    cursor->route = items[i].route;
    cursor->rows_per_chunk =
        rows_per_chunk(items[i].route->source_table, chunk_bytes_);
    // Chunks that are in, in number order; what is missing between two of
    // them is a gap whose bounds its neighbours know.
    for (const ChunkRecord& record : items[i].done) {
      // Neighbours that are all missing are one gap under the first of their
      // numbers; an empty gap is what is left of one that is in.
      if (cursor->next_number < record.chunk.number &&
          cursor->lower != record.chunk.lower) {
        waiting_.push_back(
            {i,
             {cursor->next_number, cursor->lower, record.chunk.lower},
             record.chunk.number - 1});
        ++cursor->outstanding;
      }
      cursor->next_number = record.chunk.number + 1;
      cursor->lower = record.chunk.upper;
      cursor->walked = !record.chunk.upper.has_value();
    }
    order_.push_back(cursor.get());
    cursors_.push_back(std::move(cursor));
  }
  std::stable_sort(order_.begin(), order_.end(),
                   [](const Cursor* a, const Cursor* b) {
                     return a->route->source_table.bytes_estimate >
                            b->route->source_table.bytes_estimate;
                   });
}

ChunkSource::~ChunkSource() = default;

std::optional<ChunkWork> ChunkSource::take_waiting(const std::string& source) {
  const auto it = std::find_if(
      waiting_.begin(), waiting_.end(), [&](const ChunkWork& work) {
        return cursors_[work.table]->route->id.source == source;
      });
  if (it == waiting_.end()) return std::nullopt;
  ChunkWork work = *it;
  waiting_.erase(it);
  return work;
}

ChunkSource::Cursor* ChunkSource::pick(const std::string& source,
                                       bool* outstanding) {
  *outstanding = false;
  for (Cursor* cursor : order_) {
    if (cursor->route->id.source != source) continue;
    if (!cursor->walked && !cursor->walking) return cursor;
    if (!cursor->walked || cursor->outstanding > 0) *outstanding = true;
  }
  return nullptr;
}

Result<std::optional<ChunkWork>> ChunkSource::next(const std::string& source,
                                                   SnapshotReader& reader,
                                                   const Stop& stop) {
  std::unique_lock lock(mutex_);
  while (!stop.requested()) {
    if (auto work = take_waiting(source)) return work;
    bool outstanding = false;
    Cursor* cursor = pick(source, &outstanding);
    if (cursor != nullptr) {
      cursor->walking = true;
      Chunk chunk{cursor->next_number, cursor->lower, std::nullopt};
      lock.unlock();
      Status status = walk(*cursor, reader, &chunk);
      lock.lock();
      cursor->walking = false;
      changed_.notify_all();
      if (!status.ok()) return status;
      return std::optional<ChunkWork>(hand_out(*cursor, chunk));
    }
    if (!outstanding) return std::optional<ChunkWork>();
    changed_.wait_for(lock, std::chrono::milliseconds(100));
  }
  return std::optional<ChunkWork>();
}

ChunkWork ChunkSource::hand_out(Cursor& cursor, const Chunk& chunk) {
  const bool wide = chunk.number < kLastWideNumber;
  ChunkWork work{cursor.table, chunk, chunk.number};
  if (wide) work.last_number += kNumbersPerChunk - 1;
  cursor.next_number = work.last_number + 1;
  cursor.lower = chunk.upper;
  cursor.walked = !chunk.upper.has_value();
  ++cursor.outstanding;
  return work;
}

// Large tables first: small ones are taken once nothing large is left to
// begin. They are marked as being walked, so that nobody else takes them.
std::vector<ChunkSource::Cursor*> ChunkSource::small_tables(
    const std::string& source) {
  std::vector<Cursor*> small;
  for (Cursor* cursor : order_) {
    if (small.size() == kMostSmallTables) break;
    if (cursor->route->id.source != source) continue;
    if (cursor->walked || cursor->walking) continue;
    const bool fits =
        !cursor->looked && cursor->next_number == 0 &&
        cursor->route->source_table.bytes_estimate <= kSmallTableBytes;
    if (!fits) break;
    small.push_back(cursor);
  }
  if (small.size() < 2) return {};
  for (Cursor* cursor : small) cursor->walking = cursor->looked = true;
  return small;
}

// Estimates may be old: the source says which tables are as small as they
// seem. The others are walked like any table.
Result<std::vector<ChunkWork>> ChunkSource::take_small(
    const std::vector<Cursor*>& small, SnapshotReader& reader) {
  std::vector<const Table*> tables;
  for (const Cursor* cursor : small) {
    tables.push_back(&cursor->route->source_table);
  }
  auto fit = reader.hold_at_most(tables, kFewestRows);
  std::lock_guard lock(mutex_);
  for (Cursor* cursor : small) cursor->walking = false;
  changed_.notify_all();
  if (!fit.ok()) return fit.status();
  std::vector<ChunkWork> works;
  for (size_t i = 0; i < small.size(); ++i) {
    if (!(*fit)[i]) continue;
    works.push_back(hand_out(*small[i], Chunk()));
  }
  return works;
}

Result<std::vector<ChunkWork>> ChunkSource::next_load(const std::string& source,
                                                      SnapshotReader& reader,
                                                      const Stop& stop) {
  std::vector<Cursor*> small;
  {
    std::lock_guard lock(mutex_);
    if (auto work = take_waiting(source)) return std::vector{*work};
    small = small_tables(source);
  }
  if (!small.empty()) {
    MR_ASSIGN_OR_RETURN(std::vector<ChunkWork> works,
                        take_small(small, reader));
    if (!works.empty()) return works;
  }
  MR_ASSIGN_OR_RETURN(const auto work, next(source, reader, stop));
  return work ? std::vector{*work} : std::vector<ChunkWork>();
}

std::vector<size_t> ChunkSource::complete() const {
  std::vector<size_t> tables;
  for (const auto& cursor : cursors_) {
    if (cursor->walked && cursor->outstanding == 0) {
      tables.push_back(cursor->table);
    }
  }
  return tables;
}

Status ChunkSource::walk(Cursor& cursor, SnapshotReader& reader, Chunk* chunk) {
  const Route& route = *cursor.route;
  if (route.source_key.empty()) return {};  // one chunk, both ends open
  MR_ASSIGN_OR_RETURN(chunk->upper,
                      reader.next_bound(route.source_table, route.source_key,
                                        chunk->lower, cursor.rows_per_chunk));
  return {};
}

void ChunkSource::cut(const ChunkWork& work, const KeyBound& upper) {
  std::lock_guard lock(mutex_);
  waiting_.push_back({work.table,
                      {work.chunk.number + 1, upper, work.chunk.upper},
                      work.last_number});
  ++cursors_[work.table]->outstanding;
  changed_.notify_all();
}

void ChunkSource::failed(const ChunkWork& work) {
  ChunkWork again = work;
  // A commit whose answer was lost may come to light later; its chunk has
  // these bounds, and must not have others then.
  again.last_number = again.chunk.number;
  std::lock_guard lock(mutex_);
  waiting_.push_back(again);
  changed_.notify_all();
}

bool ChunkSource::done(const ChunkWork& work) {
  std::lock_guard lock(mutex_);
  Cursor& cursor = *cursors_[work.table];
  --cursor.outstanding;
  changed_.notify_all();
  return cursor.walked && cursor.outstanding == 0;
}

}  // namespace millrace
