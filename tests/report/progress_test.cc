// SPDX-License-Identifier: Apache-2.0
#include "report/progress.h"

#include <catch2/catch.hpp>
#include <chrono>

#include "base/json.h"
#include "base/log.h"
#include "base/text.h"

namespace millrace {
namespace {

const RoadId kA{"eu", {"shop", "a"}, {"shop", "a"}};

// A screen of a few lines that understands what the bar writes: newline,
// carriage return, clear line, cursor up.
class Screen {
 public:
  void write(const std::string& text) {
    for (size_t i = 0; i < text.size(); ++i) {
      if (text.compare(i, 4, "\x1b[2K") == 0) {
        line(row_).clear();
        i += 3;
      } else if (text.compare(i, 4, "\x1b[1A") == 0) {
        REQUIRE(row_ > 0);
        --row_;
        i += 3;
      } else if (text[i] == '\n') {
        ++row_;
      } else if (text[i] != '\r') {
        line(row_) += text[i];
      }
    }
  }
  std::vector<std::string> lines() const {
    std::vector<std::string> out = lines_;
    while (!out.empty() && out.back().empty()) out.pop_back();
    return out;
  }

 private:
  std::string& line(size_t row) {
    if (lines_.size() <= row) lines_.resize(row + 1);
    return lines_[row];
  }
  std::vector<std::string> lines_;
  size_t row_ = 0;
};

void wait_a_little() {
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
}

ProgressOptions options(ProgressMode mode,
                        std::function<void(const std::string&)> out) {
  ProgressOptions o;
  o.mode = mode;
  o.out = std::move(out);
  o.width = [] { return size_t{100}; };
  o.every = 0.01;
  return o;
}

TEST_CASE("progress bar: log lines stay above it, and it goes at the end") {
  Screen screen;
  std::mutex mutex;
  {
    Progress progress(options(ProgressMode::kBar, [&](const auto& text) {
      std::lock_guard lock(mutex);
      screen.write(text);
    }));
    progress.phase("copy");
    progress.copy_planned({{kA, 100, 0, 0, 0}});
    progress.rows_copied(kA, 50, 1000);
    wait_a_little();
    log_warning("something happened");
    wait_a_little();
    std::lock_guard lock(mutex);
    const auto lines = screen.lines();
    REQUIRE(lines.size() == 4);
    CHECK(lines[0] == "phase: copy");
    CHECK(lines[1].ends_with("warning: something happened"));
    CHECK(lines[2].find("50%") != std::string::npos);
    CHECK(lines[3].find("copy 0/1 tables") != std::string::npos);
  }
  const auto left = screen.lines();
  CHECK(left.size() == 2);
}

TEST_CASE("progress bar: after it the log writes to where it did before") {
  std::string text;
  {
    Progress progress(
        options(ProgressMode::kBar, [&](const auto& t) { text += t; }));
  }
  text.clear();
  Log::set_level(LogLevel::kOff);
  log_error("not to the bar");
  Log::set_level(LogLevel::kInfo);
  CHECK(text.empty());
}

TEST_CASE("progress plain: no escape sequence ever, the end is told") {
  std::string text;
  {
    Progress progress(
        options(ProgressMode::kPlain, [&](const auto& t) { text += t; }));
    progress.phase("schema");
    progress.statement("CREATE TABLE \"a\"");
    progress.phase("copy");
    progress.copy_planned({{kA, 100, 0, 0, 0}});
    progress.rows_copied(kA, 100, 1000);
    progress.table_copied(kA, 100, 1000);
    progress.note("applied zero_date 3 times");
  }
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("  CREATE TABLE \"a\";\n") != std::string::npos);
  CHECK(text.find("copied eu.shop.a: 100 rows") != std::string::npos);
  CHECK(text.find("applied zero_date 3 times\n") != std::string::npos);
}

TEST_CASE("progress plain: a stream that stands still is told once") {
  std::string text;
  {
    Progress progress(
        options(ProgressMode::kPlain, [&](const auto& t) { text += t; }));
    StreamProgress stream;
    stream.source = "eu";
    stream.caught_up = true;
    progress.stream_progress(stream);
    wait_a_little();
  }
  CHECK(std::count(text.begin(), text.end(), '\n') == 1);
}

TEST_CASE("progress json: nothing but objects, one a line") {
  std::string text;
  {
    Progress progress(
        options(ProgressMode::kJson, [&](const auto& t) { text += t; }));
    progress.phase("copy");
    progress.copy_planned({{kA, 100, 0, 0, 0}});
    progress.rows_copied(kA, 1, 10);
    wait_a_little();
    progress.table_copied(kA, 100, 1000);
  }
  text.pop_back();
  for (const std::string& line : split(text, '\n')) {
    INFO(line);
    const auto root = parse_own_json(line);
    REQUIRE(root.ok());
    CHECK(root->string_or("event", "") != "");
  }
}

TEST_CASE("progress none: silent, but the figures are there") {
  std::string text;
  Progress progress(
      options(ProgressMode::kNone, [&](const auto& t) { text += t; }));
  progress.rows_copied(kA, 5, 50);
  progress.note("x");
  progress.finish();
  progress.finish();
  CHECK(text.empty());
  CHECK(progress.snapshot().total.rows == 5);
}

}  // namespace
}  // namespace millrace
