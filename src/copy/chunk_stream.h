// SPDX-License-Identifier: Apache-2.0
//
// ChunkStream: one chunk on its way from the reader that encodes its rows
// to the writer that sends them. Bounded in bytes, so that a fast reader
// waits for the target. Thread: one reader, one writer.
#pragma once

#include <cstdint>
#include <future>
#include <string>
#include <utility>

#include "base/queue.h"
#include "base/status.h"
#include "engine/ledger.h"

namespace millrace {

class ChunkStream {
 public:
  ChunkStream(size_t table_index, Chunk chunk_to_read, size_t max_bytes)
      : table(table_index),
        chunk(std::move(chunk_to_read)),
        buffers(kMaxBuffers, max_bytes),
        read_(finished_.get_future().share()) {}

  // The reader's last word: every row was pushed, or why not.
  void finish(Status status) {
    buffers.close();
    finished_.set_value(std::move(status));
  }
  // Waits for the reader's last word.
  Status read_status() const { return read_.get(); }

  const size_t table;  // position in the copier's list of tables
  const Chunk chunk;
  BoundedQueue<std::string> buffers;  // encoded rows
  uint64_t rows = 0;                  // by the reader; read after finish
  uint64_t bytes = 0;

 private:
  static constexpr size_t kMaxBuffers = 1024;
  std::promise<Status> finished_;
  std::shared_future<Status> read_;
};

}  // namespace millrace
