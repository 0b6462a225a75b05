// SPDX-License-Identifier: Apache-2.0
#include "report/apply_text.h"

#include "base/text.h"
#include "report/findings_text.h"

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
  return out;
}

}  // namespace millrace
