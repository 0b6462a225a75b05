// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_markdown.h"

#include <map>
#include <tuple>

#include "base/text.h"
#include "report/explain.h"
#include "report/markup.h"
#include "report/paint.h"
#include "report/position_view.h"
#include "report/proposal_groups.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

std::string headline(const Proposal& proposal, const ProposalSummary& sum) {
  const std::string plan = code_markdown(proposal.plan->name);
  if (!proposal.applyable()) {
    return cat("### millrace plan ", plan, ": blocked by ", sum.findings.errors,
               sum.findings.errors == 1 ? " error" : " errors", "\n");
  }
  if (proposal.empty()) {
    return cat("### millrace plan ", plan, ": nothing to change\n");
  }
  std::vector<std::string> parts;
  const auto add = [&](int count, const char* what) {
    if (count > 0) parts.push_back(cat(count, " to ", what));
  };
  add(sum.destroy, "**destroy**");
  add(sum.create, "create");
  add(sum.alter, "alter");
  add(sum.copy, "copy");
  add(sum.forget, "forget");
  if (parts.empty()) parts.emplace_back("streams only");
  return cat("### millrace plan ", plan, ": ", join(parts, ", "), "\n");
}

std::string servers(const Proposal& proposal) {
  std::string out = "\n";
  for (const SourceSummary& source : proposal.sources) {
    append_to(out, "Source ", code_markdown(source.name), ": ",
              escaped_markdown(source.flavor.name()), " ",
              escaped_markdown(source.flavor.version), ", at ",
              code_markdown(position_text(source.position)), "<br>\n");
  }
  append_to(out, "Target: ", escaped_markdown(proposal.target.name()), " ",
            escaped_markdown(proposal.target.version), "\n");
  return out;
}

std::string risks(const Proposal& proposal) {
  constexpr size_t kMostRows = 50;
  std::string rows;
  size_t count = 0;
  for (const ProposedChange& change : proposal.changes) {
    const Risk risk = shown_risk(change);
    if (risk == Risk::kSafe || ++count > kMostRows) continue;
    append_to(rows, "| **", risk_name(risk), "** | ", change_verb(change), " ",
              code_markdown(change.object), " | ", risk_meaning(risk), " |\n");
  }
  if (rows.empty()) return "";
  if (count > kMostRows) {
    append_to(rows, "| … | ", count - kMostRows, " more changes | |\n");
  }
  return cat("\n| risk | change | what it means |\n|---|---|---|\n", rows);
}

// Findings of one code and severity; a schema can have hundreds of a kind,
// which are read as one.
struct Kind {
  std::vector<const Finding*> findings;
  const Finding& first() const { return *findings.front(); }
};

std::vector<Kind> kinds_of(const Proposal& proposal, bool infos) {
  std::vector<Kind> kinds;
  std::map<std::tuple<std::string, Severity, bool>, size_t> known;
  for (const Finding* f : worst_first(proposal.findings)) {
    if ((f->severity == Severity::kInfo) != infos) continue;
    const auto [it, is_new] = known.emplace(
        std::tuple(f->code, f->severity, f->waived), kinds.size());
    if (is_new) kinds.emplace_back();
    kinds[it->second].findings.push_back(f);
  }
  return kinds;
}

std::string severity_text(const Finding& finding) {
  const std::string severity = severity_name(finding.severity);
  if (finding.waived) return severity + ", waived";
  return finding.severity == Severity::kError ? cat("**", severity, "**")
                                              : severity;
}

// A comment is not the place for long lists; --format json has them.
std::string evidence_text(const std::string& evidence) {
  constexpr size_t kShown = 300;
  if (evidence.size() <= kShown) return sentence_markdown(evidence);
  const std::string begin = evidence.substr(0, kShown);
  return sentence_markdown(begin.substr(0, valid_utf8_prefix(begin))) + " …";
}

std::string finding_row(const Finding& finding) {
  std::string out = cat("| ", severity_text(finding), " | ", finding.code,
                        " | ", code_markdown(finding.object), " | ",
                        sentence_markdown(finding.message));
  if (!finding.evidence.empty()) {
    append_to(out, "<br>*evidence:* ", evidence_text(finding.evidence));
  }
  if (finding.waived) {
    append_to(out, "<br>waived: ", sentence_markdown(finding.waiver));
  } else if (!finding.remedy.empty()) {
    append_to(out, "<br>*remedy:* ", sentence_markdown(finding.remedy));
  }
  return out + " |\n";
}

std::string kind_row(const Kind& kind) {
  constexpr size_t kShown = 5;
  std::string objects;
  for (size_t i = 0; i < kShown && i < kind.findings.size(); ++i) {
    append_to(objects, i == 0 ? "" : "<br>",
              code_markdown(kind.findings[i]->object));
  }
  const FindingPage* page = finding_page(kind.first().code);
  return cat("| ", severity_text(kind.first()), " | ", kind.first().code, " ×",
             kind.findings.size(), " | ", objects, "<br>and ",
             kind.findings.size() - kShown, " more | ",
             page == nullptr ? "" : cat(escaped_markdown(page->title), "; "),
             "the first: ", sentence_markdown(kind.first().message), " |\n");
}

std::string findings_table(const std::vector<Kind>& kinds, size_t most_bytes) {
  constexpr size_t kMostOfKind = 6;
  if (kinds.empty()) return "";
  std::string out =
      "\n| severity | code | object | finding |\n|---|---|---|---|\n";
  size_t left_out = 0;
  for (const Kind& kind : kinds) {
    std::string rows;
    if (kind.findings.size() > kMostOfKind) {
      rows = kind_row(kind);
    } else {
      for (const Finding* finding : kind.findings)
        rows += finding_row(*finding);
    }
    if (left_out > 0 || out.size() + rows.size() > most_bytes) {
      left_out += kind.findings.size();
    } else {
      out += rows;
    }
  }
  if (left_out > 0) {
    append_to(out, "\n", left_out,
              " more findings are left out here; `millrace plan --format "
              "json` holds all.\n");
  }
  return out;
}

std::string findings(const Proposal& proposal, size_t most_bytes) {
  std::string out = findings_table(kinds_of(proposal, false), most_bytes);
  const FindingCounts counts = count_findings(proposal.findings);
  const std::string notes =
      findings_table(kinds_of(proposal, true), most_bytes);
  if (!notes.empty()) {
    append_to(out, "\n<details><summary>", counts.infos,
              counts.infos == 1 ? " note" : " notes", "</summary>\n", notes,
              "\n</details>\n");
  }
  return out;
}

std::string change_line(const Proposal& proposal, const ProposedChange& change,
                        const std::string& heading) {
  std::string out = change_verb(change);
  if (change.object != heading) {
    append_to(out, " ", code_markdown(change.object));
  }
  out += escaped_markdown(change_origin(change));
  const std::string figures = change_figures(proposal, change);
  if (!figures.empty()) append_to(out, ", ", escaped_markdown(figures));
  const Risk risk = shown_risk(change);
  if (risk != Risk::kSafe) append_to(out, " **[", risk_name(risk), "]**");
  if (change.after_copy_end) out += ", once the stream has passed the copy";
  return out;
}

std::string group_text(const Proposal& proposal, const ChangeGroup& group) {
  std::string marks;
  std::string body;
  for (const ProposedChange* change : group.changes) {
    const char mark = change_sign(*change);
    if (marks.find(mark) == std::string::npos) marks.push_back(mark);
    append_to(body, "\n", code_markdown(std::string(1, mark)), " ",
              change_line(proposal, *change, group.heading));
    if (!change->reason.empty()) {
      append_to(body, "<br>*", escaped_markdown(change->reason), "*");
    }
    body += "\n";
    for (const std::string& line : change->placement) {
      append_to(body, "- ", sentence_markdown(line), "\n");
    }
    if (details_say_more(*change)) {
      for (const std::string& line : change->details) {
        append_to(body, "- ", code_markdown(line), "\n");
      }
    }
    std::string sql;
    for (const Statement& statement : change->statements) {
      append_to(sql, sql.empty() ? "" : "\n", statement.sql, ";");
    }
    if (!sql.empty()) append_to(body, "\n", fenced_markdown("sql", sql));
  }
  // No Markdown in a summary: it is a block of HTML.
  return cat("\n<details><summary><code>", escaped_markup(marks), "</code> <b>",
             escaped_markup(shown(group.heading)),
             "</b>: ", escaped_markup(verbs_text(group)), "</summary>\n", body,
             "\n</details>\n");
}

std::string groups(const Proposal& proposal, size_t most_bytes) {
  std::string out;
  size_t left_out = 0;
  for (const ChangeGroup& group : group_changes(proposal)) {
    const std::string text = group_text(proposal, group);
    if (out.size() + text.size() > most_bytes) {
      ++left_out;
    } else {
      out += text;
    }
  }
  if (left_out > 0) {
    append_to(out, "\nThe changes of ", left_out,
              " more tables do not fit into a comment; `millrace plan "
              "--format html` or `json` shows every statement.\n");
  }
  return out;
}

// Comments end at "-->", which a plan's name cannot hold (finding P018).
std::string marker(const Proposal& proposal) {
  return cat("<!-- millrace plan: ", proposal.plan->name, " -->\n");
}

}  // namespace

std::string proposal_markdown(const Proposal& proposal, size_t most_bytes) {
  const ProposalSummary sum = summarize(proposal);
  std::string out = marker(proposal) + headline(proposal, sum);
  if (!proposal.empty() || !proposal.applyable()) {
    append_to(out, "\n", summary_line(sum), "\n");
    out += servers(proposal);
  }
  out += risks(proposal);
  out += findings(proposal, most_bytes / 4);
  if (out.size() < most_bytes) {
    out += groups(proposal, most_bytes - out.size());
  }
  if (!proposal.applyable()) {
    out +=
        "\n`millrace apply` does nothing until every error is mended or "
        "waived; `millrace explain CODE` says more about each.\n";
  }
  return out;
}

}  // namespace millrace
