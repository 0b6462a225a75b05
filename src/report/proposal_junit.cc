// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_junit.h"

#include "base/text.h"
#include "report/markup.h"
#include "report/proposal_groups.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

std::string body_of(const Finding& finding) {
  std::string text = finding.message;
  if (!finding.evidence.empty()) {
    append_to(text, "\nevidence: ", finding.evidence);
  }
  if (!finding.remedy.empty()) append_to(text, "\nremedy: ", finding.remedy);
  return text;
}

std::string outcome_of(const Finding& finding) {
  if (finding.waived) {
    return cat("      <skipped message=\"",
               escaped_markup("waived: " + finding.waiver), "\"/>\n");
  }
  const std::string body = escaped_markup(body_of(finding));
  if (finding.severity == Severity::kError) {
    return cat("      <failure type=\"", escaped_markup(finding.code),
               "\" message=\"", escaped_markup(finding.message), "\">", body,
               "</failure>\n");
  }
  return cat("      <system-out>", severity_name(finding.severity), ": ", body,
             "</system-out>\n");
}

std::string case_of(const std::string& plan, const Finding& finding) {
  const std::string name = finding.object.empty()
                               ? finding.code
                               : cat(finding.code, " ", finding.object);
  return cat("    <testcase classname=\"", escaped_markup(plan), "\" name=\"",
             escaped_markup(name), "\">\n", outcome_of(finding),
             "    </testcase>\n");
}

}  // namespace

std::string proposal_junit(const Proposal& proposal) {
  const ProposalSummary sum = summarize(proposal);
  const std::string plan = "millrace." + proposal.plan->name;
  const std::string counts =
      cat("tests=\"", proposal.findings.size() + 1, "\" failures=\"",
          sum.findings.errors, "\" errors=\"0\" skipped=\"",
          sum.findings.waived, "\"");
  std::string out =
      cat("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<testsuites name=\"millrace\" ",
          counts, ">\n  <testsuite name=\"", escaped_markup(plan), "\" ",
          counts, ">\n");
  append_to(out, "    <testcase classname=\"", escaped_markup(plan),
            "\" name=\"plan\">\n      <system-out>",
            escaped_markup(summary_line(sum)),
            "</system-out>\n    </testcase>\n");
  for (const Finding* finding : worst_first(proposal.findings)) {
    out += case_of(plan, *finding);
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace millrace
