// SPDX-License-Identifier: Apache-2.0
#include "report/apply_text.h"

#include "base/duration.h"
#include "base/text.h"
#include "report/findings_text.h"
#include "report/progress_figures.h"

namespace millrace {
namespace {

std::string ending(const ApplyResult& result, StopReason stopped,
                   const Paint& paint) {
  if (blocks(result.findings)) return paint.red("A stream has stopped.");
  if (result.reached) return paint.green("Done.");
  switch (stopped) {
    case StopReason::kSignal:
      return paint.yellow("Stopped by a signal; the next run goes on.");
    case StopReason::kTimeout:
      return paint.yellow("The time is up; the next run goes on.");
    default:
      return paint.red("Ended before the goal; the next run goes on.");
  }
}

}  // namespace

std::string apply_text(const Plan& plan, const ApplyResult& result,
                       StopReason stopped, const Paint& paint) {
  std::string out;
  if (!result.findings.empty()) {
    append_to(out, "\n", findings_text(result.findings, paint));
  }
  append_to(out, "\n", ending(result, stopped, paint), " Plan ",
            shown(plan.name), ": ", grouped(result.statements), " statements, ",
            grouped(result.tables_copied), " tables and ",
            grouped(result.rows_copied), " rows copied (",
            human_bytes(result.bytes_copied), "), ",
            grouped(result.transactions), " transactions with ",
            grouped(result.row_changes), " row changes streamed.\n");
  const std::string values = values_text(result.values);
  if (!values.empty()) {
    append_to(out,
              "Values of the copy that the Plan's policies changed: ", values,
              ".\n");
  }
  if (result.rows_copied > 0) {
    append_to(
        out, "The longest read of a source took ",
        human_seconds(static_cast<double>(result.longest_read.count()) / 1000),
        result.chunks_repeated > 0 ? cat("; ", grouped(result.chunks_repeated),
                                         " chunks were sent again")
                                   : std::string(),
        ".\n");
  }
  return out;
}

}  // namespace millrace
