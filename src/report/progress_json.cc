// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/json.h"
#include "base/text.h"
#include "report/position_view.h"
#include "report/progress_view.h"

namespace millrace {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

void write_figures(JsonWriter& json, const CopyFigures& f) {
  json.member("rows", f.rows)
      .member("rows_estimate", f.rows_estimate)
      .member("bytes", f.bytes)
      .member("bytes_estimate", f.bytes_estimate)
      .key("seconds")
      .real(rounded(f.seconds))
      .key("rows_per_second")
      .real(rounded(f.rows_per_second))
      .key("bytes_per_second")
      .real(rounded(f.bytes_per_second));
  json.member("chunks_repeated", f.chunks_repeated)
      .key("values_changed")
      .begin_object()
      .member("zero_date", f.values.zero_dates)
      .member("nul_byte", f.values.nul_bytes)
      .member("invalid_text", f.values.invalid_text)
      .end_object();
  if (f.finished) return;
  json.key("seconds_left");
  if (f.seconds_left) {
    json.real(rounded(*f.seconds_left));
  } else {
    json.null();
  }
}

void write_road(JsonWriter& json, const RoadId& road) {
  json.member("source", cat(road.source, ".", road.from.str()))
      .member("target", road.to.str());
}

}  // namespace

std::string json_copy_line(const ProgressSnapshot& shot) {
  JsonWriter json;
  json.begin_object()
      .member("event", "copy")
      .member("tables", static_cast<uint64_t>(shot.tables.size()))
      .member("tables_finished", static_cast<uint64_t>(shot.tables_finished));
  write_figures(json, shot.total);
  json.key("active").begin_array();
  for (const TableProgress& table : shot.tables) {
    if (!table.figures.active) continue;
    json.begin_object();
    write_road(json, table.road);
    write_figures(json, table.figures);
    json.end_object();
  }
  json.end_array().end_object();
  return json.take();
}

std::string json_copied_line(const ProgressSnapshot& shot) {
  JsonWriter json;
  json.begin_object()
      .member("event", "copied")
      .member("tables", static_cast<uint64_t>(shot.tables.size()))
      .member("tables_finished", static_cast<uint64_t>(shot.tables_finished))
      .member("rows_in_this_run", shot.total.rows_here)
      .member("bytes_in_this_run", shot.total.bytes_here);
  write_figures(json, shot.total);
  json.end_object();
  return json.take();
}

std::string json_table_line(const TableProgress& table) {
  JsonWriter json;
  json.begin_object().member("event", "table_copied");
  write_road(json, table.road);
  write_figures(json, table.figures);
  json.end_object();
  return json.take();
}

std::string json_stream_line(const StreamProgress& stream) {
  JsonWriter json;
  json.begin_object()
      .member("event", "stream")
      .member("source", stream.source)
      .key("position");
  write_position(json, stream.position);
  json.member("caught_up", stream.caught_up)
      .key("lag_seconds")
      .real(rounded(stream.lag_seconds))
      .member("transactions", stream.transactions)
      .member("rows", stream.rows)
      .end_object();
  return json.take();
}

std::string json_text_line(const std::string& event, const std::string& key,
                           const std::string& text) {
  JsonWriter json;
  json.begin_object().member("event", event).member(key, text).end_object();
  return json.take();
}

}  // namespace millrace
