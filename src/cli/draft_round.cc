// SPDX-License-Identifier: Apache-2.0
#include "cli/draft_round.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "cli/make_proposal.h"
#include "plan/plan_json.h"
#include "report/findings_text.h"

namespace millrace {
namespace {

constexpr size_t kRisks = 5;

// A server that could not be read leaves nothing to write a Plan from.
Status unread(const std::vector<Finding>& findings) {
  for (const Finding& finding : findings) {
    for (const char* code : {"P100", "P200", "P230"}) {
      if (finding.code != code) continue;
      return Status::refused(cat(finding.message, "\n  no Plan was written"))
          .with_code(finding.code);
    }
  }
  return {};
}

const Route* route_of(const Proposal& proposal, const std::string& object) {
  for (const Route& route : proposal.routes) {
    if (cat(route.id.source, ".", route.id.from.str()) == object ||
        cat("target.", route.id.to.str()) == object) {
      return &route;
    }
  }
  return nullptr;
}

// Within 55 bytes, whole characters, told apart by a digest of the whole.
std::string shorter(const std::string& name) {
  constexpr size_t kBytes = 46;
  std::string out = name.substr(0, std::min(kBytes, name.size()));
  out.resize(valid_utf8_prefix(out));
  std::replace(out.begin(), out.end(), '$', '_');
  return cat(out, "_", sha256_hex(name).substr(0, 8));
}

bool name_databases(const DraftRound& round, PlanDraft* draft) {
  if (!draft->databases.empty()) return false;
  for (const Route& route : round.proposal.routes) {
    draft->databases.insert(route.id.from.schema);
  }
  return true;
}

// "3 tables of shop", "7 tables of 2 databases"
std::string taken(const Proposal& proposal) {
  std::set<std::string> databases;
  for (const Route& route : proposal.routes) {
    databases.insert(route.id.from.schema);
  }
  const size_t tables = proposal.routes.size();
  return cat(tables, tables == 1 ? " table of " : " tables of ",
             databases.size() == 1 ? *databases.begin()
                                   : cat(databases.size(), " databases"));
}

std::string next_steps(const DraftRound& round) {
  const bool blocked = !round.proposal.applyable();
  return cat(
      "\nNext:\n"
      "  the Plan is on standard output; keep it in a file, say "
      "plan.json, under version control\n",
      blocked ? "  mend the errors above, in the Plan or on the "
                "servers: each says how\n"
              : "",
      "  millrace plan plan.json     shows every statement and every "
      "finding\n"
      "  millrace grants plan.json   the privileges that it needs, and "
      "no more\n"
      "  millrace apply plan.json    makes it so\n");
}

}  // namespace

Result<DraftRound> try_draft(const PlanDraft& draft, const Engines& engines) {
  DraftRound round;
  MR_ASSIGN_OR_RETURN(round.text, draft_text(draft));
  round.plan = std::make_shared<Plan>();
  std::vector<PlanError> errors;
  // What can be wrong is what the user gave: the name, a variable's name.
  if (!parse_plan(round.text, "plan.json", round.plan.get(), &errors)) {
    return Status::refused(
               cat(errors.front().message, "; ", errors.front().suggestion))
        .with_code(errors.front().code);
  }
  round.plan->path = "-";
  MR_ASSIGN_OR_RETURN(round.proposal,
                      make_proposal(*round.plan, engines, "sample"));
  MR_RETURN_IF_ERROR(unread(round.proposal.findings));
  if (round.proposal.routes.empty() && draft.excluded.empty()) {
    const std::string& database = draft.source.endpoint.database;
    return Status::refused(
        cat("the source has no table ",
            database.empty() ? "" : cat("in database ", database, " "),
            "that account ", draft.source.endpoint.user,
            " may read; grant it SELECT, or name another database"));
  }
  return round;
}

bool improve(const DraftRound& round, PlanDraft* draft) {
  bool changed = name_databases(round, draft);
  for (const Finding& finding : round.proposal.findings) {
    if (finding.severity != Severity::kError || finding.waived) continue;
    const Route* route = route_of(round.proposal, finding.object);
    if (route == nullptr) continue;
    const QualifiedName& table = route->id.from;
    if (finding.code == "P130") {
      changed |= draft->excluded.insert(table).second;
    } else if (finding.code == "P126" || finding.code == "P127") {
      changed |= draft->renamed.emplace(table, shorter(table.table)).second;
    }
  }
  return changed;
}

std::vector<RiskyFinding> riskiest(const std::vector<Finding>& findings,
                                   size_t most) {
  std::vector<RiskyFinding> risks;
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    for (const Finding& finding : findings) {
      if (finding.waived || finding.severity != severity) continue;
      const auto same = std::find_if(
          risks.begin(), risks.end(), [&](const RiskyFinding& risk) {
            return risk.finding->code == finding.code;
          });
      if (same == risks.end()) {
        risks.push_back({&finding, 0});
      } else {
        ++same->more;
      }
    }
  }
  if (risks.size() > most) risks.resize(most);
  return risks;
}

std::string draft_summary(const PlanDraft& draft, const DraftRound& round,
                          const Paint& paint) {
  std::string out =
      cat("Plan \"", draft.name, "\": ", shown(taken(round.proposal)), "\n");
  for (const QualifiedName& table : draft.excluded) {
    append_to(out, "  left out: ", shown(table.str()),
              ": it has no key, so its rows cannot be told apart in the "
              "stream; give it one, or copy it without stream (millrace "
              "explain P130)\n");
  }
  for (const auto& [table, name] : draft.renamed) {
    append_to(out, "  renamed: ", shown(table.str()), " becomes ", shown(name),
              ": the target does not take the name as it is\n");
  }
  const FindingCounts counts = count_findings(round.proposal.findings);
  const std::vector<RiskyFinding> risks =
      riskiest(round.proposal.findings, kRisks);
  append_to(out, "\n",
            risks.empty() ? "No risk was found by the prechecks.\n"
                          : cat("Riskiest of ", counts_text(counts), ":\n"));
  for (const RiskyFinding& risk : risks) {
    append_to(out, finding_text(*risk.finding, paint));
    if (risk.more > 0) {
      append_to(out, "  and ", risk.more, " more of ", risk.finding->code,
                "\n");
    }
  }
  return out + next_steps(round);
}

}  // namespace millrace
