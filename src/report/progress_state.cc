// SPDX-License-Identifier: Apache-2.0
#include "report/progress_state.h"

#include <algorithm>

namespace millrace {
namespace {

// The rate shown is that of the last few seconds: long enough to stand
// still for the eye, short enough to show that something has stalled.
constexpr double kRateWindow = 10;
constexpr double kMarkEvery = 0.5;

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
  if (t.began < 0) return f;
  f.seconds = (f.finished ? t.ended : now) - t.began;
  if (f.finished) {
    if (f.seconds > 0) {
      f.rows_per_second = static_cast<double>(t.rows) / f.seconds;
      f.bytes_per_second = static_cast<double>(t.bytes) / f.seconds;
    }
    return f;
  }
  if (t.marks.empty()) t.marks.push_back({t.began, 0, 0});
  if (now - t.marks.back().at >= kMarkEvery) {
    t.marks.push_back({now, t.rows, t.bytes});
  }
  while (t.marks.size() > 2 && now - t.marks[1].at > kRateWindow) {
    t.marks.pop_front();
  }
  const Mark& from = t.marks.front();
  if (now - from.at < kMarkEvery) return f;
  f.rows_per_second =
      static_cast<double>(minus(t.rows, from.rows)) / (now - from.at);
  f.bytes_per_second =
      static_cast<double>(minus(t.bytes, from.bytes)) / (now - from.at);
  if (f.rows_per_second > 0 && f.rows_estimate > f.rows) {
    f.seconds_left =
        static_cast<double>(f.rows_estimate - f.rows) / f.rows_per_second;
  }
  return f;
}

CopyFigures ProgressState::total(const ProgressSnapshot& shot, double now) {
  Track all;
  for (const TableProgress& table : shot.tables) {
    const CopyFigures& f = table.figures;
    all.rows += f.rows_here;
    all.bytes += f.bytes_here;
    all.rows_before += f.rows - f.rows_here;
    all.bytes_before += f.bytes - f.bytes_here;
    all.rows_estimate += f.rows_estimate;
    all.chunks_repeated += f.chunks_repeated;
    all.values += f.values;
  }
  all.began = copy_began_;
  const bool done =
      !shot.tables.empty() && shot.tables_finished == shot.tables.size();
  if (done) all.ended = std::max(copy_ended_, copy_began_);
  all.marks.swap(marks_);
  const CopyFigures f = figures(all, now);
  marks_.swap(all.marks);
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
