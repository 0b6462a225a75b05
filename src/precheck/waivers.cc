// SPDX-License-Identifier: Apache-2.0
#include "precheck/waivers.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/text.h"
#include "precheck/codes.h"
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

namespace {

// Findings that only a scan makes: without one, none of them is no news.
bool comes_from_scan(const std::string& code) {
  static const std::set<std::string> kCodes = {"P150", "P151", "P152", "P153",
                                               "P154", "P155", "P181", "P182",
                                               "P183", "P184", "P185"};
  return kCodes.contains(code);
}

bool is_known(const std::string& code) {
  // Plan errors never come this far, and stops of a run are no findings.
  static const std::set<std::string> kRoutes = {"P013", "P230"};
  const auto& codes = precheck_codes();
  return kRoutes.contains(code) ||
         std::any_of(codes.begin(), codes.end(),
                     [&](const FindingCode& c) { return c.code == code; });
}

// A finding of the waiver's code on another object, by the nearest name.
std::string nearest_object(const Waiver& waiver,
                           const std::vector<Finding>& findings) {
  std::vector<std::string> objects;
  for (const Finding& finding : findings) {
    if (finding.code == waiver.code) objects.push_back(finding.object);
  }
  return nearest(waiver.object, objects);
}

Finding unmatched(const Waiver& waiver, const std::string& object,
                  const std::vector<Finding>& findings) {
  if (!is_known(waiver.code)) {
    return warning_finding(
        "P189", object,
        cat("the waiver names ", waiver.code,
            ", which is the code of no finding"),
        "copy the code from the finding; millrace explain --list shows all");
  }
  const std::string near = nearest_object(waiver, findings);
  return info_finding("P189", object,
                      cat("the waiver for ", waiver.code, " on ", waiver.object,
                          " matches no finding"),
                      near.empty()
                          ? "take it out, unless the finding comes and goes"
                          : cat("did you mean \"", near, "\"?"));
}

}  // namespace

bool can_be_waived(const std::string& code) {
  static const std::set<std::string> kNever = {
      "P013", "P100", "P101", "P122", "P123", "P124", "P125", "P126",
      "P127", "P128", "P129", "P130", "P144", "P145", "P146", "P149",
      "P200", "P192", "P201", "P202", "P207", "P208", "P214", "P215",
      "P221", "P241", "P242", "P243", "P246", "P251", "P175", "P231",
      "P233", "P280", "P285", "P320", "P321"};
  return !kNever.contains(code);
}

void apply_waivers(const Plan& plan, const std::string& today, bool all_seen,
                   bool scanned, std::vector<Finding>* findings) {
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
    const std::string object = cat("waive.", waiver.code, ".", waiver.object);
    if (!any) {
      const bool asked = scanned || !comes_from_scan(waiver.code);
      if (all_seen && asked) {
        made.push_back(unmatched(waiver, object, *findings));
      }
    } else if (never) {
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
