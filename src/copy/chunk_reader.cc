// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_reader.h"

#include <utility>

namespace millrace {
namespace {

// What is handed to the writer at once: large enough that the hand-over
// costs nothing, small enough that memory stays flat.
constexpr size_t kBufferBytes = 256 * 1024;

}  // namespace

class ChunkReader::Sink : public RowSink {
 public:
  Sink(ChunkReader& reader, const Route& route, Tools& tools,
       ChunkStream& stream)
      : reader_(reader), route_(route), tools_(tools), stream_(stream) {
    buffer_.reserve(kBufferBytes + kBufferBytes / 8);
  }

  Status row(Row row) override {
    Result<bool> kept = tools_.projector->project(row, &cells_);
    if (!kept.ok()) return kept.status();
    if (!*kept) return {};
    MR_RETURN_IF_ERROR(tools_.encoder->encode(cells_, buffer_));
    ++rows_;
    return buffer_.size() < kBufferBytes ? Status() : flush();
  }

  Status flush() {
    if (reader_.stop_.requested()) return Status::retry("stopped");
    const uint64_t bytes = buffer_.size();
    reader_.throttle_.pass(rows_, bytes, reader_.stop_);
    std::string full;
    full.reserve(kBufferBytes + kBufferBytes / 8);
    full.swap(buffer_);
    if (!stream_.buffers.push(std::move(full), bytes)) {
      return Status::retry("the writer gave the chunk back");
    }
    stream_.rows += rows_;
    stream_.bytes += bytes;
    reader_.observer_.rows_copied(route_.id, rows_, bytes);
    rows_ = 0;
    return {};
  }

 private:
  ChunkReader& reader_;
  const Route& route_;
  Tools& tools_;
  ChunkStream& stream_;
  std::vector<Cell> cells_;
  std::string buffer_;
  uint64_t rows_ = 0;  // in `buffer_`
};

ChunkReader::Tools& ChunkReader::tools(const Route& route) {
  Tools& found = tools_[route.id];
  if (!found.projector) {
    found.projector = std::make_unique<Projector>(route);
    found.encoder = writing_.row_encoder(route.shape());
  }
  return found;
}

Status ChunkReader::read(SnapshotReader& snapshot, const Route& route,
                         ChunkStream& stream) {
  Sink sink(*this, route, tools(route), stream);
  MR_RETURN_IF_ERROR(
      snapshot.read(route.source_table, route.source_key, stream.chunk, sink));
  return sink.flush();
}

}  // namespace millrace
