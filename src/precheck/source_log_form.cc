// SPDX-License-Identifier: Apache-2.0
#include <cstdlib>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool on(const std::string& value) {
  return iequals(value, "ON") || value == "1";
}

void check_form(const std::string& name, const ServerFacts& facts,
                Findings* findings) {
  const std::string metadata = facts.setting("binlog_row_metadata");
  if (!metadata.empty() && !iequals(metadata, "FULL")) {
    findings->push_back(info_finding(
        "P172", name,
        cat("the log of source ", name,
            " does not name its columns; an ALTER that the log does not hold "
            "is noticed only by the number and types of the columns"),
        "SET GLOBAL binlog_row_metadata = 'FULL'",
        cat("binlog_row_metadata = ", metadata)));
  }
  for (const char* setting :
       {"binlog_transaction_compression", "log_bin_compress"}) {
    if (!on(facts.setting(setting))) continue;
    findings->push_back(info_finding(
        "P173", name,
        cat("the log of source ", name,
            " is compressed; it is read all the same, and unpacked here"),
        "none needed", cat(setting, " = ON")));
  }
  const std::string size = facts.setting("binlog_row_event_fragment_threshold");
  if (std::atoll(size.c_str()) > 0) {
    findings->push_back(warning_finding(
        "P174", name,
        cat("source ", name,
            " logs large changes in fragments, which this version does not "
            "read: the first one stops the stream (S207)"),
        "raise binlog_row_event_fragment_threshold above the largest change",
        cat("binlog_row_event_fragment_threshold = ", size)));
  }
}

}  // namespace

void check_source_log_form(const PrecheckInput& input, Findings* findings) {
  for (const auto& [name, source] : input.sources) {
    if (!streams_from(input, name)) continue;
    if (!on(source.facts.setting("log_bin"))) continue;  // P104 says so
    check_form(name, source.facts, findings);
  }
}

}  // namespace millrace
