// SPDX-License-Identifier: Apache-2.0
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

struct Verdict {
  const char* code = "";
  std::string what;
  std::string remedy;
  bool decided = false;  // a policy of the Plan says what becomes of them
};

Verdict verdict(const ScanAnswer& answer, const ValuePolicies& values) {
  switch (answer.kind) {
    case ScanKind::kZeroDate:
      return {"P151", "dates that do not exist (0000-00-00 and the like)",
              "\"values\": {\"zero_date\": \"null\"} or \"epoch\"",
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
  const Verdict is = verdict(answer, route.values);
  std::string evidence =
      cat(answer.count, " of ", answer.rows_seen, " rows looked at");
  if (!answer.sample_key.empty()) {
    append_to(evidence, ", for one ", answer.sample_key);
  }
  findings->push_back(make_finding(
      is.code, is.decided ? Severity::kWarning : Severity::kError,
      object_of(route, answer.column),
      cat("column ", answer.column, " holds ", is.what,
          is.decided ? ", which the Plan's policy will change" : ""),
      is.decided ? "" : is.remedy, evidence));
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
