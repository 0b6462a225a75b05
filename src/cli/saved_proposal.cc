// SPDX-License-Identifier: Apache-2.0
#include "cli/saved_proposal.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"

namespace millrace {
namespace {

constexpr char kVersionKey[] = "millrace_proposal";
constexpr char kVersion[] = "1.0";

// One change in one line: what it does to what, by which SQL. Estimates are
// left out, they move by themselves.
std::string change_line(const ProposedChange& change) {
  std::string line = cat(action_name(change.action), " ", change.object);
  if (!change.from.empty()) append_to(line, " from ", join(change.from, ","));
  for (const Statement& s : change.statements) append_to(line, "; ", s.sql);
  return line;
}

// "create_table sales.orders": enough for a message.
std::string short_line(const std::string& line) {
  return line.substr(0, std::min(line.find(" from "), line.find("; ")));
}

std::string table_digest(Table table) {
  table.rows_estimate = 0;
  table.bytes_estimate = 0;
  table.has_rows.reset();
  return "sha256:" + sha256_hex(table_to_json(table));
}

std::map<std::string, std::string> source_digests(const Proposal& proposal) {
  std::map<std::string, std::string> out;
  for (const Route& route : proposal.routes) {
    out[cat(route.id.source, ".", route.id.from.str())] =
        table_digest(route.source_table);
  }
  return out;
}

std::string ledger_plan(const Proposal& proposal) {
  return proposal.ledger.exists ? proposal.ledger.plan_digest : "";
}

std::vector<std::string> change_lines(const Proposal& proposal) {
  std::vector<std::string> out;
  for (const ProposedChange& change : proposal.changes) {
    out.push_back(change_line(change));
  }
  return out;
}

bool contains(const std::vector<std::string>& all, const std::string& one) {
  return std::find(all.begin(), all.end(), one) != all.end();
}

std::string changed_source(const SavedProposal& saved,
                           const std::map<std::string, std::string>& now) {
  for (const auto& [table, digest] : saved.sources) {
    const auto found = now.find(table);
    if (found == now.end()) return cat("source table ", table, " is gone");
    if (found->second != digest) {
      return cat("source table ", table, " has been altered");
    }
  }
  for (const auto& [table, digest] : now) {
    if (saved.sources.count(table) == 0) {
      return cat("source table ", table, " is new");
    }
  }
  return "";
}

// A run of this very proposal began after it was saved: the ledger has its
// plan's digest now and had not then.
bool was_begun(const SavedProposal& saved, const Proposal& now) {
  return ledger_plan(now) == saved.plan_digest &&
         saved.ledger_plan_digest != saved.plan_digest;
}

}  // namespace

SavedProposal save_proposal(const Proposal& proposal,
                            const std::string& absolute_plan_path) {
  SavedProposal saved;
  saved.plan_path = absolute_plan_path;
  saved.plan_digest = proposal.plan->digest;
  saved.digest = proposal.digest;
  saved.ledger_plan_digest = ledger_plan(proposal);
  saved.sources = source_digests(proposal);
  saved.changes = change_lines(proposal);
  return saved;
}

std::string saved_proposal_json(const SavedProposal& saved) {
  JsonWriter json(true);
  json.begin_object()
      .member(kVersionKey, kVersion)
      .member("plan_path", saved.plan_path)
      .member("plan_digest", saved.plan_digest)
      .member("digest", saved.digest)
      .member("ledger_plan_digest", saved.ledger_plan_digest);
  json.key("sources").begin_object();
  for (const auto& [table, digest] : saved.sources) {
    json.member(table, digest);
  }
  json.end_object().key("changes").begin_array();
  for (const std::string& line : saved.changes) json.string(line);
  json.end_array().end_object();
  return json.take() + "\n";
}

bool is_saved_proposal(const JsonNode& root) {
  return root.is_object() && root.find(kVersionKey) != nullptr;
}

Result<SavedProposal> saved_proposal_from_json(const JsonNode& root) {
  if (root.string_or(kVersionKey, "") != kVersion) {
    return Status::refused(
        "the saved proposal is of another format version; make it again "
        "with `millrace plan --out`");
  }
  SavedProposal saved;
  saved.plan_path = root.string_or("plan_path", "");
  saved.plan_digest = root.string_or("plan_digest", "");
  saved.digest = root.string_or("digest", "");
  saved.ledger_plan_digest = root.string_or("ledger_plan_digest", "");
  if (saved.plan_path.empty() || saved.digest.empty()) {
    return Status::refused(
        "the saved proposal is damaged; make it again with `millrace plan "
        "--out`");
  }
  if (const JsonNode* sources = root.find("sources")) {
    for (const JsonMember& m : sources->members) {
      saved.sources[m.key] = m.value.text;
    }
  }
  if (const JsonNode* changes = root.find("changes")) {
    for (const JsonNode& n : changes->items) saved.changes.push_back(n.text);
  }
  return saved;
}

std::string stale_reason(const SavedProposal& saved, const Proposal& now) {
  if (saved.digest == now.digest) return "";
  if (saved.plan_digest != now.plan->digest) {
    return cat("the Plan ", saved.plan_path, " has been edited");
  }
  std::string source = changed_source(saved, source_digests(now));
  if (!source.empty()) return source;
  const std::vector<std::string> lines = change_lines(now);
  for (const std::string& line : lines) {
    if (!contains(saved.changes, line)) {
      return cat("the target now needs what was not proposed: ",
                 short_line(line));
    }
  }
  if (was_begun(saved, now)) return "";  // what is left of it
  for (const std::string& line : saved.changes) {
    if (!contains(lines, line)) {
      return cat("the target no longer needs what was proposed: ",
                 short_line(line));
    }
  }
  return "the target's catalog has changed";
}

}  // namespace millrace
