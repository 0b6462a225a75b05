// SPDX-License-Identifier: Apache-2.0
//
// ProgressState: what a run has done so far, in figures: rows, bytes, rate
// and time left, per table and in all. Fed by Observer calls, read by the
// views; knows no screen and no clock of its own.
// Thread: any; a snapshot is consistent.
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "engine/observer.h"

namespace millrace {

// Figures of one table, or of all.
struct CopyFigures {
  uint64_t rows = 0;           // earlier runs included
  uint64_t bytes = 0;          // earlier runs included
  uint64_t rows_estimate = 0;  // never below `rows`
  // Of the source's own size, by its statistics; what is copied is measured
  // as it is sent, so that the two differ even at the end.
  uint64_t bytes_estimate = 0;
  double share = 0;            // of the work that is done, 0 to 1
  uint64_t rows_here = 0;      // in this run
  uint64_t bytes_here = 0;     // in this run
  double seconds = 0;          // since its first row in this run
  double rows_per_second = 0;  // of the last seconds
  double bytes_per_second = 0;
  std::optional<double> seconds_left;  // absent: cannot be told yet
  uint64_t chunks_repeated = 0;        // in this run
  ValueCounts values;                  // changed by policies, in this run
  bool active = false;                 // rows have come, and it is not finished
  bool finished = false;
};

struct TableProgress {
  RoadId road;
  CopyFigures figures;
};

struct ProgressSnapshot {
  std::string phase;
  double seconds = 0;                 // since the run began
  CopyFigures total;                  // rows, bytes and rates of the copy
  std::vector<TableProgress> tables;  // in the order they were planned
  size_t tables_finished = 0;
  std::vector<StreamProgress> streams;  // by source
};

class ProgressState {
 public:
  // `now`: seconds on a clock that never goes back.
  void start(double now);
  void phase(const std::string& name);
  void copy_planned(const std::vector<CopyPlanItem>& items, double now);
  void rows_copied(const RoadId& road, uint64_t rows, uint64_t bytes,
                   double now);
  void rows_taken_back(const RoadId& road, uint64_t rows, uint64_t bytes);
  void values_changed(const RoadId& road, const ValueCounts& counts);
  void chunk_repeated(const RoadId& road);
  // Returns the table as it ended, for a line about it.
  TableProgress table_copied(const RoadId& road, uint64_t rows, uint64_t bytes,
                             double now);
  void stream_progress(const StreamProgress& progress);
  ProgressSnapshot snapshot(double now);

 private:
  struct Mark {  // figures at one moment, for the rate
    double at = 0;
    uint64_t rows = 0;
    uint64_t bytes = 0;
    double work = 0;  // of the work of the road, or of all roads
  };
  struct Track {
    RoadId road;
    uint64_t rows_before = 0;
    uint64_t bytes_before = 0;
    uint64_t rows_estimate = 0;
    uint64_t bytes_estimate = 0;
    uint64_t rows = 0;
    uint64_t bytes = 0;
    uint64_t chunks_repeated = 0;
    ValueCounts values;
    double began = -1;
    double ended = -1;
    std::vector<Mark> marks;  // of the last seconds, for the rate
    std::vector<Mark> past;   // of the last minute, for the time left
  };
  Track& track(const RoadId& road);
  static CopyFigures figures(Track& track, double now);
  static void rate(Track& track, double now, CopyFigures* figures);
  static void time_left(Track& track, double now, double done, double all,
                        CopyFigures* figures);
  CopyFigures total(const ProgressSnapshot& snapshot, double now);

  std::mutex mutex_;
  std::string phase_;
  double started_ = 0;
  double copy_began_ = -1;
  double copy_ended_ = -1;
  std::vector<Track> tracks_;
  std::map<RoadId, size_t> index_;
  std::vector<Mark> marks_;
  std::vector<Mark> past_;
  std::map<std::string, StreamProgress> streams_;
};

}  // namespace millrace
