// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr double kDay = 86400;
constexpr double kBytesPerSecond = 10e6;  // a slow copy, to be on the safe side

// Seconds that the log is kept; 0 = for ever.
double kept_seconds(const ServerFacts& facts) {
  const double seconds =
      std::atof(facts.setting("binlog_expire_logs_seconds").c_str());
  if (seconds > 0) return seconds;
  return std::atof(facts.setting("expire_logs_days").c_str()) * kDay;
}

}  // namespace

// The log must outlive the copy: the stream begins where the copy began.
// The message holds no figure that changes from run to run.
void check_source_retention(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    if (!streams_from(input, name)) continue;
    const double kept = kept_seconds(source.facts);
    if (kept <= 0) continue;
    double bytes = 0;
    for (const Route& route : input.resolution.routes) {
      if (route.id.source != name) continue;
      bytes += static_cast<double>(route.source_table.bytes_estimate);
    }
    const bool short_for_copy = bytes / kBytesPerSecond > kept / 2;
    if (kept >= kDay && !short_for_copy) continue;
    findings->push_back(warning_finding(
        "P112", name,
        cat("source ", name, " keeps its log for ",
            static_cast<int64_t>(kept / 3600), " hours",
            short_for_copy ? ", and the copy may take longer"
                           : "; a run that pauses longer has to copy anew"),
        "SET GLOBAL binlog_expire_logs_seconds = 604800 (or expire_logs_days "
        "= 7)"));
  }
}

}  // namespace millrace
