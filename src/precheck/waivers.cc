// SPDX-License-Identifier: Apache-2.0
#include "precheck/waivers.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool glob(std::string_view pattern, std::string_view text) {
  size_t p = 0;
  size_t t = 0;
  size_t star = std::string_view::npos;
  size_t back = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = ++p;
      back = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star;
      t = ++back;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace

bool covers(const Waiver& waiver, const Finding& finding) {
  if (waiver.code != finding.code) return false;
  return glob(waiver.object, finding.object) ||
         glob(waiver.object + ".*", finding.object);
}

bool can_be_waived(const std::string& code) {
  static const std::set<std::string> kNever = {
      "P013", "P100", "P101", "P122", "P123", "P124", "P125", "P126",
      "P127", "P128", "P129", "P130", "P144", "P145", "P146", "P149",
      "P200", "P192", "P201", "P202", "P207", "P208", "P214", "P215",
      "P221", "P241", "P242", "P243", "P246", "P251", "P280", "P285"};
  return !kNever.contains(code);
}

void apply_waivers(const Plan& plan, const std::string& today,
                   std::vector<Finding>* findings) {
  std::vector<Finding> made;
  for (const Waiver& waiver : plan.waivers) {
    const bool expired = !waiver.until.empty() && waiver.until < today;
    const bool never = !can_be_waived(waiver.code);
    bool any = false;
    for (Finding& finding : *findings) {
      if (!covers(waiver, finding)) continue;
      any = true;
      if (expired || never) continue;
      finding.waived = true;
      finding.waiver = waiver.reason;
    }
    if (!any) continue;
    const std::string object = cat("waive.", waiver.code, ".", waiver.object);
    if (never) {
      made.push_back(warning_finding(
          "P191", object, cat("a finding ", waiver.code, " cannot be waived"),
          "mend what it names: apply could not be carried out"));
    } else if (expired) {
      made.push_back(warning_finding(
          "P190", object,
          cat("the waiver for ", waiver.code, " ended on ", waiver.until),
          "mend what it names, or set a later day in \"until\""));
    }
  }
  for (Finding& finding : made) findings->push_back(std::move(finding));
}

void sort_findings(std::vector<Finding>* findings) {
  const auto order = [](const Finding& f) {
    return std::tuple<int, const std::string&, const std::string&,
                      const std::string&>(-static_cast<int>(f.severity), f.code,
                                          f.object, f.message);
  };
  std::stable_sort(
      findings->begin(), findings->end(),
      [&](const Finding& a, const Finding& b) { return order(a) < order(b); });
  findings->erase(std::unique(findings->begin(), findings->end()),
                  findings->end());
}

}  // namespace millrace
