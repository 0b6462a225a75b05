// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

constexpr uint64_t kMegabyte = 1'000'000;
// Above this a value cannot be written at all; below, it is a matter of
// memory.
constexpr uint64_t kMostBytes = 500 * kMegabyte;

struct Verdict {
  const char* code = "";
  std::string what;
  std::string remedy;
  bool decided = false;  // a policy of the Plan says what becomes of them
};

bool in_key(const Route& route, const std::string& source_column) {
  return std::any_of(
      route.target_key.begin(), route.target_key.end(), [&](size_t at) {
        const auto& from = route.columns[at].source;
        return from && route.source_table.columns[*from].name == source_column;
      });
}

Verdict verdict(const ScanAnswer& answer, const Route& route) {
  const ValuePolicies& values = route.values;
  switch (answer.kind) {
    case ScanKind::kZeroDate:
      return {
          "P151", "dates that do not exist (0000-00-00 and the like)",
          in_key(route, answer.column)
              ? "\"values\": {\"zero_date\": \"epoch\"}; a key takes no NULL"
              : "\"values\": {\"zero_date\": \"null\"} or \"epoch\"",
          values.zero_date != ZeroDatePolicy::kError};
    case ScanKind::kNulByte:
      return {"P152", "text with 0x00 bytes",
              "\"values\": {\"nul_byte\": \"strip\"}",
              values.nul_byte != NulBytePolicy::kError};
    case ScanKind::kTimeOfDay:
      return {"P153", "times below 0 or of 24 hours and more",
              "give the column the type \"interval\" in a mapping", false};
    case ScanKind::kNotBoolean:
      return {"P154", "numbers other than 0 and 1",
              "\"values\": {\"tinyint1\": \"smallint\"}", false};
    case ScanKind::kInvalidText:
      return {"P182", "bytes that are no text in its character set",
              "\"values\": {\"invalid_text\": \"replace\"}",
              values.invalid_text != InvalidTextPolicy::kError};
    case ScanKind::kOutOfRange:
      return {"P183",
              cat("numbers outside of ", answer.check.least, " to ",
                  answer.check.greatest,
                  ", which the target's type cannot "
                  "hold"),
              "choose a wider \"type\" for the column, or none", false};
    case ScanKind::kTooLong:
      return {"P183",
              cat("text of more than ", answer.check.limit,
                  " characters, which the target's type cannot hold"),
              "choose a longer \"type\" for the column, or \"text\"", false};
    case ScanKind::kTrailingBlank:
      return {"P184",
              "text that ends in a blank, which the target's type character "
              "does not count",
              "choose \"character varying\" or \"text\" for the column", false};
    case ScanKind::kTooLarge:
      return {
          "P185",
          cat("values of more than ", answer.check.limit / kMegabyte, " MB"),
          answer.check.limit < kMostBytes
              ? "raise \"limits\": {\"memory_mb\": …}, or lower "
                "\"readers\" and \"writers\""
              : "leave the column out with \"skip\": true",
          answer.check.limit < kMostBytes};
    case ScanKind::kInvalidJson:
      break;
  }
  return {"P155", "text that is not JSON",
          "give the column the type \"text\" in a mapping", false};
}

const Route* route_of(const PrecheckInput& input, const std::string& source,
                      const QualifiedName& table) {
  for (const Route& route : input.resolution.routes) {
    if (route.id.source == source && route.id.from == table) return &route;
  }
  return nullptr;
}

void report(const Route& route, const ScanAnswer& answer, Findings* findings) {
  if (!answer.problem.empty()) {
    findings->push_back(info_finding(
        "P150", object_of(route),
        cat("the values of ", route.id.from.str(),
            " could not be looked at: ", answer.problem),
        "what a scan would find there stops the run later; scan again with "
        "--scan sample, or without what slowed it down"));
    return;
  }
  const Verdict is = verdict(answer, route);
  const bool policy = is.decided && answer.kind != ScanKind::kTooLarge;
  std::string evidence =
      cat(answer.count, " of ", answer.rows_seen, " rows looked at");
  if (!answer.sample_key.empty()) {
    append_to(evidence, ", for one ", answer.sample_key);
  }
  findings->push_back(
      make_finding(is.code, is.decided ? Severity::kWarning : Severity::kError,
                   object_of(route, answer.column),
                   cat("column ", answer.column, " holds ", is.what,
                       policy ? ", which the Plan's policy will change" : ""),
                   policy ? "" : is.remedy, evidence));
}

}  // namespace

void check_values(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    for (const ScanAnswer& answer : source.scans) {
      const Route* route = route_of(input, name, answer.table);
      if (route != nullptr) report(*route, answer, findings);
    }
  }
}

}  // namespace millrace
