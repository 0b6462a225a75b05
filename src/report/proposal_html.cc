// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_html.h"

#include "base/text.h"
#include "report/html_style.h"
#include "report/markup.h"
#include "report/position_view.h"
#include "report/proposal_groups.h"
#include "report/proposal_summary.h"

namespace millrace {
namespace {

// Tables beyond this many are shown folded, so that the page can be
// overlooked.
constexpr size_t kMostOpen = 12;

std::string element(const char* tag, const std::string& of_class,
                    std::string_view text) {
  const std::string attribute =
      of_class.empty() ? "" : cat(" class=\"", of_class, "\"");
  return cat("<", tag, attribute, ">", escaped_markup(text), "</", tag, ">");
}

const char* mark_class(char mark) {
  switch (mark) {
    case '+':
      return "mark plus";
    case '~':
      return "mark tilde";
    case '-':
      return "mark minus";
    default:
      return "mark go";
  }
}

std::string mark(const ProposedChange& change) {
  const char sign = change_sign(change);
  const std::string shown = sign == '-' ? "−" : std::string(1, sign);
  return element("span", mark_class(sign), shown);
}

std::string outcome(const Proposal& proposal, const ProposalSummary& sum) {
  if (!proposal.applyable()) {
    return element("p", "outcome blocked",
                   cat("Blocked by ", sum.findings.errors,
                       sum.findings.errors == 1 ? " error" : " errors",
                       ": apply does nothing until every one is mended or "
                       "waived."));
  }
  if (proposal.empty()) {
    return element("p", "outcome ready",
                   "No changes: the target is as the Plan wants it.");
  }
  return element("p", "outcome ready", "Ready to apply.");
}

void append_figure(std::string& out, int count, const char* what,
                   const char* alarm = "") {
  append_to(out, "<div class=\"", count == 0 ? "none" : alarm, "\"><b>", count,
            "</b>", what, "</div>\n");
}

std::string figures(const ProposalSummary& sum) {
  std::string out = "<div class=\"figures\">\n";
  append_figure(out, sum.create, "to create");
  append_figure(out, sum.alter, "to alter");
  append_figure(out, sum.destroy, "to destroy", "alarm");
  append_figure(out, sum.copy, "to copy");
  append_figure(out, sum.findings.errors, "errors", "alarm");
  append_figure(out, sum.findings.warnings, "warnings");
  return out + "</div>\n";
}

std::string servers(const Proposal& proposal) {
  std::string out = "<dl>\n";
  for (const SourceSummary& source : proposal.sources) {
    append_to(out, element("dt", "", "source " + source.name), "<dd>",
              escaped_markup(cat(source.flavor.name(), " ",
                                 source.flavor.version, ", at ")),
              element("code", "", position_text(source.position)), "</dd>\n");
  }
  append_to(out, "<dt>target</dt>",
            element("dd", "",
                    cat(proposal.target.name(), " ", proposal.target.version)),
            "\n<dt>digest</dt><dd>", element("code", "", proposal.digest),
            "</dd>\n</dl>\n");
  return out;
}

std::string note(const char* title, const std::string& text) {
  if (text.empty()) return "";
  if (text.find('\n') != std::string::npos) {
    return cat(element("p", "soft", title), element("pre", "", text), "\n");
  }
  return cat("<p>", element("span", "soft", cat(title, ": ")),
             escaped_markup(text), "</p>\n");
}

std::string finding_html(const Finding& finding) {
  const std::string severity = severity_name(finding.severity);
  std::string out =
      cat("<div class=\"finding ", severity, finding.waived ? " waived" : "",
          "\">\n", "<p class=\"head\">");
  out += element("span", "badge",
                 finding.waived ? severity + ", waived" : severity);
  append_to(out, " ", element("code", "", finding.code), " ",
            element("span", "object", finding.object), "</p>\n",
            element("p", "", finding.message), "\n");
  out += note("evidence", finding.evidence);
  out += note("remedy", finding.remedy);
  if (finding.waived) out += note("waived", finding.waiver);
  return out + "</div>\n";
}

// Notes are for those who look for them.
std::string findings(const Proposal& proposal) {
  if (proposal.findings.empty()) return "";
  std::string out;
  std::string notes;
  for (const Finding* finding : worst_first(proposal.findings)) {
    const bool note_only = finding->severity == Severity::kInfo;
    (note_only ? notes : out) += finding_html(*finding);
  }
  if (!notes.empty()) {
    const int count = count_findings(proposal.findings).infos;
    append_to(out, "<details class=\"notes\">\n<summary>", count,
              count == 1 ? " note" : " notes", "</summary>\n", notes,
              "</details>\n");
  }
  return cat("<h2>Findings</h2>\n", out);
}

std::string list_html(const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string out = "<ul>\n";
  for (const std::string& line : lines) {
    append_to(out, element("li", "", line), "\n");
  }
  return out + "</ul>\n";
}

std::string change_html(const Proposal& proposal,
                        const ProposedChange& change) {
  std::string out = cat("<div class=\"change\">\n<p>", mark(change), " ",
                        element("b", "", change_verb(change)), " ",
                        escaped_markup(change.object),
                        element("span", "soft", change_origin(change)));
  const std::string figures = change_figures(proposal, change);
  if (!figures.empty()) {
    append_to(out, element("span", "soft", cat(", ", figures)));
  }
  const Risk risk = shown_risk(change);
  if (risk != Risk::kSafe) {
    const std::string name = risk_name(risk);
    append_to(out, " ", element("span", "badge " + name, name), " ",
              element("span", "soft", risk_meaning(risk)));
  }
  out += "</p>\n";
  if (!change.reason.empty()) {
    append_to(out, element("p", "soft", change.reason), "\n");
  }
  if (change.after_copy_end) {
    append_to(
        out,
        element("p", "soft", "made once the stream has passed the copy's end"),
        "\n");
  }
  out += list_html(change.placement);
  if (details_say_more(change)) out += list_html(change.details);
  for (const Statement& statement : change.statements) {
    append_to(out, element("pre", "", statement.sql + ";"), "\n");
  }
  return out + "</div>\n";
}

std::string group_html(const Proposal& proposal, const ChangeGroup& group,
                       bool open) {
  const Risk risk = worst_risk(group);
  const std::string name = risk_name(risk);
  std::string out = cat(
      "<details", open || risk != Risk::kSafe ? " open" : "", ">\n<summary>",
      element("h3", "", group.heading), " ",
      element("span", "soft", verbs_text(group)),
      risk == Risk::kSafe ? "" : " " + element("span", "badge " + name, name),
      "</summary>\n");
  for (const ProposedChange* change : group.changes) {
    out += change_html(proposal, *change);
  }
  return out + "</details>\n";
}

std::string changes(const Proposal& proposal) {
  if (proposal.changes.empty()) return "";
  std::string out = "<h2>Changes</h2>\n";
  const std::vector<ChangeGroup> groups = group_changes(proposal);
  for (const ChangeGroup& group : groups) {
    out += group_html(proposal, group, groups.size() <= kMostOpen);
  }
  return out;
}

}  // namespace

std::string proposal_html(const Proposal& proposal) {
  const ProposalSummary sum = summarize(proposal);
  const std::string title = "millrace plan " + proposal.plan->name;
  const bool blocked = !proposal.applyable();
  std::string out =
      cat("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
          "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
          "content=\"width=device-width, initial-scale=1\">\n",
          element("title", "", title), "\n<style>", html_style(),
          "</style>\n</head>\n<body>\n");
  append_to(out, element("h1", "", title), "\n", outcome(proposal, sum), "\n",
            element("p", "soft", proposal.plan->description), "\n",
            figures(sum), servers(proposal));
  // What blocks is read first; otherwise what will happen.
  out += blocked ? findings(proposal) + changes(proposal)
                 : changes(proposal) + findings(proposal);
  append_to(out,
            "<footer>Nothing has been changed by this plan. <code>millrace "
            "explain CODE</code> says more about a finding.</footer>\n"
            "</body>\n</html>\n");
  return out;
}

}  // namespace millrace
