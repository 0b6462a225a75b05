// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "base/json.h"
#include "base/text.h"
#include "report/plan_status.h"
#include "report/position_view.h"

namespace millrace {
namespace {

double rounded(double value) { return std::round(value * 1000) / 1000; }

void write_pace(JsonWriter& json, const CopyStatus& copy) {
  json.member("bytes_copied", copy.bytes)
      .member("bytes_estimate", copy.bytes_estimate)
      .member("chunks_repeated", copy.chunks_repeated)
      .key("rows_per_second")
      .real(rounded(copy.rows_per_second))
      .key("bytes_per_second")
      .real(rounded(copy.bytes_per_second))
      .key("seconds_left");
  if (copy.seconds_left) {
    json.real(rounded(*copy.seconds_left));
  } else {
    json.null();
  }
}

void write_table(JsonWriter& json, const TableStatus& table) {
  json.begin_object()
      .member("target", table.road.to.str())
      .member("source", cat(table.road.source, ".", table.road.from.str()))
      .member("phase", table.phase)
      .member("rows_copied", table.copy.rows)
      .member("rows_estimate", table.copy.rows_estimate)
      .member("chunks_done", table.chunks_done)
      .member("chunks", table.chunks);
  write_pace(json, table.copy);
  json.end_object();
}

void write_copy(JsonWriter& json, const CopyStatus& copy) {
  json.key("copy")
      .begin_object()
      .member("rows_copied", copy.rows)
      .member("rows_estimate", copy.rows_estimate);
  write_pace(json, copy);
  json.end_object();
}

void write_stream(JsonWriter& json, const StreamStatus& stream) {
  json.begin_object().member("source", stream.source).key("position");
  write_position(json, stream.position);
  json.key("source_position");
  write_position(json, stream.source_position);
  json.member("caught_up", stream.caught_up).key("lag_seconds");
  if (stream.lag_seconds) {
    json.real(rounded(*stream.lag_seconds));
  } else {
    json.null();
  }
  json.member("transactions", stream.transactions)
      .member("rows", stream.rows)
      .key("error");
  if (stream.error.empty()) {
    json.null();
  } else {
    json.string(stream.error);
  }
  if (!stream.source_error.empty()) {
    json.member("source_error", stream.source_error);
  }
  json.end_object();
}

}  // namespace

std::string status_json(const PlanStatus& status) {
  JsonWriter json(true);
  json.begin_object()
      .member("plan", status.plan)
      .member("phase", status.phase)
      .member("running", !status.run.empty());
  write_copy(json, status.copy);
  json.key("tables").begin_array();
  for (const TableStatus& table : status.tables) write_table(json, table);
  json.end_array();
  json.key("streams").begin_array();
  for (const StreamStatus& s : status.streams) write_stream(json, s);
  json.end_array();
  json.end_object();
  return json.take() + "\n";
}

}  // namespace millrace
