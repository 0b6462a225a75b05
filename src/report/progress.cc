// SPDX-License-Identifier: Apache-2.0
#include "report/progress.h"

#include <chrono>

#include "base/log.h"
#include "base/text.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

double monotonic_seconds() {
  return std::chrono::duration<double>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

double pace(ProgressMode mode) {
  switch (mode) {
    case ProgressMode::kBar:
      return 0.1;
    case ProgressMode::kJson:
      return 1;
    default:
      return 5;
  }
}

// Cursor to column 1, line cleared; one line up (ECMA-48 CHA, EL, CUU).
constexpr char kClearLine[] = "\r\x1b[2K";
constexpr char kUp[] = "\x1b[1A";

}  // namespace

Progress::Progress(ProgressOptions options) : options_(std::move(options)) {
  if (options_.every <= 0) options_.every = pace(options_.mode);
  state_.start(monotonic_seconds());
  if (options_.mode == ProgressMode::kNone) return;
  if (options_.mode == ProgressMode::kBar) {
    Log::set_sink([this](const std::string& text) { line(text); });
  }
  thread_ = std::thread([this] { loop(); });
}

Progress::~Progress() { finish(); }

void Progress::finish() {
  {
    std::lock_guard lock(mutex_);
    if (finished_) return;
    finished_ = true;
    ended_.notify_all();
  }
  if (thread_.joinable()) thread_.join();
  if (options_.mode == ProgressMode::kBar) {
    Log::set_sink(nullptr);
    std::lock_guard lock(screen_);
    erase_locked();
  } else if (options_.mode != ProgressMode::kNone) {
    tick();  // the last word: figures as they ended
    const ProgressSnapshot shot = snapshot();
    if (options_.mode == ProgressMode::kJson && !shot.tables.empty()) {
      line(json_copied_line(shot));
    }
  }
}

ProgressSnapshot Progress::snapshot() {
  return state_.snapshot(monotonic_seconds());
}

void Progress::loop() {
  const std::chrono::duration<double> wait(options_.every);
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, wait, [this] { return finished_; })) {
    lock.unlock();
    tick();
    lock.lock();
  }
}

void Progress::tick() {
  const ProgressSnapshot shot = snapshot();
  if (options_.mode == ProgressMode::kBar) {
    const size_t width = options_.width ? options_.width() : 80;
    const auto lines =
        bar_lines(shot, width > 1 ? width - 1 : 1, options_.paint);
    std::lock_guard lock(screen_);
    draw_locked(lines);
  } else if (options_.mode == ProgressMode::kPlain) {
    const std::string text = plain_line(shot);
    std::lock_guard lock(screen_);
    // A stream that stands still is not told again and again.
    if (text.empty() || text == last_plain_) return;
    last_plain_ = text;
    options_.out(text + "\n");
  } else {
    std::string text;
    if (!shot.tables.empty() && !shot.total.finished) {
      append_to(text, json_copy_line(shot), "\n");
    }
    for (const StreamProgress& stream : shot.streams) {
      append_to(text, json_stream_line(stream), "\n");
    }
    std::lock_guard lock(screen_);
    if (text == last_plain_) return;
    last_plain_ = text;
    if (!text.empty()) options_.out(text);
  }
}

void Progress::erase_locked() {
  if (drawn_ == 0) return;
  std::string text = kClearLine;
  for (size_t i = 0; i < drawn_; ++i) append_to(text, kUp, kClearLine);
  drawn_ = 0;
  options_.out(text);
}

// Every drawn line ends with a newline, so the cursor rests below them and
// whatever else is written starts on a line of its own.
void Progress::draw_locked(const std::vector<std::string>& lines) {
  std::string text;
  for (size_t i = 0; i < drawn_; ++i) text += kUp;
  for (const std::string& l : lines) append_to(text, kClearLine, l, "\n");
  if (drawn_ > lines.size()) {
    const size_t left_over = drawn_ - lines.size();
    for (size_t i = 0; i < left_over; ++i) append_to(text, kClearLine, "\n");
    for (size_t i = 0; i < left_over; ++i) text += kUp;
  }
  drawn_ = lines.size();
  if (!text.empty()) options_.out(text);
}

void Progress::line(const std::string& text) {
  std::lock_guard lock(screen_);
  erase_locked();
  options_.out(text + "\n");
}

void Progress::phase(const std::string& name) {
  state_.phase(name);
  if (options_.mode == ProgressMode::kJson) {
    line(json_text_line("phase", "phase", name));
  } else if (options_.mode != ProgressMode::kNone) {
    line("phase: " + name);
  }
}

void Progress::statement(const std::string& sql) {
  if (options_.mode == ProgressMode::kJson) {
    line(json_text_line("statement", "sql", sql));
  } else if (options_.mode != ProgressMode::kNone) {
    std::string text = indented(sql + ";", 2);
    text.pop_back();  // line() ends it
    line(text);
  }
}

void Progress::copy_planned(const std::vector<CopyPlanItem>& items) {
  state_.copy_planned(items, monotonic_seconds());
}

void Progress::rows_copied(const RoadId& road, uint64_t rows, uint64_t bytes) {
  state_.rows_copied(road, rows, bytes, monotonic_seconds());
}

void Progress::rows_taken_back(const RoadId& road, uint64_t rows,
                               uint64_t bytes) {
  state_.rows_taken_back(road, rows, bytes);
}

void Progress::values_changed(const RoadId& road, const ValueCounts& counts) {
  state_.values_changed(road, counts);
}

void Progress::chunk_repeated(const RoadId& road) {
  state_.chunk_repeated(road);
}

void Progress::table_copied(const RoadId& road, uint64_t rows, uint64_t bytes) {
  const TableProgress table =
      state_.table_copied(road, rows, bytes, monotonic_seconds());
  if (options_.mode == ProgressMode::kJson) {
    line(json_table_line(table));
  } else if (options_.mode != ProgressMode::kNone) {
    line(plain_table_line(table));
  }
}

void Progress::stream_progress(const StreamProgress& progress) {
  state_.stream_progress(progress);
}

void Progress::note(const std::string& text) {
  if (options_.mode == ProgressMode::kJson) {
    line(json_text_line("note", "message", text));
  } else if (options_.mode != ProgressMode::kNone) {
    line(shown(text));
  }
}

}  // namespace millrace
