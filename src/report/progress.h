// SPDX-License-Identifier: Apache-2.0
//
// Progress: the Observer that people and programs see. On a terminal a few
// lines that are redrawn, with the log above them; elsewhere a line now and
// then; or JSON lines; or nothing. Figures are kept in every mode, for the
// table at the end.
// Thread: Observer calls from any; drawing has a thread of its own, so that
// a slow terminal never holds up a row. The destructor restores the screen.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "engine/observer.h"
#include "report/paint.h"
#include "report/progress_state.h"

namespace millrace {

enum class ProgressMode { kBar, kPlain, kJson, kNone };

struct ProgressOptions {
  ProgressMode mode = ProgressMode::kNone;
  Paint paint;
  // Where the text goes: standard error, or a string in tests.
  std::function<void(const std::string&)> out;
  std::function<size_t()> width;  // of the screen, in columns
  double every = 0;  // seconds between drawings; 0 = what suits the mode
};

class Progress : public Observer {
 public:
  explicit Progress(ProgressOptions options);
  ~Progress() override;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void phase(const std::string& name) override;
  void statement(const std::string& sql) override;
  void copy_planned(const std::vector<CopyPlanItem>& items) override;
  void rows_copied(const RoadId& road, uint64_t rows, uint64_t bytes) override;
  void rows_taken_back(const RoadId& road, uint64_t rows,
                       uint64_t bytes) override;
  void values_changed(const RoadId& road, const ValueCounts& counts) override;
  void chunk_repeated(const RoadId& road) override;
  void table_copied(const RoadId& road, uint64_t rows, uint64_t bytes) override;
  void stream_progress(const StreamProgress& progress) override;
  void note(const std::string& text) override;

  // Ends the drawing and takes the bar off the screen; idempotent.
  void finish();
  ProgressSnapshot snapshot();

 private:
  void loop();
  void tick();                         // one drawing
  void line(const std::string& text);  // a line that stays
  void draw_locked(const std::vector<std::string>& lines);
  void erase_locked();

  ProgressOptions options_;
  ProgressState state_;
  std::mutex screen_;  // guards everything that is written
  size_t drawn_ = 0;   // lines of the bar now on the screen
  std::string last_plain_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool finished_ = false;
  std::thread thread_;
};

}  // namespace millrace
