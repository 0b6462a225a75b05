// SPDX-License-Identifier: Apache-2.0
//
// ChunkSource: hands out what is left to be read, largest table first. Knows
// from the ledger which chunks are in; finds the bounds of the others by
// walking the key, one step at a time, when a reader asks.
//
// A chunk is handed out to one reader at a time and comes back by done() or
// failed(); a failed one is handed out again before any new one. Thread:
// any number of readers and writers.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/stop.h"
#include "engine/ledger.h"
#include "engine/source.h"
#include "route/route.h"

namespace millrace {

struct ChunkWork {
  size_t table = 0;
  Chunk chunk;
  // Numbers up to here are free for what it leaves when it is cut short.
  uint32_t last_number = 0;
  bool may_cut() const { return chunk.number < last_number; }
};

// One table to copy, and what earlier runs have done of it.
struct CopyItem {
  const Route* route = nullptr;
  std::vector<ChunkRecord> done;  // sorted by number
};

class ChunkSource {
 public:
  // `chunk_bytes`: what a chunk should hold, by the server's estimates.
  ChunkSource(const std::vector<CopyItem>& items, uint64_t chunk_bytes);
  ~ChunkSource();

  // Tables whose every chunk is in already, before anything is handed out.
  std::vector<size_t> complete() const;

  // The next chunk of a table of `source`; nullopt when all of them are in
  // or `stop` was requested. Waits while others may still fail.
  Result<std::optional<ChunkWork>> next(const std::string& source,
                                        SnapshotReader& reader,
                                        const Stop& stop);
  // The same, but the chunks of many small tables come at once, to share a
  // question and a commit. Empty when all are in.
  Result<std::vector<ChunkWork>> next_load(const std::string& source,
                                           SnapshotReader& reader,
                                           const Stop& stop);
  // `work` was read to `upper` only; what is left becomes a chunk.
  void cut(const ChunkWork& work, const KeyBound& upper);
  void failed(const ChunkWork& work);
  // True when this was the table's last chunk.
  bool done(const ChunkWork& work);

 private:
  struct Cursor;
  std::optional<ChunkWork> take_waiting(const std::string& source);
  Cursor* pick(const std::string& source, bool* outstanding);
  Status walk(Cursor& cursor, SnapshotReader& reader, Chunk* chunk);
  ChunkWork hand_out(Cursor& cursor, const Chunk& chunk);
  std::vector<Cursor*> small_tables(const std::string& source);
  Result<std::vector<ChunkWork>> take_small(const std::vector<Cursor*>& small,
                                            SnapshotReader& reader);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Cursor>> cursors_;  // by table index
  std::vector<Cursor*> order_;                    // largest first
  std::deque<ChunkWork> waiting_;                 // failed, or gaps
  uint64_t chunk_bytes_;
};

}  // namespace millrace
