// SPDX-License-Identifier: Apache-2.0
//
// Short ways to make a Finding, so that a rule reads as a sentence.
// Thread: pure functions.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/finding.h"

namespace millrace {

inline Finding make_finding(const char* code, Severity severity,
                            std::string object, std::string message,
                            std::string remedy, std::string evidence = "") {
  Finding finding;
  finding.code = code;
  finding.severity = severity;
  finding.object = std::move(object);
  finding.message = std::move(message);
  finding.remedy = std::move(remedy);
  finding.evidence = std::move(evidence);
  return finding;
}
inline Finding error_finding(const char* code, std::string object,
                             std::string message, std::string remedy,
                             std::string evidence = "") {
  return make_finding(code, Severity::kError, std::move(object),
                      std::move(message), std::move(remedy),
                      std::move(evidence));
}
inline Finding warning_finding(const char* code, std::string object,
                               std::string message, std::string remedy,
                               std::string evidence = "") {
  return make_finding(code, Severity::kWarning, std::move(object),
                      std::move(message), std::move(remedy),
                      std::move(evidence));
}
inline Finding info_finding(const char* code, std::string object,
                            std::string message, std::string remedy = "",
                            std::string evidence = "") {
  return make_finding(code, Severity::kInfo, std::move(object),
                      std::move(message), std::move(remedy),
                      std::move(evidence));
}

}  // namespace millrace
