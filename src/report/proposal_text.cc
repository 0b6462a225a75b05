// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_text.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/findings_text.h"
#include "report/position_view.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

bool destroys(const ProposedChange& change) {
  return change.action == Action::kClearTable || change.risk == Risk::kDestroys;
}

std::string sign(const ProposedChange& change, const Paint& paint) {
  if (destroys(change)) return paint.red("-");
  switch (change.action) {
    case Action::kCreateSchema:
    case Action::kCreateTable:
    case Action::kCreateIndex:
      return paint.green("+");
    case Action::kAlterTable:
      return paint.yellow("~");
    case Action::kStopStream:
    case Action::kForgetTable:
      return paint.yellow("-");
    default:
      return paint.cyan(">");
  }
}

std::string verb(const ProposedChange& change) {
  return replace_all(action_name(change.action), "_", " ");
}

std::string copy_figures(const ProposedChange& change) {
  return cat("  about ", grouped(change.rows_estimate), " rows, ",
             human_bytes(change.bytes_estimate));
}

std::string stream_figures(const Proposal& proposal,
                           const ProposedChange& change) {
  for (const SourceSummary& source : proposal.sources) {
    if (source.name != change.object) continue;
    if (source.position.kind == PositionKind::kNone) break;
    return cat("  from ", position_text(source.position),
               " or where the copy begins");
  }
  return "";
}

std::string detail_line(const std::string& line, const Paint& paint) {
  const std::string text = shown(line);
  if (text.starts_with("+")) return paint.green(text);
  if (text.starts_with("~")) return paint.yellow(text);
  if (text.starts_with("-")) return paint.red(text);
  return text;
}

// Shards can be many: the first few and how many more.
std::string from_text(const std::vector<std::string>& from) {
  constexpr size_t kShown = 8;
  if (from.size() <= kShown) return shown(join(from, ", "));
  const std::vector<std::string> first(from.begin(), from.begin() + kShown);
  return cat(shown(join(first, ", ")), " and ", from.size() - kShown, " more");
}

std::string from_clause(const ProposedChange& change) {
  if (change.from.empty()) return "";
  if (change.action == Action::kStartStream) {
    return cat(" for ", change.from.size(),
               change.from.size() == 1 ? " table" : " tables");
  }
  return " from " + from_text(change.from);
}

// The statement of something new says all that its details would.
bool details_say_more(const ProposedChange& change) {
  const bool is_new = change.action == Action::kCreateTable ||
                      change.action == Action::kCreateIndex;
  return !is_new || change.statements.empty();
}

std::string change_text(const Proposal& proposal, const ProposedChange& change,
                        const Paint& paint) {
  std::string out = cat("  ", sign(change, paint), " ",
                        paint.bold(verb(change)), " ", shown(change.object));
  out += from_clause(change);
  if (change.action == Action::kCopyTable) out += copy_figures(change);
  if (change.action == Action::kStartStream) {
    out += stream_figures(proposal, change);
  }
  if (change.risk != Risk::kSafe || destroys(change)) {
    const Risk risk = destroys(change) ? Risk::kDestroys : change.risk;
    append_to(out, "  ", paint.red(cat("[", risk_name(risk), "]")));
  }
  if (change.after_copy_end) out += "  (once the stream has passed the copy)";
  out += "\n";
  if (!change.reason.empty()) {
    append_to(out, "      ", paint.dim("# " + shown(change.reason)), "\n");
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

// Which heading a change stands under. Streams come last, schemas on their
// own: neither belongs to one table.
std::string heading(const ProposedChange& change) {
  switch (change.action) {
    case Action::kCreateSchema:
      return "Schemas";
    case Action::kStartStream:
    case Action::kStopStream:
      return "Streams";
    default:
      return change.table.table.empty() ? change.object : change.table.str();
  }
}

std::vector<std::string> headings(const Proposal& proposal) {
  std::vector<std::string> out;
  for (const ProposedChange& change : proposal.changes) {
    const std::string h = heading(change);
    if (std::find(out.begin(), out.end(), h) == out.end()) out.push_back(h);
  }
  std::stable_partition(out.begin(), out.end(),
                        [](const std::string& h) { return h != "Streams"; });
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
  for (const std::string& h : headings(proposal)) {
    append_to(out, "\n", paint.bold(shown(h)), "\n");
    for (const ProposedChange& change : proposal.changes) {
      if (heading(change) == h) out += change_text(proposal, change, paint);
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
