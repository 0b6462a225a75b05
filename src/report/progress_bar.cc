// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/duration.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/progress_figures.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

constexpr size_t kMostTables = 6;
constexpr size_t kBarWidth = 12;

std::string bar(int percent) {
  const size_t full = kBarWidth * static_cast<size_t>(percent) / 100;
  return cat("[", std::string(full, '='), full < kBarWidth ? ">" : "",
             std::string(full < kBarWidth ? kBarWidth - full - 1 : 0, ' '),
             "]");
}

// Colour goes on after the line was cut to the screen, so that an escape
// sequence is never cut in two.
std::string copy_line(const std::string& name, const CopyFigures& f,
                      size_t width) {
  const size_t name_width = std::clamp<size_t>(width / 4, 12, 40);
  const int percent = percent_of(f);
  // What matters most comes first: a narrow screen cuts the end off.
  const std::string line =
      cat(padded(fitted(name, name_width), name_width), " ", bar(percent), " ",
          padded_left(cat(percent, "%"), 4), " ", padded_left(left_text(f), 14),
          "  ", grouped(f.rows), " rows  ", rate_text(f), "  ",
          human_bytes(f.bytes));
  return fitted(line, width);
}

}  // namespace

std::vector<std::string> bar_lines(const ProgressSnapshot& shot, size_t width,
                                   const Paint& paint) {
  std::vector<std::string> lines;
  if (shot.phase == "schema" || shot.phase.empty()) return lines;
  size_t hidden = 0;
  for (const TableProgress& table : shot.tables) {
    if (!table.figures.active) continue;
    if (lines.size() == kMostTables) {
      ++hidden;
      continue;
    }
    lines.push_back(copy_line(road_name(table.road), table.figures, width));
  }
  if (!shot.tables.empty() && !shot.total.finished) {
    std::string name =
        cat("copy ", shot.tables_finished, "/", shot.tables.size(), " tables");
    if (hidden > 0) append_to(name, " (+", hidden, ")");
    lines.push_back(paint.bold(copy_line(name, shot.total, width)));
  }
  for (const StreamProgress& stream : shot.streams) {
    const std::string line = fitted(stream_line(stream), width);
    lines.push_back(stream.caught_up ? paint.green(line) : line);
  }
  return lines;
}

}  // namespace millrace
