// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/duration.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/progress_figures.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

std::string seconds_text(double seconds) {
  const auto tenths = static_cast<uint64_t>(std::llround(seconds * 10));
  return cat(tenths / 10, ".", tenths % 10);
}

std::string megabytes_per_second(const CopyFigures& f) {
  return f.seconds > 0
             ? seconds_text(static_cast<double>(f.bytes_here) / 1e6 / f.seconds)
             : std::string("-");
}

// The last two columns are there only when a table has something in them.
std::vector<std::string> summary_cells(const std::string& name,
                                       const CopyFigures& f,
                                       const CopyFigures& all) {
  std::vector<std::string> cells{
      name, grouped(f.rows_here), human_bytes(f.bytes_here),
      seconds_text(f.seconds), megabytes_per_second(f)};
  if (all.chunks_repeated > 0) cells.push_back(grouped(f.chunks_repeated));
  if (all.values.any()) cells.push_back(values_text(f.values));
  return cells;
}

}  // namespace

std::string plain_line(const ProgressSnapshot& shot) {
  std::string line;
  if (!shot.tables.empty() && !shot.total.finished) {
    const CopyFigures& f = shot.total;
    line = cat("copy: ", percent_of(f), "%, ", shot.tables_finished, " of ",
               shot.tables.size(), " tables, ", grouped(f.rows), " of about ",
               grouped(f.rows_estimate), " rows, ", human_bytes(f.bytes),
               f.bytes_estimate > 0
                   ? cat(" of about ", human_bytes(f.bytes_estimate))
                   : std::string(),
               ", ", rate_text(f));
    const std::string left = left_text(f);
    if (!left.empty()) append_to(line, ", ", left);
  }
  for (const StreamProgress& stream : shot.streams) {
    append_to(line, line.empty() ? "" : "; ", stream_line(stream));
  }
  return line;
}

std::string plain_table_line(const TableProgress& table) {
  const CopyFigures& f = table.figures;
  return cat("copied ", road_name(table.road), ": ", grouped(f.rows), " rows, ",
             human_bytes(f.bytes), " in ", human_seconds(f.seconds));
}

std::string copy_summary(const ProgressSnapshot& shot, const Paint& paint) {
  std::vector<std::vector<std::string>> lines{
      {"table", "rows", "bytes", "seconds", "MB/s"}};
  if (shot.total.chunks_repeated > 0) lines[0].push_back("chunks repeated");
  if (shot.total.values.any()) lines[0].push_back("changed by \"values\"");
  for (const TableProgress& table : shot.tables) {
    const CopyFigures& f = table.figures;
    if (!f.finished && f.rows_here == 0) continue;
    lines.push_back(summary_cells(
        road_name(table.road) + (f.finished ? "" : " (unfinished)"), f,
        shot.total));
  }
  if (lines.size() == 1) return "";
  if (lines.size() > 2) {
    lines.push_back(summary_cells("all tables", shot.total, shot.total));
  }
  return paint.bold("Copied in this run") + "\n" + columns_text(lines, 2);
}

}  // namespace millrace
