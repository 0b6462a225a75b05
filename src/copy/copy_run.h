// SPDX-License-Identifier: Apache-2.0
//
// CopyRun: the threads of one Copier::run and what they share. Only
// copier.cc makes one. Thread: members say who may touch them.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "base/patience.h"
#include "copy/buffer_pool.h"
#include "copy/chunk_reader.h"
#include "copy/chunk_source.h"
#include "copy/chunk_stream.h"
#include "copy/copier.h"
#include "copy/load_gate.h"
#include "copy/throttle.h"

namespace millrace {

class CopyRun {
 public:
  CopyRun(const CopySetup& setup, const std::vector<CopyItem>& items,
          Observer& observer, const Stop& stop);

  Status run(CopyTotals* totals);

 private:
  using StreamPtr = std::shared_ptr<ChunkStream>;

  void start_threads(std::vector<std::thread>* threads);
  void watch();
  void fail(const Status& status);
  // Does a stream beside the copy want to know of this table's chunks?
  bool follows(size_t table) const;

  // Readers
  void read_loop(const std::string& source);
  Status read_next(const std::string& source, SnapshotReader& snapshot,
                   ChunkReader& reader, bool* more);
  Result<std::unique_ptr<SnapshotReader>> open_snapshot(
      const std::string& source);
  void add_snapshot(SnapshotReader* snapshot);
  void drop_snapshot(SnapshotReader* snapshot);
  void look_loop(const std::string& source);

  // Writers
  void write_loop();
  Status write_stream(std::unique_ptr<BulkWriter>& writer, ChunkStream& stream,
                      size_t* at);
  Status end_piece(BulkWriter& writer, const ChunkStream& stream, size_t piece);
  // What becomes of a stream's chunks; `at`: the one that was being written.
  void settle(const ChunkStream& stream, size_t at, const Status& status);
  Result<std::optional<ChunkRecord>> ask_ledger(
      const ChunkStream::Piece& piece);
  Status chunk_is_in(const ChunkStream::Piece& piece,
                     const ChunkRecord& record);
  void give_back(const std::vector<const ChunkStream::Piece*>& pieces,
                 const ChunkStream::Piece& at, const Status& why);
  Status table_is_in(size_t table);

  const CopySetup& setup_;
  const std::vector<CopyItem>& items_;
  Observer& observer_;
  const Stop& stop_;  // the run's; halt_ follows it
  Stop halt_;         // ends this copy: stop_, or a failure
  Patience patience_;
  LargeRows large_rows_;
  Throttle throttle_;
  LoadGate gate_;
  BufferPool pool_;
  ChunkSource chunks_;
  BoundedQueue<StreamPtr> ready_;  // chunks being read, for the writers
  const size_t stream_bytes_;      // bound of one chunk's buffers
  std::atomic<int> readers_left_{0};
  std::atomic<int> threads_left_{0};

  std::mutex mutex_;  // guards what follows
  Status failure_;
  CopyTotals totals_;
  struct Sum {
    uint64_t rows = 0;
    uint64_t bytes = 0;
  };
  std::vector<Sum> sums_;  // by table, of this run
  std::set<SnapshotReader*> snapshots_;
  std::mutex done_mutex_;  // one table_done at a time
};

}  // namespace millrace
