// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.h"

#include "base/text.h"
#include "report/proposal_groups.h"

namespace millrace {
namespace {

std::string painted_severity(const Finding& finding, const Paint& paint) {
  if (finding.waived) {
    return paint.dim(cat(severity_name(finding.severity), ", waived"));
  }
  switch (finding.severity) {
    case Severity::kError:
      return paint.red("error");
    case Severity::kWarning:
      return paint.yellow("warning");
    case Severity::kInfo:
      break;
  }
  return paint.cyan("info");
}

void append_block(std::string& out, const char* title,
                  const std::string& text) {
  if (text.empty()) return;
  if (text.find('\n') == std::string::npos) {
    append_to(out, "      ", title, ": ", shown(text), "\n");
  } else {
    append_to(out, "      ", title, ":\n", indented(text, 8));
  }
}

}  // namespace

FindingCounts count_findings(const std::vector<Finding>& findings) {
  FindingCounts counts;
  for (const Finding& f : findings) {
    if (f.waived) {
      ++counts.waived;
    } else if (f.severity == Severity::kError) {
      ++counts.errors;
    } else if (f.severity == Severity::kWarning) {
      ++counts.warnings;
    } else {
      ++counts.infos;
    }
  }
  return counts;
}

std::string finding_text(const Finding& finding, const Paint& paint) {
  std::string out = cat("  ", painted_severity(finding, paint), " ",
                        paint.bold(finding.code), " ");
  if (!finding.object.empty()) append_to(out, shown(finding.object), ": ");
  append_to(out, shown(finding.message), "\n");
  append_block(out, "evidence", finding.evidence);
  append_block(out, "remedy", finding.remedy);
  if (finding.waived) append_block(out, "waived", finding.waiver);
  return out;
}

std::string findings_text(const std::vector<Finding>& findings,
                          const Paint& paint) {
  std::string out;
  for (const Finding* finding : worst_first(findings)) {
    out += finding_text(*finding, paint);
  }
  return out;
}

std::string counts_text(const FindingCounts& c) {
  return cat(c.errors, c.errors == 1 ? " error, " : " errors, ", c.warnings,
             c.warnings == 1 ? " warning" : " warnings");
}

}  // namespace millrace
