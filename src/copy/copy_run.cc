// SPDX-License-Identifier: Apache-2.0
#include "copy/copy_run.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "base/moment.h"
#include "base/text.h"

namespace millrace {
namespace {

// A chunk is cut when it has this many times what it should have.
constexpr uint64_t kCutAbove = 2;
constexpr std::chrono::seconds kLookEvery{1};

size_t bound_per_stream(const Limits& limits, size_t sources) {
  const size_t readers =
      std::max(1, limits.readers) * std::max<size_t>(1, sources);
  const size_t share = (static_cast<size_t>(limits.memory_mb) << 20) / 4;
  return std::clamp<size_t>(share / readers, 1 << 20, 2 << 20);
}

}  // namespace

CopyRun::CopyRun(const CopySetup& setup, const std::vector<CopyItem>& items,
                 Observer& observer, const Stop& stop)
    : setup_(setup),
      items_(items),
      observer_(observer),
      stop_(stop),
      patience_(std::chrono::seconds(setup.limits.retry_seconds)),
      large_rows_(setup.limits, observer),
      throttle_(setup.limits.rows_per_second,
                setup.limits.megabytes_per_second * 1'000'000),
      gate_(setup.limits, observer),
      chunks_(items, setup.chunk_bytes),
      ready_(static_cast<size_t>(std::max(1, setup.limits.writers)), SIZE_MAX),
      stream_bytes_(bound_per_stream(setup.limits, setup.sources.size())),
      sums_(items.size()) {}

Status CopyRun::run(CopyTotals* totals) {
  for (const size_t table : chunks_.complete()) {
    MR_RETURN_IF_ERROR(table_is_in(table));
  }
  std::vector<std::thread> threads;
  start_threads(&threads);
  watch();
  for (std::thread& thread : threads) thread.join();
  *totals = totals_;
  return failure_;
}

void CopyRun::start_threads(std::vector<std::thread>* threads) {
  std::set<std::string> sources;
  for (const CopyItem& item : items_) sources.insert(item.route->id.source);
  const int readers = std::max(1, setup_.limits.readers);
  const int writers = std::max(1, setup_.limits.writers);
  readers_left_ = static_cast<int>(sources.size()) * readers;
  threads_left_ = readers_left_ + writers;
  for (const std::string& source : sources) {
    for (int i = 0; i < readers; ++i) {
      threads->emplace_back([this, source] { read_loop(source); });
    }
    if (gate_.watches_sources()) {
      threads->emplace_back([this, source] { look_loop(source); });
    }
  }
  for (int i = 0; i < writers; ++i) {
    threads->emplace_back([this] { write_loop(); });
  }
}

// Follows the run's stop, and wakes readers that wait on a server.
void CopyRun::watch() {
  bool woken = false;
  while (threads_left_ > 0) {
    if (stop_.requested()) halt_.request(stop_.reason());
    if (halt_.requested() && !woken) {
      std::lock_guard lock(mutex_);
      for (SnapshotReader* snapshot : snapshots_) snapshot->interrupt();
      woken = true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
}

bool CopyRun::follows(size_t table) const {
  return setup_.frontier != nullptr &&
         setup_.frontier->find(items_[table].route->id) >= 0;
}

void CopyRun::fail(const Status& status) {
  std::lock_guard lock(mutex_);
  if (failure_.ok() && !halt_.requested()) failure_ = status;
  halt_.request(StopReason::kFailure);
}

// ---- readers ------------------------------------------------------------

void CopyRun::add_snapshot(SnapshotReader* snapshot) {
  std::lock_guard lock(mutex_);
  snapshots_.insert(snapshot);
}

void CopyRun::drop_snapshot(SnapshotReader* snapshot) {
  std::lock_guard lock(mutex_);
  snapshots_.erase(snapshot);
}

Result<std::unique_ptr<SnapshotReader>> CopyRun::open_snapshot(
    const std::string& source) {
  while (true) {
    auto snapshot = setup_.source->snapshot(setup_.sources.at(source));
    if (snapshot.ok() || snapshot.status().kind() != StatusKind::kRetry) {
      return snapshot;
    }
    observer_.note(cat("source ", source, ": ", snapshot.status().message(),
                       "; trying again"));
    if (!patience_.wait(halt_)) return snapshot;
  }
}

// Asks a source how busy it is, as long as it is read.
void CopyRun::look_loop(const std::string& source) {
  std::unique_ptr<SnapshotReader> session;
  while (readers_left_ > 0 && !halt_.requested()) {
    if (!session) {
      auto opened = setup_.source->snapshot(setup_.sources.at(source));
      if (opened.ok()) {
        session = std::move(opened).value();
      } else {
        gate_.source_says(source, opened.status());
      }
    }
    if (session) {
      const auto load = session->load();
      gate_.source_says(source, load);
      if (!load.ok()) session.reset();
    }
    const auto until = std::chrono::steady_clock::now() + kLookEvery;
    while (readers_left_ > 0 && !halt_.requested() &&
           std::chrono::steady_clock::now() < until) {
      halt_.sleep(std::chrono::milliseconds(20));
    }
  }
}

void CopyRun::read_loop(const std::string& source) {
  ChunkReader reader(*setup_.target, observer_, large_rows_, throttle_, pool_,
                     halt_);
  reader.cut_above(kCutAbove * setup_.chunk_bytes,
                   [this](const ChunkWork& work, const KeyBound& upper) {
                     chunks_.cut(work, upper);
                   });
  bool more = true;
  while (more && !halt_.requested()) {
    auto snapshot = open_snapshot(source);
    if (!snapshot.ok()) {
      fail(snapshot.status().at(cat("source ", source)));
      break;
    }
    add_snapshot(snapshot->get());
    Status status;
    while (more && status.ok() && !halt_.requested()) {
      status = read_next(source, **snapshot, reader, &more);
    }
    drop_snapshot(snapshot->get());
    if (status.ok() || halt_.requested()) continue;
    if (status.kind() != StatusKind::kRetry || !patience_.wait(halt_)) {
      fail(status.at(cat("source ", source)));
    }
  }
  {
    std::lock_guard lock(mutex_);
    totals_.longest_read = std::max(totals_.longest_read, reader.longest());
  }
  if (--readers_left_ == 0) ready_.close();
  --threads_left_;
}

Status CopyRun::read_next(const std::string& source, SnapshotReader& snapshot,
                          ChunkReader& reader, bool* more) {
  gate_.pass(source, halt_);
  MR_ASSIGN_OR_RETURN(const std::vector<ChunkWork> load,
                      chunks_.next_load(source, snapshot, halt_));
  *more = !load.empty();
  if (load.empty()) return {};
  for (const ChunkWork& work : load) {
    if (follows(work.table)) {
      setup_.frontier->reading(items_[work.table].route->id, work.chunk);
    }
  }
  auto stream = std::make_shared<ChunkStream>(load, stream_bytes_);
  ready_.push(stream, 0);
  moment("copy.chunk.read");
  Status status;
  for (size_t i = 0; i < load.size() && status.ok(); ++i) {
    const Route& route = *items_[load[i].table].route;
    status = reader.read(snapshot, route, *stream, i);
  }
  stream->finish(status);
  return status;
}

// ---- writers ------------------------------------------------------------

void CopyRun::write_loop() {
  std::unique_ptr<BulkWriter> writer;
  while (std::optional<StreamPtr> stream = ready_.pop()) {
    Status status = Status::retry("stopped");
    size_t at = 0;
    if (!halt_.requested()) status = write_stream(writer, **stream, &at);
    (*stream)->buffers.cancel();  // lets go a reader that still pushes
    static_cast<void>((*stream)->read_status());  // it is done with it now
    if (!status.ok() && writer) {
      writer->rollback();
      writer.reset();  // a session after a failure is not worth a doubt
    }
    settle(**stream, at, status);
  }
  --threads_left_;
}

Status CopyRun::write_stream(std::unique_ptr<BulkWriter>& writer,
                             ChunkStream& stream, size_t* at) {
  if (!writer) {
    MR_RETURN_IF_ERROR(setup_.ensure_lock());
    MR_ASSIGN_OR_RETURN(writer, setup_.target->bulk_writer(
                                    setup_.target_endpoint, setup_.plan));
  }
  bool begun = false;  // of the piece at hand
  while (std::optional<ChunkStream::Buffer> buffer = stream.buffers.pop()) {
    if (halt_.requested()) return Status::retry("stopped");
    *at = buffer->piece;
    const size_t table = stream.pieces[buffer->piece].work.table;
    if (!begun && !buffer->rows.empty()) {
      MR_RETURN_IF_ERROR(writer->begin(items_[table].route->shape()));
      begun = true;
    }
    if (!buffer->rows.empty()) {
      MR_RETURN_IF_ERROR(writer->write(buffer->rows));
    }
    pool_.give(std::move(buffer->rows));
    if (!buffer->ends) continue;
    begun = false;
    MR_RETURN_IF_ERROR(end_piece(*writer, stream, buffer->piece));
    if (buffer->piece + 1 == stream.pieces.size()) return {};
    *at = buffer->piece + 1;
  }
  MR_RETURN_IF_ERROR(stream.read_status());
  return Status::broken("a chunk ended without its last row");
}

Status CopyRun::end_piece(BulkWriter& writer, const ChunkStream& stream,
                          size_t piece) {
  const ChunkStream::Piece& done = stream.pieces[piece];
  const RoadId& road = items_[done.work.table].route->id;
  if (piece + 1 < stream.pieces.size()) {
    return writer.add(setup_.plan, road, done.record());
  }
  MR_RETURN_IF_ERROR(stream.read_status());
  for (const ChunkStream::Piece& one : stream.pieces) {
    if (follows(one.work.table)) {
      setup_.frontier->committing(items_[one.work.table].route->id,
                                  one.work.chunk.number);
    }
  }
  moment("copy.chunk.before_commit");
  const auto began = std::chrono::steady_clock::now();
  MR_RETURN_IF_ERROR(writer.commit(setup_.plan, road, done.record()));
  moment("copy.chunk.after_commit");
  gate_.committed(std::chrono::duration_cast<std::chrono::milliseconds>(
                      std::chrono::steady_clock::now() - began),
                  halt_);
  return {};
}

// Each chunk: in, read again, or the end of the copy.
void CopyRun::settle(const ChunkStream& stream, size_t at,
                     const Status& status) {
  std::vector<const ChunkStream::Piece*> back;
  Status outcome = status;
  for (const ChunkStream::Piece& piece : stream.pieces) {
    std::optional<ChunkRecord> record;
    if (status.ok()) {
      record = piece.record();
    } else if (!halt_.requested()) {
      auto recorded = ask_ledger(piece);
      if (recorded.ok()) record = *recorded;
      if (!recorded.ok()) outcome = recorded.status();
    }
    if (!record) {
      back.push_back(&piece);
      continue;
    }
    const Status in = chunk_is_in(piece, *record);
    if (!in.ok()) fail(in);
  }
  if (!back.empty()) give_back(back, stream.pieces[at], outcome);
}

// A commit whose answer was lost may have taken place; done again, its rows
// would collide with themselves. Only the ledger knows, so it is asked until
// it answers.
Result<std::optional<ChunkRecord>> CopyRun::ask_ledger(
    const ChunkStream::Piece& piece) {
  while (true) {
    auto recorded =
        setup_.chunk_recorded(piece.work.table, piece.work.chunk.number);
    if (recorded.ok() || recorded.status().kind() != StatusKind::kRetry) {
      return recorded;
    }
    observer_.note(cat("the target's ledger: ", recorded.status().message(),
                       "; trying again"));
    if (!patience_.wait(halt_)) return recorded;
  }
}

// `record` is the ledger's: a chunk that proved to be in when it was sent
// again holds what the first reading had, not the part read since.
Status CopyRun::chunk_is_in(const ChunkStream::Piece& piece,
                            const ChunkRecord& record) {
  patience_.progressed();
  const size_t table = piece.work.table;
  const RoadId& road = items_[table].route->id;
  if (follows(table)) setup_.frontier->is_in(road, record.chunk);
  if (record.rows != piece.rows || record.bytes != piece.bytes) {
    observer_.rows_taken_back(road, piece.rows, piece.bytes);
    observer_.rows_copied(road, record.rows, record.bytes);
  }
  if (piece.values.any()) observer_.values_changed(road, piece.values);
  {
    std::lock_guard lock(mutex_);
    ++totals_.chunks;
    totals_.rows += record.rows;
    totals_.bytes += record.bytes;
    totals_.values += piece.values;
    sums_[table].rows += record.rows;
    sums_[table].bytes += record.bytes;
  }
  if (!chunks_.done(piece.work)) return {};
  return table_is_in(table);
}

void CopyRun::give_back(const std::vector<const ChunkStream::Piece*>& pieces,
                        const ChunkStream::Piece& at, const Status& why) {
  for (const ChunkStream::Piece* piece : pieces) {
    observer_.rows_taken_back(items_[piece->work.table].route->id, piece->rows,
                              piece->bytes);
  }
  if (halt_.requested()) return;
  const RoadId& road = items_[at.work.table].route->id;
  const std::string where =
      cat(road.to.str(), " from ", road.source, ".", road.from.str(),
          ", chunk ", at.work.chunk.number);
  if (why.kind() != StatusKind::kRetry) return fail(why.at(where));
  observer_.note(cat(where, ": ", why.message(), "; trying again"));
  if (!patience_.wait(halt_)) return fail(why.at(where));
  for (const ChunkStream::Piece* piece : pieces) {
    observer_.chunk_repeated(items_[piece->work.table].route->id);
    {
      std::lock_guard lock(mutex_);
      ++totals_.chunks_repeated;
    }
    chunks_.failed(piece->work);
  }
}

Status CopyRun::table_is_in(size_t table) {
  if (follows(table)) setup_.frontier->is_copied(items_[table].route->id);
  std::lock_guard done(done_mutex_);
  Sum sum;
  {
    std::lock_guard lock(mutex_);
    sum = sums_[table];
  }
  MR_RETURN_IF_ERROR(setup_.table_done(table, sum.rows, sum.bytes));
  std::lock_guard lock(mutex_);
  ++totals_.tables;
  return {};
}

}  // namespace millrace
