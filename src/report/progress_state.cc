// SPDX-License-Identifier: Apache-2.0
#include "report/progress_state.h"

#include <algorithm>

#include "report/copy_work.h"

namespace millrace {
namespace {

// The rate shown is that of the last few seconds: long enough to stand
// still for the eye, short enough to show that something has stalled.
constexpr double kRateWindow = 10;
constexpr double kMarkEvery = 0.5;
// The time left goes by the last minute: a figure that jumps is worth little.
constexpr double kLeftWindow = 60;
constexpr double kLeftEvery = 2;

uint64_t minus(uint64_t a, uint64_t b) { return a > b ? a - b : 0; }

}  // namespace

void ProgressState::start(double now) {
  std::lock_guard lock(mutex_);
  started_ = now;
}

void ProgressState::phase(const std::string& name) {
  std::lock_guard lock(mutex_);
  phase_ = name;
}

void ProgressState::copy_planned(const std::vector<CopyPlanItem>& items,
                                 double now) {
  std::lock_guard lock(mutex_);
  if (copy_began_ < 0 && !items.empty()) copy_began_ = now;
  for (const CopyPlanItem& item : items) {
    Track& t = track(item.road);
    t.rows_before = item.rows_done;
    t.bytes_before = item.bytes_done;
    t.rows_estimate = item.rows_estimate;
    t.bytes_estimate = item.bytes_estimate;
  }
}

// A road that was never announced still counts.
ProgressState::Track& ProgressState::track(const RoadId& road) {
  const auto found = index_.find(road);
  if (found != index_.end()) return tracks_[found->second];
  index_[road] = tracks_.size();
  tracks_.emplace_back();
  tracks_.back().road = road;
  return tracks_.back();
}

void ProgressState::rows_copied(const RoadId& road, uint64_t rows,
                                uint64_t bytes, double now) {
  std::lock_guard lock(mutex_);
  Track& t = track(road);
  if (t.began < 0) t.began = now;
  if (copy_began_ < 0) copy_began_ = now;
  t.rows += rows;
  t.bytes += bytes;
}

void ProgressState::rows_taken_back(const RoadId& road, uint64_t rows,
                                    uint64_t bytes) {
  std::lock_guard lock(mutex_);
  Track& t = track(road);
  t.rows = minus(t.rows, rows);
  t.bytes = minus(t.bytes, bytes);
}

void ProgressState::values_changed(const RoadId& road,
                                   const ValueCounts& counts) {
  std::lock_guard lock(mutex_);
  track(road).values += counts;
}

void ProgressState::chunk_repeated(const RoadId& road) {
  std::lock_guard lock(mutex_);
  ++track(road).chunks_repeated;
}

TableProgress ProgressState::table_copied(const RoadId& road, uint64_t rows,
                                          uint64_t bytes, double now) {
  std::lock_guard lock(mutex_);
  Track& t = track(road);
  // The ledger's sums are the truth; what was counted on the way may have
  // missed rows of an earlier run.
  t.rows_before = minus(rows, t.rows);
  t.bytes_before = minus(bytes, t.bytes);
  t.ended = now;
  if (t.began < 0) t.began = now;
  copy_ended_ = now;
  t.marks = {};  // there may be ten thousand tables
  t.past = {};
  return {road, figures(t, now)};
}

void ProgressState::stream_progress(const StreamProgress& progress) {
  std::lock_guard lock(mutex_);
  streams_[progress.source] = progress;
}

CopyFigures ProgressState::figures(Track& t, double now) {
  CopyFigures f;
  f.rows_here = t.rows;
  f.bytes_here = t.bytes;
  f.rows = t.rows_before + t.rows;
  f.bytes = t.bytes_before + t.bytes;
  f.chunks_repeated = t.chunks_repeated;
  f.values = t.values;
  f.finished = t.ended >= 0;
  f.active = t.began >= 0 && !f.finished;
  f.rows_estimate = f.finished ? f.rows : std::max(t.rows_estimate, f.rows);
  f.bytes_estimate = t.bytes_estimate;
  if (f.rows_estimate > 0) {
    f.share =
        static_cast<double>(f.rows) / static_cast<double>(f.rows_estimate);
  }
  if (t.began < 0) return f;
  f.seconds = (f.finished ? t.ended : now) - t.began;
  if (f.finished) {
    f.share = 1;
    if (f.seconds > 0) {
      f.rows_per_second = static_cast<double>(t.rows) / f.seconds;
      f.bytes_per_second = static_cast<double>(t.bytes) / f.seconds;
    }
    return f;
  }
  rate(t, now, &f);
  time_left(t, now, static_cast<double>(f.rows),
            static_cast<double>(f.rows_estimate), &f);
  return f;
}

void ProgressState::rate(Track& t, double now, CopyFigures* f) {
  if (t.marks.empty()) t.marks.push_back({t.began, 0, 0});
  if (now - t.marks.back().at >= kMarkEvery) {
    t.marks.push_back({now, t.rows, t.bytes});
  }
  while (t.marks.size() > 2 && now - t.marks[1].at > kRateWindow) {
    t.marks.erase(t.marks.begin());
  }
  const Mark& from = t.marks.front();
  if (now - from.at < kMarkEvery) return;
  f->rows_per_second =
      static_cast<double>(minus(t.rows, from.rows)) / (now - from.at);
  f->bytes_per_second =
      static_cast<double>(minus(t.bytes, from.bytes)) / (now - from.at);
}

// What is left over what was done in the last minute.
void ProgressState::time_left(Track& t, double now, double done, double all,
                              CopyFigures* f) {
  if (t.past.empty()) t.past.push_back({now, 0, 0, done});
  if (now - t.past.back().at >= kLeftEvery) {
    t.past.push_back({now, 0, 0, done});
  }
  while (t.past.size() > 2 && now - t.past[1].at > kLeftWindow) {
    t.past.erase(t.past.begin());
  }
  const Mark& from = t.past.front();
  const double seconds = now - from.at;
  if (f->rows_per_second <= 0) return;  // it stands still
  if (seconds < kMarkEvery || done <= from.work || all <= done) return;
  f->seconds_left = (all - done) / ((done - from.work) / seconds);
}

// A row of one table is another amount of work than one of the next: tables
// count by the size that the source says they have.
CopyFigures ProgressState::total(const ProgressSnapshot& shot, double now) {
  Track all;
  double work = 0;
  double done_work = 0;
  for (const TableProgress& table : shot.tables) {
    const CopyFigures& f = table.figures;
    all.rows += f.rows_here;
    all.bytes += f.bytes_here;
    all.rows_before += f.rows - f.rows_here;
    all.bytes_before += f.bytes - f.bytes_here;
    all.rows_estimate += f.rows_estimate;
    all.bytes_estimate += f.bytes_estimate;
    all.chunks_repeated += f.chunks_repeated;
    all.values += f.values;
    const double size = work_of(f.rows_estimate, f.bytes_estimate);
    work += size;
    done_work += size * f.share;
  }
  all.began = copy_began_;
  const bool done =
      !shot.tables.empty() && shot.tables_finished == shot.tables.size();
  if (done) all.ended = std::max(copy_ended_, copy_began_);
  all.marks.swap(marks_);
  CopyFigures f = figures(all, now);
  marks_.swap(all.marks);
  if (done || copy_began_ < 0) return f;
  f.share = work > 0 ? done_work / work : 0;
  f.seconds_left.reset();
  all.past.swap(past_);
  time_left(all, now, done_work, work, &f);
  past_.swap(all.past);
  return f;
}

ProgressSnapshot ProgressState::snapshot(double now) {
  std::lock_guard lock(mutex_);
  ProgressSnapshot shot;
  shot.phase = phase_;
  shot.seconds = now - started_;
  for (Track& t : tracks_) {
    shot.tables.push_back({t.road, figures(t, now)});
    if (t.ended >= 0) ++shot.tables_finished;
  }
  shot.total = total(shot, now);
  for (const auto& [name, stream] : streams_) shot.streams.push_back(stream);
  return shot;
}

}  // namespace millrace
