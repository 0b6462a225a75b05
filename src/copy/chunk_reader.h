// SPDX-License-Identifier: Apache-2.0
//
// ChunkReader: reads chunk after chunk through one snapshot session,
// projects and encodes their rows and pushes them into ChunkStreams. A chunk
// that turns out far larger than it should be is cut short where the source
// allows. Thread: one; owns its projectors and encoders.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "copy/buffer_pool.h"
#include "copy/chunk_stream.h"
#include "copy/throttle.h"
#include "engine/observer.h"
#include "engine/source.h"
#include "engine/target.h"
#include "route/large_rows.h"
#include "route/projector.h"
#include "route/route.h"

namespace millrace {

class ChunkReader {
 public:
  // Told before the last rows of a chunk that was cut are handed over.
  using OnCut = std::function<void(const ChunkWork&, const KeyBound& upper)>;

  ChunkReader(const TargetWriting& writing, Observer& observer,
              LargeRows& large_rows, Throttle& throttle, BufferPool& pool,
              const Stop& stop)
      : writing_(writing),
        observer_(observer),
        large_rows_(large_rows),
        throttle_(throttle),
        pool_(pool),
        stop_(stop) {}

  // From now on chunks of more bytes than these are cut where they may be.
  void cut_above(uint64_t bytes, OnCut on_cut) {
    most_bytes_ = bytes;
    on_cut_ = std::move(on_cut);
  }

  // Reads the stream's piece to its end; the stream is not finished here.
  Status read(SnapshotReader& snapshot, const Route& route, ChunkStream& stream,
              size_t piece);
  // The longest that a statement on the source took so far.
  std::chrono::milliseconds longest() const { return longest_; }

 private:
  struct Tools {
    std::unique_ptr<Projector> projector;
    std::unique_ptr<RowEncoder> encoder;
  };
  class Sink;
  Tools& tools(const Route& route);

  const TargetWriting& writing_;
  Observer& observer_;
  LargeRows& large_rows_;
  Throttle& throttle_;
  BufferPool& pool_;
  const Stop& stop_;
  uint64_t most_bytes_ = 0;
  OnCut on_cut_;  // none: nothing is cut
  std::chrono::milliseconds longest_{0};
  std::map<RoadId, Tools> tools_;
};

}  // namespace millrace
