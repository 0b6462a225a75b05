// SPDX-License-Identifier: Apache-2.0
#include <catch2/catch.hpp>

#include "report/columns.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

ProgressSnapshot shot_of(size_t tables) {
  ProgressSnapshot shot;
  shot.phase = "copy";
  for (size_t i = 0; i < tables; ++i) {
    TableProgress t;
    t.road = {"eu", {"shop", "table_" + std::to_string(i)}, {"s", "t"}};
    t.figures.active = true;
    t.figures.rows = 50;
    t.figures.rows_estimate = 100;
    t.figures.rows_per_second = 1234;
    t.figures.bytes_per_second = 5e6;
    t.figures.seconds_left = 65;
    shot.tables.push_back(t);
  }
  shot.total = shot.tables.empty() ? CopyFigures() : shot.tables[0].figures;
  return shot;
}

TEST_CASE("bar: a line per active table and one for all") {
  const auto lines = bar_lines(shot_of(2), 120, Paint());
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].find("[======>     ]  50%") != std::string::npos);
  CHECK(lines[0].find("1,234 rows/s, 5.0 MB/s") != std::string::npos);
  CHECK(lines[0].find("1 min 05 s left") != std::string::npos);
  CHECK(lines[2].find("copy 0/2 tables") != std::string::npos);
}

TEST_CASE("bar: at most six tables, the others are counted") {
  const auto lines = bar_lines(shot_of(40), 120, Paint());
  REQUIRE(lines.size() == 7);
  CHECK(lines[6].find("(+34)") != std::string::npos);
}

TEST_CASE("bar: no line is wider than the screen") {
  for (size_t width = 1; width < 140; width += 7) {
    for (const std::string& line : bar_lines(shot_of(3), width, Paint())) {
      CHECK(text_width(line) <= width);
    }
  }
}

TEST_CASE("bar: what is not finished never shows 100 percent") {
  ProgressSnapshot shot = shot_of(1);
  shot.tables[0].figures.rows = 100;
  const auto lines = bar_lines(shot, 120, Paint());
  CHECK(lines[0].find("99%") != std::string::npos);
  CHECK(lines[0].find("100%") == std::string::npos);
}

TEST_CASE("bar: a stream has its line, finished tables none") {
  ProgressSnapshot shot = shot_of(1);
  shot.phase = "stream";
  shot.tables[0].figures.active = false;
  shot.total.finished = true;
  StreamProgress stream;
  stream.source = "eu";
  stream.caught_up = true;
  shot.streams.push_back(stream);
  const auto lines = bar_lines(shot, 120, Paint());
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("stream eu: caught up"));
}

TEST_CASE("bar: nothing while the schema is made or questions are asked") {
  ProgressSnapshot shot = shot_of(1);
  shot.phase = "";
  CHECK(bar_lines(shot, 80, Paint()).empty());
}

}  // namespace
}  // namespace millrace
