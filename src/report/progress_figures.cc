// SPDX-License-Identifier: Apache-2.0
#include "report/progress_figures.h"

#include <algorithm>

#include "base/duration.h"
#include "base/text.h"
#include "report/paint.h"
#include "report/position_view.h"

namespace millrace {

int percent_of(const CopyFigures& f) {
  if (f.finished) return 100;
  double share = f.share;
  if (share <= 0 && f.rows_estimate > 0) {
    share = static_cast<double>(f.rows) / static_cast<double>(f.rows_estimate);
  }
  return std::clamp(static_cast<int>(share * 100), 0, 99);
}

std::string rate_text(const CopyFigures& f) {
  return cat(grouped(static_cast<uint64_t>(f.rows_per_second)), " rows/s, ",
             human_bytes(static_cast<uint64_t>(f.bytes_per_second)), "/s");
}

std::string left_text(const CopyFigures& f) {
  return f.seconds_left ? human_seconds(*f.seconds_left) + " left" : "";
}

std::string values_text(const ValueCounts& values) {
  std::vector<std::string> parts;
  const auto add = [&](uint64_t count, const char* what) {
    if (count > 0) parts.push_back(cat(grouped(count), " ", what));
  };
  add(values.zero_dates, "zero_date");
  add(values.nul_bytes, "nul_byte");
  add(values.invalid_text, "invalid_text");
  return join(parts, ", ");
}

std::string stream_line(const StreamProgress& s) {
  return cat("stream ", shown(s.source), ": ",
             s.caught_up ? std::string("caught up")
                         : human_seconds(s.lag_seconds) + " behind",
             ", ", grouped(s.transactions), " transactions, ", grouped(s.rows),
             " row changes, at ", position_text(s.position));
}

std::string road_name(const RoadId& road) {
  std::string name = cat(road.source, ".", road.from.str());
  if (road.from != road.to) append_to(name, " -> ", road.to.str());
  return shown(name);
}

}  // namespace millrace
