// SPDX-License-Identifier: Apache-2.0
#include "report/findings_text.h"

#include <algorithm>

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

constexpr size_t kShownAlike = 3;
constexpr size_t kNamedAlike = 4;

// Findings of one code and rank. What blocks is shown to the last one; of
// the rest some are shown and the others named, so that twenty foreign keys
// do not bury the line that matters.
void append_alike(std::string& out, const std::vector<const Finding*>& alike,
                  const Paint& paint) {
  const bool blocking =
      alike[0]->severity == Severity::kError && !alike[0]->waived;
  const bool all = blocking || alike.size() <= kShownAlike + 1;
  const size_t shown_here = all ? alike.size() : kShownAlike;
  for (size_t i = 0; i < shown_here; ++i) {
    out += finding_text(*alike[i], paint);
  }
  if (all) return;
  const size_t rest = alike.size() - shown_here;
  append_to(out, "      and ", rest, " more ", alike[0]->code, ": ");
  for (size_t i = shown_here; i < alike.size() && i < shown_here + kNamedAlike;
       ++i) {
    append_to(out, i == shown_here ? "" : ", ", shown(alike[i]->object));
  }
  append_to(out, rest > kNamedAlike ? ", …" : "",
            " (--format json has them all)\n");
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
  std::vector<std::vector<const Finding*>> groups;
  for (const Finding* finding : worst_first(findings)) {
    const auto same =
        std::find_if(groups.begin(), groups.end(), [&](const auto& group) {
          return group[0]->code == finding->code &&
                 group[0]->severity == finding->severity &&
                 group[0]->waived == finding->waived;
        });
    if (same == groups.end()) {
      groups.push_back({finding});
    } else {
      same->push_back(finding);
    }
  }
  for (const auto& group : groups) append_alike(out, group, paint);
  return out;
}

std::string counts_text(const FindingCounts& c) {
  return cat(c.errors, c.errors == 1 ? " error, " : " errors, ", c.warnings,
             c.warnings == 1 ? " warning" : " warnings");
}

}  // namespace millrace
