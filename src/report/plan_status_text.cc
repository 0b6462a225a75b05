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

}  // namespace

std::string status_text(const PlanStatus& status, const Paint& paint) {
  std::string out = cat(
      "Plan ", paint.bold(shown(status.plan)), ": phase ", status.phase,
      status.run.empty() ? ", no run is on" : ", run by " + shown(status.run),
      "\n");
  std::vector<std::vector<std::string>> lines{
      {"target", "source", "phase", "rows", "of about", "chunks"}};
  for (const TableStatus& t : status.tables) {
    lines.push_back({shown(t.road.to.str()),
                     shown(cat(t.road.source, ".", t.road.from.str())), t.phase,
                     grouped(t.rows_copied), grouped(t.rows_estimate),
                     cat(t.chunks_done, "/", t.chunks)});
  }
  if (!status.tables.empty()) append_to(out, "\n", columns_text(lines, 2));
  if (!status.streams.empty()) append_to(out, "\nStreams\n");
  for (const StreamStatus& s : status.streams) out += stream_text(s, paint);
  return out;
}

}  // namespace millrace
