// SPDX-License-Identifier: Apache-2.0
#include "base/duration.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/plan_status.h"
#include "report/position_view.h"

namespace millrace {
namespace {

std::string stream_text(const StreamStatus& stream, const Paint& paint) {
  std::string out = cat("  ", paint.bold(shown(stream.source)), "  ");
  if (!stream.error.empty()) {
    out += paint.red("stopped");
  } else if (stream.caught_up) {
    out += paint.green("caught up");
  } else if (stream.lag_seconds) {
    out += paint.yellow("behind by " + human_seconds(*stream.lag_seconds));
  } else {
    out += paint.yellow("behind");
  }
  append_to(out, ", ", grouped(stream.transactions), " transactions, ",
            grouped(stream.rows), " row changes\n");
  append_to(out, "      target at ", position_text(stream.position),
            "\n      source at ", position_text(stream.source_position), "\n");
  if (!stream.source_error.empty()) {
    append_to(out, "      ", paint.yellow("source: "),
              shown(stream.source_error), "\n");
  }
  if (!stream.error.empty()) {
    append_to(out, "      ", paint.red("error: "), shown(stream.error), "\n");
  }
  return out;
}

// The copy in one line, while there is one.
std::string copy_text(const PlanStatus& status) {
  const CopyStatus& copy = status.copy;
  size_t copied = 0;
  for (const TableStatus& t : status.tables) copied += t.copied ? 1 : 0;
  if (copied == status.tables.size()) return "";
  std::string out = cat(
      "Copy: ", copied, " of ", status.tables.size(), " tables, ",
      grouped(copy.rows), " of about ", grouped(copy.rows_estimate), " rows, ",
      human_bytes(copy.bytes), " of about ", human_bytes(copy.bytes_estimate));
  if (copy.rows_per_second > 0) {
    append_to(out, ", ", grouped(static_cast<uint64_t>(copy.rows_per_second)),
              " rows/s, ",
              human_bytes(static_cast<uint64_t>(copy.bytes_per_second)), "/s");
  }
  if (copy.seconds_left) {
    append_to(out, ", ", human_seconds(*copy.seconds_left), " left");
  }
  if (copy.chunks_repeated > 0) {
    append_to(out, ", repeated chunks: ", grouped(copy.chunks_repeated));
  }
  return out + "\n";
}

}  // namespace

std::string status_text(const PlanStatus& status, const Paint& paint) {
  std::string out = cat(
      "Plan ", paint.bold(shown(status.plan)), ": phase ", status.phase,
      status.run.empty() ? ", no run is on" : ", run by " + shown(status.run),
      "\n");
  out += copy_text(status);
  std::vector<std::vector<std::string>> lines{
      {"target", "source", "phase", "rows", "of about", "bytes", "of about",
       "chunks", "repeated", "left"}};
  for (const TableStatus& t : status.tables) {
    lines.push_back(
        {shown(t.road.to.str()),
         shown(cat(t.road.source, ".", t.road.from.str())), t.phase,
         grouped(t.copy.rows), grouped(t.copy.rows_estimate),
         human_bytes(t.copy.bytes), human_bytes(t.copy.bytes_estimate),
         cat(t.chunks_done, "/", t.chunks), grouped(t.copy.chunks_repeated),
         t.copy.seconds_left ? human_seconds(*t.copy.seconds_left)
                             : std::string()});
  }
  if (!status.tables.empty()) append_to(out, "\n", columns_text(lines, 2));
  if (!status.streams.empty()) append_to(out, "\nStreams\n");
  for (const StreamStatus& s : status.streams) out += stream_text(s, paint);
  return out;
}

}  // namespace millrace
