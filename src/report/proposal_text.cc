// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_text.h"

#include <map>

#include "base/text.h"
#include "report/findings_text.h"
#include "report/position_view.h"
#include "report/proposal_groups.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

std::string sign(const ProposedChange& change, const Paint& paint) {
  const char mark = change_sign(change);
  const std::string text(1, mark);
  if (destroys(change)) return paint.red(text);
  switch (mark) {
    case '+':
      return paint.green(text);
    case '>':
      return paint.cyan(text);
    default:
      return paint.yellow(text);
  }
}

std::string detail_line(const std::string& line, const Paint& paint) {
  const std::string text = shown(line);
  if (text.starts_with("+")) return paint.green(text);
  if (text.starts_with("~")) return paint.yellow(text);
  if (text.starts_with("-")) return paint.red(text);
  return text;
}

std::string change_text(const Proposal& proposal, const ProposedChange& change,
                        const Paint& paint) {
  std::string out =
      cat("  ", sign(change, paint), " ", paint.bold(change_verb(change)), " ",
          shown(change.object), shown(change_origin(change)));
  const std::string figures = change_figures(proposal, change);
  if (!figures.empty()) append_to(out, "  ", figures);
  const Risk risk = shown_risk(change);
  if (risk != Risk::kSafe) {
    append_to(out, "  ", paint.red(cat("[", risk_name(risk), "]")));
  }
  if (change.after_copy_end) out += "  (once the stream has passed the copy)";
  out += "\n";
  if (!change.reason.empty()) {
    append_to(out, "      ", paint.dim("# " + shown(change.reason)), "\n");
  }
  for (const std::string& line : change.placement) {
    append_to(out, "      ", paint.dim("# " + shown(line)), "\n");
  }
  if (details_say_more(change)) {
    for (const std::string& line : change.details) {
      append_to(out, "      ", detail_line(line, paint), "\n");
    }
  }
  for (const Statement& statement : change.statements) {
    out += indented(statement.sql + ";", 8);
  }
  return out;
}

// What the target was found to do, where that is asked of it.
std::string abilities_text(const Flavor& target) {
  std::string can;
  std::string cannot;
  for (const auto& [name, able] : target.capabilities) {
    std::string& list = able ? can : cannot;
    append_to(list, list.empty() ? "" : ", ", name);
  }
  std::string out;
  if (!can.empty()) append_to(out, "    it can: ", can, "\n");
  if (!cannot.empty()) append_to(out, "    it cannot: ", cannot, "\n");
  if (!target.strategy.empty()) {
    append_to(out, "    changes: ", shown(target.strategy), "\n");
  }
  return out;
}

std::string head_text(const Proposal& proposal, const Paint& paint) {
  std::string out =
      cat("Proposal for plan ", paint.bold(shown(proposal.plan->name)), "\n");
  for (const SourceSummary& source : proposal.sources) {
    append_to(out, "  source ", shown(source.name), ": ", source.flavor.name(),
              " ", shown(source.flavor.version), ", at ",
              position_text(source.position), "\n");
  }
  append_to(out, "  target: ", proposal.target.name(), " ",
            shown(proposal.target.version), "\n");
  out += abilities_text(proposal.target);
  return out;
}

std::string changes_text(const Proposal& proposal, const Paint& paint) {
  std::string out;
  for (const ChangeGroup& group : group_changes(proposal)) {
    append_to(out, "\n", paint.bold(shown(group.heading)), "\n");
    for (const ProposedChange* change : group.changes) {
      out += change_text(proposal, *change, paint);
    }
  }
  return out;
}

// A converged plan says so in one line. Its warnings were read when they were
// new: their codes remind of them, `plan --format json` holds them whole.
std::string converged_text(const Proposal& proposal, const Paint& paint) {
  const FindingCounts counts = count_findings(proposal.findings);
  std::map<std::string, int> codes;
  for (const Finding& finding : proposal.findings) {
    if (finding.severity == Severity::kWarning && !finding.waived) {
      ++codes[finding.code];
    }
  }
  std::vector<std::string> reminders;
  for (const auto& [code, count] : codes) {
    reminders.push_back(count == 1 ? code : cat(code, " x", count));
  }
  return cat(paint.green("No changes."), " The target is as plan ",
             shown(proposal.plan->name), " wants it; ", counts_text(counts),
             reminders.empty() ? "" : " (" + join(reminders, ", ") + ")",
             ".\n");
}

}  // namespace

std::string proposal_text(const Proposal& proposal, const Paint& paint) {
  const bool blocked = !proposal.applyable();
  if (proposal.empty() && !blocked) return converged_text(proposal, paint);
  std::string out = head_text(proposal, paint);
  std::string findings;
  if (!proposal.findings.empty()) {
    findings = cat("\n", paint.bold("Findings"), "\n",
                   findings_text(proposal.findings, paint));
  }
  if (blocked) out += findings;
  out += changes_text(proposal, paint);
  if (!blocked) out += findings;
  append_to(out, "\n", paint.bold(summary_line(summarize(proposal))), "\n");
  if (blocked) {
    append_to(out, paint.red("Blocked:"),
              " apply does nothing until every error is mended or waived; "
              "`millrace explain CODE` says more.\n");
  }
  return out;
}

}  // namespace millrace
