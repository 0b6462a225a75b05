// SPDX-License-Identifier: Apache-2.0
#include "copy/copy_run.h"

#include <algorithm>
#include <chrono>

#include "base/log.h"
#include "base/moment.h"
#include "base/text.h"

namespace millrace {
namespace {

// What one commit holds: a few milliseconds of commit against about a
// second of rows, and at most this much is done again after a crash.
constexpr uint64_t kChunkBytes = 16 << 20;

size_t bound_per_stream(const Limits& limits, size_t sources) {
  const size_t readers =
      std::max(1, limits.readers) * std::max<size_t>(1, sources);
  const size_t share = (static_cast<size_t>(limits.memory_mb) << 20) / 4;
  return std::clamp<size_t>(share / readers, 1 << 20, 8 << 20);
}

}  // namespace

CopyRun::CopyRun(const CopySetup& setup, const std::vector<CopyItem>& items,
                 Observer& observer, const Stop& stop)
    : setup_(setup),
      items_(items),
      observer_(observer),
      stop_(stop),
      patience_(std::chrono::seconds(setup.limits.retry_seconds)),
      throttle_(setup.limits.rows_per_second,
                setup.limits.megabytes_per_second * 1'000'000),
      chunks_(items, kChunkBytes),
      ready_(1024, SIZE_MAX),
      stream_bytes_(bound_per_stream(setup.limits, setup.sources.size())),
      sums_(items.size()) {}

Status CopyRun::run(CopyTotals* totals) {
  for (const size_t table : chunks_.complete()) {
    MR_RETURN_IF_ERROR(table_is_in(table));
  }
  std::vector<std::thread> readers;
  std::vector<std::thread> writers;
  start_threads(&readers, &writers);
  watch();
  for (std::thread& reader : readers) reader.join();
  for (std::thread& writer : writers) writer.join();
  *totals = totals_;
  return failure_;
}

void CopyRun::start_threads(std::vector<std::thread>* readers,
                            std::vector<std::thread>* writers) {
  std::set<std::string> sources;
  for (const CopyItem& item : items_) sources.insert(item.route->id.source);
  const int reader_count =
      static_cast<int>(sources.size()) * std::max(1, setup_.limits.readers);
  const int writer_count = std::max(1, setup_.limits.writers);
  readers_left_ = reader_count;
  threads_left_ = reader_count + writer_count;
  for (const std::string& source : sources) {
    for (int i = 0; i < std::max(1, setup_.limits.readers); ++i) {
      readers->emplace_back([this, source] { read_loop(source); });
    }
  }
  for (int i = 0; i < writer_count; ++i) {
    writers->emplace_back([this] { write_loop(); });
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

void CopyRun::read_loop(const std::string& source) {
  ChunkReader reader(*setup_.target, observer_, throttle_, halt_);
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
  if (--readers_left_ == 0) ready_.close();
  --threads_left_;
}

Status CopyRun::read_next(const std::string& source, SnapshotReader& snapshot,
                          ChunkReader& reader, bool* more) {
  MR_ASSIGN_OR_RETURN(std::optional<ChunkWork> work,
                      chunks_.next(source, snapshot, halt_));
  *more = work.has_value();
  if (!work) return {};
  auto stream =
      std::make_shared<ChunkStream>(work->table, work->chunk, stream_bytes_);
  ready_.push(stream, 0);
  moment("copy.chunk.read");
  Status status = reader.read(snapshot, *items_[work->table].route, *stream);
  stream->finish(status);
  return status;
}

// ---- writers ------------------------------------------------------------

void CopyRun::write_loop() {
  std::unique_ptr<BulkWriter> writer;
  while (std::optional<StreamPtr> stream = ready_.pop()) {
    Status status = Status::retry("stopped");
    if (!halt_.requested()) status = write_chunk(writer, **stream);
    (*stream)->buffers.cancel();  // lets go a reader that still pushes
    static_cast<void>((*stream)->read_status());  // it is done with it now
    if (!status.ok() && writer) {
      writer->rollback();
      writer.reset();  // a session after a failure is not worth a doubt
    }
    settle(**stream, status);
  }
  --threads_left_;
}

Status CopyRun::write_chunk(std::unique_ptr<BulkWriter>& writer,
                            ChunkStream& stream) {
  const Route& route = *items_[stream.table].route;
  if (!writer) {
    MR_RETURN_IF_ERROR(setup_.ensure_lock());
    MR_ASSIGN_OR_RETURN(writer, setup_.target->bulk_writer(
                                    setup_.target_endpoint, setup_.plan));
  }
  MR_RETURN_IF_ERROR(writer->begin(route.shape()));
  while (std::optional<std::string> buffer = stream.buffers.pop()) {
    if (halt_.requested()) return Status::retry("stopped");
    MR_RETURN_IF_ERROR(writer->write(*buffer));
  }
  MR_RETURN_IF_ERROR(stream.read_status());
  moment("copy.chunk.before_commit");
  MR_RETURN_IF_ERROR(writer->commit(setup_.plan, route.id,
                                    {stream.chunk, stream.rows, stream.bytes}));
  moment("copy.chunk.after_commit");
  return {};
}

// What becomes of a chunk: in, read again, or the end of the copy.
void CopyRun::settle(ChunkStream& stream, const Status& status) {
  std::optional<ChunkRecord> record;
  Status outcome = status;
  if (status.ok()) {
    record = {stream.chunk, stream.rows, stream.bytes};
  } else if (!halt_.requested()) {
    auto recorded = ask_ledger(stream);
    if (recorded.ok()) record = *recorded;
    if (!recorded.ok()) outcome = recorded.status();
  }
  if (!record) return give_back(stream, outcome);
  outcome = chunk_is_in(stream, *record);
  if (!outcome.ok()) fail(outcome);
}

// A commit whose answer was lost may have taken place; done again, its rows
// would collide with themselves. Only the ledger knows, so it is asked until
// it answers.
Result<std::optional<ChunkRecord>> CopyRun::ask_ledger(
    const ChunkStream& stream) {
  while (true) {
    auto recorded = setup_.chunk_recorded(stream.table, stream.chunk.number);
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
Status CopyRun::chunk_is_in(const ChunkStream& stream,
                            const ChunkRecord& record) {
  patience_.progressed();
  if (record.rows != stream.rows || record.bytes != stream.bytes) {
    const RoadId& road = items_[stream.table].route->id;
    observer_.rows_taken_back(road, stream.rows, stream.bytes);
    observer_.rows_copied(road, record.rows, record.bytes);
  }
  {
    std::lock_guard lock(mutex_);
    totals_.rows += record.rows;
    totals_.bytes += record.bytes;
    sums_[stream.table].rows += record.rows;
    sums_[stream.table].bytes += record.bytes;
  }
  if (!chunks_.done({stream.table, stream.chunk})) return {};
  return table_is_in(stream.table);
}

void CopyRun::give_back(ChunkStream& stream, const Status& why) {
  const RoadId& road = items_[stream.table].route->id;
  observer_.rows_taken_back(road, stream.rows, stream.bytes);
  if (halt_.requested()) return;
  const std::string where =
      cat(road.to.str(), " from ", road.source, ".", road.from.str(),
          ", chunk ", stream.chunk.number);
  if (why.kind() != StatusKind::kRetry) return fail(why.at(where));
  observer_.note(cat(where, ": ", why.message(), "; trying again"));
  if (!patience_.wait(halt_)) return fail(why.at(where));
  {
    std::lock_guard lock(mutex_);
    ++totals_.chunks_repeated;
  }
  chunks_.failed({stream.table, stream.chunk});
}

Status CopyRun::table_is_in(size_t table) {
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
