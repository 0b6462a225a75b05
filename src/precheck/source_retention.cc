// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/beside_copy.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr double kHour = 3600;
constexpr double kDay = 24 * kHour;
constexpr double kBytesPerSecond = 10e6;  // a slow copy, to be on the safe side

double number(const std::string& text) { return std::atof(text.c_str()); }

// How long the log is kept, and what says so.
struct Kept {
  double seconds = 0;
  std::string by;
};

void take_less(std::optional<Kept>* kept, double seconds, std::string by) {
  if (!*kept || seconds < (*kept)->seconds) *kept = {seconds, std::move(by)};
}

// Servers that bound the log by its size keep it for as long as it takes to
// fill that size; how fast it grows is known where they count its bytes.
void by_size(const ServerFacts& facts, std::optional<Kept>* kept) {
  for (const char* setting : {"max_binlog_total_size", "binlog_space_limit"}) {
    const double bytes = number(facts.setting(setting));
    const auto written = facts.status.find("binlog_bytes_written");
    const auto uptime = facts.status.find("uptime");
    if (bytes <= 0 || written == facts.status.end() ||
        uptime == facts.status.end() || number(uptime->second) < kHour ||
        number(written->second) <= 0) {
      continue;
    }
    const double seconds =
        bytes / (number(written->second) / number(uptime->second));
    take_less(kept, seconds,
              cat(setting, " = ", facts.setting(setting),
                  ", and the log has grown that far in the same time since "
                  "the server started"));
  }
}

// nullopt: until somebody removes it.
std::optional<Kept> kept_for(const ServerFacts& facts) {
  std::optional<Kept> kept;
  if (facts.cloud_kept_hours) {
    take_less(&kept, *facts.cloud_kept_hours * kHour,
              "RDS's binlog retention hours");
    return kept;
  }
  const std::string seconds = facts.setting("binlog_expire_logs_seconds");
  const std::string days = facts.setting("expire_logs_days");
  if (number(seconds) > 0) {
    take_less(&kept, number(seconds),
              cat("binlog_expire_logs_seconds = ", seconds));
  } else if (number(days) > 0) {
    take_less(&kept, number(days) * kDay, cat("expire_logs_days = ", days));
  }
  by_size(facts, &kept);
  return kept;
}

// Numbers, dates and bytes sort alike everywhere, text only on its server.
bool has_text_key(const Route& route) {
  return route.source_key.empty() ||
         std::any_of(route.source_key.begin(), route.source_key.end(),
                     [&](size_t column) {
                       return is_character(
                           route.source_table.columns[column].type.kind);
                     });
}

// How long the log is needed for what is yet to be copied of this source, at
// the pace that the Plan allows. A stream beside the copy needs none of it,
// save that it may have to wait for one table of text keys after the other.
double copy_seconds(const PrecheckInput& input, const std::string& source) {
  const bool beside = streams_beside_copy(source, input.resolution.routes,
                                          input.ledger, input.plan->limits);
  double bytes = 0;
  for (const Route& route : input.resolution.routes) {
    if (route.id.source != source || !route.sync.data) continue;
    const RoadRecord* road = input.ledger.road(route.id);
    if (road != nullptr && road->copied) continue;
    if (beside && !has_text_key(route)) continue;
    bytes += static_cast<double>(route.source_table.bytes_estimate);
  }
  double pace = kBytesPerSecond;
  const auto allowed =
      static_cast<double>(input.plan->limits.megabytes_per_second) * 1e6;
  if (allowed > 0) pace = std::min(pace, allowed);
  return bytes / pace;
}

std::string hours(double seconds) {
  return seconds < kHour ? "less than an hour"
                         : cat(static_cast<int64_t>(seconds / kHour), " hours");
}

void check(const std::string& name, const Kept& kept, double copy,
           Findings* findings) {
  const bool too_short = copy > kept.seconds;
  const bool short_for_copy = copy > kept.seconds / 2;
  if (kept.seconds >= kDay && !short_for_copy) return;
  std::string evidence = kept.by;
  if (short_for_copy) append_to(evidence, "; the copy: ", hours(copy));
  findings->push_back(make_finding(
      "P112", too_short ? Severity::kError : Severity::kWarning, name,
      cat("source ", name, " keeps its log for ", hours(kept.seconds),
          too_short        ? ", and the copy takes longer by its estimate: the "
                             "stream would find its beginning removed"
          : short_for_copy ? ", and the copy may take longer"
                           : "; a run that pauses longer has to copy anew"),
      kept.by.starts_with("RDS")
          ? "CALL mysql.rds_set_configuration('binlog retention hours', 168)"
          : "SET GLOBAL binlog_expire_logs_seconds = 604800 (or "
            "expire_logs_days = 7), and no smaller limit of the log's size",
      evidence));
}

}  // namespace

// The log must outlive the copy: the stream begins where the copy began.
// The message holds no figure that changes from run to run.
void check_source_retention(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    if (!streams_from(input, name)) continue;
    if (const std::optional<Kept> kept = kept_for(source.facts)) {
      check(name, *kept, copy_seconds(input, name), findings);
    }
  }
}

}  // namespace millrace
