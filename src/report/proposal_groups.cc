// SPDX-License-Identifier: Apache-2.0
#include "report/proposal_groups.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "report/position_view.h"

namespace millrace {
namespace {

constexpr const char* kSchemas = "Schemas";
constexpr const char* kStreams = "Streams";

// Streams and schemas stand on their own: neither belongs to one table.
std::string heading(const ProposedChange& change) {
  switch (change.action) {
    case Action::kCreateSchema:
      return kSchemas;
    case Action::kStartStream:
    case Action::kStopStream:
      return kStreams;
    default:
      return change.table.table.empty() ? change.object : change.table.str();
  }
}

int rank(const Finding& f) {
  return -2 * static_cast<int>(f.severity) + (f.waived ? 1 : 0);
}

std::string stream_figures(const Proposal& proposal,
                           const ProposedChange& change) {
  for (const SourceSummary& source : proposal.sources) {
    if (source.name != change.object) continue;
    if (source.position.kind == PositionKind::kNone) break;
    return cat("from ", position_text(source.position),
               " or where the copy begins");
  }
  return "";
}

}  // namespace

std::vector<ChangeGroup> group_changes(const Proposal& proposal) {
  std::vector<ChangeGroup> groups;
  std::map<std::string, size_t> known;
  for (const ProposedChange& change : proposal.changes) {
    const std::string title = heading(change);
    const auto [it, is_new] = known.emplace(title, groups.size());
    if (is_new) groups.push_back({title, {}});
    groups[it->second].changes.push_back(&change);
  }
  std::stable_partition(groups.begin(), groups.end(), [](const ChangeGroup& g) {
    return g.heading != kStreams;
  });
  return groups;
}

std::string verbs_text(const ChangeGroup& group) {
  std::vector<std::pair<std::string, int>> verbs;
  for (const ProposedChange* change : group.changes) {
    const std::string verb = change_verb(*change);
    const auto same =
        std::find_if(verbs.begin(), verbs.end(),
                     [&](const auto& known) { return known.first == verb; });
    if (same == verbs.end()) {
      verbs.emplace_back(verb, 1);
    } else {
      ++same->second;
    }
  }
  std::vector<std::string> words;
  for (const auto& [verb, count] : verbs) {
    words.push_back(count == 1 ? verb : cat(verb, " ×", count));
  }
  return join(words, ", ");
}

Risk worst_risk(const ChangeGroup& group) {
  Risk worst = Risk::kSafe;
  for (const ProposedChange* change : group.changes) {
    worst = std::max(worst, shown_risk(*change));
  }
  return worst;
}

std::vector<const Finding*> worst_first(const std::vector<Finding>& findings) {
  std::vector<const Finding*> sorted;
  for (const Finding& finding : findings) sorted.push_back(&finding);
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const Finding* a, const Finding* b) { return rank(*a) < rank(*b); });
  return sorted;
}

bool destroys(const ProposedChange& change) {
  return change.action == Action::kClearTable || change.risk == Risk::kDestroys;
}

Risk shown_risk(const ProposedChange& change) {
  return destroys(change) ? Risk::kDestroys : change.risk;
}

const char* risk_meaning(Risk risk) {
  switch (risk) {
    case Risk::kSafe:
      return "no one notices";
    case Risk::kLocks:
      return "writers of the table wait while it runs";
    case Risk::kRewrites:
      return "the server writes the whole table anew; nobody can use it "
             "meanwhile";
    case Risk::kDestroys:
      break;
  }
  return "rows or values of the target are lost";
}

char change_sign(const ProposedChange& change) {
  if (destroys(change)) return '-';
  switch (change.action) {
    case Action::kCreateSchema:
    case Action::kCreateTable:
    case Action::kCreateIndex:
      return '+';
    case Action::kAlterTable:
      return '~';
    case Action::kStopStream:
    case Action::kForgetTable:
      return '-';
    default:
      return '>';
  }
}

std::string change_verb(const ProposedChange& change) {
  return replace_all(action_name(change.action), "_", " ");
}

std::string change_origin(const ProposedChange& change) {
  if (change.from.empty()) return "";
  if (change.action == Action::kStartStream) {
    return cat(" for ", change.from.size(),
               change.from.size() == 1 ? " table" : " tables");
  }
  // Shards can be many: the first few and how many more.
  constexpr size_t kShown = 8;
  const size_t shown = std::min(change.from.size(), kShown);
  const std::vector<std::string> first(change.from.begin(),
                                       change.from.begin() + shown);
  std::string out = " from " + join(first, ", ");
  if (change.from.size() > shown) {
    append_to(out, " and ", change.from.size() - shown, " more");
  }
  return out;
}

std::string change_figures(const Proposal& proposal,
                           const ProposedChange& change) {
  if (change.action == Action::kCopyTable) {
    return cat("about ", grouped(change.rows_estimate), " rows, ",
               human_bytes(change.bytes_estimate));
  }
  if (change.action == Action::kStartStream) {
    return stream_figures(proposal, change);
  }
  return "";
}

bool details_say_more(const ProposedChange& change) {
  const bool is_new = change.action == Action::kCreateTable ||
                      change.action == Action::kCreateIndex;
  return !is_new || change.statements.empty();
}

}  // namespace millrace
