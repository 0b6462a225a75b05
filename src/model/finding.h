// SPDX-License-Identifier: Apache-2.0
//
// Finding: what a check found. A result with a stable code, not an error.
// Codes are one letter and three digits: P = plan document and prechecks,
// S = stops of a run, V = verify. docs/findings.md has a page for each.
#pragma once

#include <string>
#include <vector>

namespace millrace {

enum class Severity { kInfo, kWarning, kError };

struct Finding {
  std::string code;
  Severity severity = Severity::kInfo;
  std::string object;    // "eu.shop.orders.note", "target", "eu"
  std::string message;   // what, in one sentence
  std::string evidence;  // a count, a sample, the SELECT that shows it
  std::string remedy;    // the SQL or the line of the Plan that mends it
  bool waived = false;
  std::string waiver;  // its reason, when waived
  bool operator==(const Finding&) const = default;
};

const char* severity_name(Severity severity);       // "info" "warning" "error"
bool blocks(const std::vector<Finding>& findings);  // an unwaived error

}  // namespace millrace
