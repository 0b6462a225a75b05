// SPDX-License-Identifier: Apache-2.0
#include "copy/chunk_reader.h"

#include <algorithm>
#include <utility>

namespace millrace {
namespace {

// Roads whose tools are kept. A copy of ten thousand tables meets each of
// them once.
constexpr size_t kMostTools = 64;
// A row that has to be mended is seldom alone: as many after it are looked at
// before they are encoded, not after that failed.
constexpr int kRowsInDoubt = 1000;

}  // namespace

class ChunkReader::Sink : public RowSink {
 public:
  Sink(ChunkReader& reader, const Route& route, Tools& tools,
       ChunkStream& stream, size_t piece)
      : reader_(reader),
        route_(route),
        tools_(tools),
        stream_(stream),
        piece_(piece),
        trusting_(tools.encoder->checks_values() &&
                  tools.projector->status().ok()),
        may_cut_(reader.on_cut_ && stream.pieces[piece].work.may_cut()),
        before_(tools.projector->applied()),
        buffer_(reader.pool_.take()) {}
  ~Sink() override { reader_.pool_.give(std::move(buffer_)); }

  Status row(Row row) override {
    const size_t before = buffer_.size();
    bool kept = true;
    MR_RETURN_IF_ERROR(encode(row, &kept));
    if (!kept) return {};
    const size_t bytes = buffer_.size() - before;
    if (reader_.large_rows_.large(bytes)) {
      reader_.large_rows_.name(route_, tools_.projector->key_text(row), bytes);
    }
    ++rows_;
    return buffer_.size() < BufferPool::kBytes ? Status() : flush(false);
  }

  bool full() const override {
    return may_cut_ &&
           stream_.pieces[piece_].bytes + buffer_.size() > reader_.most_bytes_;
  }
  void cut(const KeyBound& upper) override {
    ChunkWork& work = stream_.pieces[piece_].work;
    reader_.on_cut_(work, upper);
    work.chunk.upper = upper;
    work.last_number = work.chunk.number;
  }

  // Hands over what there is; `ends` = it was the piece's last.
  Status flush(bool ends) {
    if (reader_.stop_.requested()) return Status::retry("stopped");
    const uint64_t bytes = buffer_.size();
    reader_.throttle_.pass(rows_, bytes, reader_.stop_);
    ChunkStream::Piece& piece = stream_.pieces[piece_];
    // Before the push: the writer looks at them once it has the last buffer.
    piece.rows += rows_;
    piece.bytes += bytes;
    piece.values = tools_.projector->applied() - before_;
    std::string next = ends ? std::string() : reader_.pool_.take();
    next.swap(buffer_);
    if (!stream_.buffers.push({piece_, std::move(next), ends}, bytes)) {
      piece.rows -= rows_;
      piece.bytes -= bytes;
      return Status::retry("the writer gave the chunk back");
    }
    if (rows_ > 0) reader_.observer_.rows_copied(route_.id, rows_, bytes);
    rows_ = 0;
    return {};
  }

 private:
  // `*kept` = the filter does not leave it out.
  Status encode(Row row, bool* kept) {
    if (trusting_ && in_doubt_ == 0) {
      Row arranged;
      *kept = tools_.projector->arrange(row, &cells_, &arranged);
      if (!*kept || tools_.encoder->encode(arranged, buffer_).ok()) return {};
      in_doubt_ = kRowsInDoubt;
    }
    if (in_doubt_ > 0) --in_doubt_;
    MR_ASSIGN_OR_RETURN(*kept, tools_.projector->project(row, &cells_));
    return *kept ? tools_.encoder->encode(cells_, buffer_) : Status();
  }

  ChunkReader& reader_;
  const Route& route_;
  Tools& tools_;
  ChunkStream& stream_;
  const size_t piece_;
  const bool trusting_;  // the encoder tells what has to be mended
  const bool may_cut_;
  const ValueCounts before_;  // what the projector had changed by then
  std::vector<Cell> cells_;
  int in_doubt_ = 0;  // rows still to be projected with their checks
  std::string buffer_;
  uint64_t rows_ = 0;  // in `buffer_`
};

ChunkReader::Tools& ChunkReader::tools(const Route& route) {
  if (tools_.size() >= kMostTools && tools_.count(route.id) == 0) {
    tools_.clear();
  }
  Tools& found = tools_[route.id];
  if (!found.projector) {
    found.projector = std::make_unique<Projector>(route);
    found.encoder = writing_.row_encoder(route.shape());
  }
  return found;
}

Status ChunkReader::read(SnapshotReader& snapshot, const Route& route,
                         ChunkStream& stream, size_t piece) {
  using std::chrono::steady_clock;
  Sink sink(*this, route, tools(route), stream, piece);
  const auto began = steady_clock::now();
  const Chunk chunk = stream.pieces[piece].work.chunk;  // cut() shortens it
  const Status status =
      snapshot.read(route.source_table, route.source_key, chunk, sink);
  longest_ =
      std::max(longest_, std::chrono::duration_cast<std::chrono::milliseconds>(
                             steady_clock::now() - began));
  MR_RETURN_IF_ERROR(status);
  return sink.flush(true);
}

}  // namespace millrace
