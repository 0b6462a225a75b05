// SPDX-License-Identifier: Apache-2.0
//
// ChunkStream: chunks on their way from the reader that encodes their rows
// to the writer that sends them in one transaction: one chunk, or the chunks
// of many small tables. Bounded in bytes, so that a fast reader waits for
// the target. Thread: one reader, one writer.
#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <utility>
#include <vector>

#include "base/queue.h"
#include "base/status.h"
#include "copy/chunk_source.h"
#include "engine/ledger.h"
#include "engine/observer.h"

namespace millrace {

class ChunkStream {
 public:
  // A chunk, and what the reader found in it. The writer may look at it once
  // the buffer that ends it has come, or after the reader's last word.
  struct Piece {
    ChunkWork work;  // its chunk ends earlier when the reader cut it
    uint64_t rows = 0;
    uint64_t bytes = 0;
    ValueCounts values;
    ChunkRecord record() const { return {work.chunk, rows, bytes}; }
  };
  struct Buffer {
    size_t piece = 0;
    std::string rows;   // encoded
    bool ends = false;  // nothing of the piece comes after it
  };

  ChunkStream(const std::vector<ChunkWork>& work, size_t max_bytes)
      : buffers(kMaxBuffers, max_bytes), read_(finished_.get_future().share()) {
    for (const ChunkWork& one : work) pieces.emplace_back().work = one;
  }

  // The reader's last word: every row was pushed, or why not.
  void finish(Status status) {
    buffers.close();
    finished_.set_value(std::move(status));
  }
  // Waits for the reader's last word.
  Status read_status() const { return read_.get(); }

  std::vector<Piece> pieces;
  BoundedQueue<Buffer> buffers;

 private:
  static constexpr size_t kMaxBuffers = 1024;
  std::promise<Status> finished_;
  std::shared_future<Status> read_;
};

}  // namespace millrace
