// SPDX-License-Identifier: Apache-2.0
#include "cli/saved_proposal.h"

#include <algorithm>
#include <ctime>

#include "base/digest.h"
#include "base/text.h"
#include "diff/fields.h"

namespace millrace {
namespace {

constexpr char kVersionKey[] = "millrace_proposal";
constexpr char kVersion[] = "1.1";
constexpr char kAgain[] = "make it again with `millrace plan --out`";

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

bool on_target(const std::string& object) {
  return object.starts_with("target.");
}

std::string side(const std::string& object) {
  return on_target(object) ? cat("target table ", object.substr(7))
                           : cat("source table ", object);
}

// The first table of that side that is not as it was.
std::string changed_table(const SavedProposal& saved, const Proposal& now,
                          bool target) {
  for (const auto& [object, table] : saved.catalog) {
    if (on_target(object) != target) continue;
    const auto found = now.catalog.find(object);
    if (found == now.catalog.end()) return cat(side(object), " is gone");
    if (found->second == table) continue;
    const auto fields = field_differences(table, found->second);
    return cat(side(object), " has been altered",
               fields.empty() ? "" : cat(": ", fields_text(fields)));
  }
  for (const auto& [object, table] : now.catalog) {
    if (on_target(object) == target && saved.catalog.count(object) == 0) {
      return cat(side(object), " is new");
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

std::string new_line(const SavedProposal& saved,
                     const std::vector<std::string>& lines) {
  for (const std::string& line : lines) {
    if (!contains(saved.changes, line)) {
      return cat("what was not proposed is needed now: ", short_line(line));
    }
  }
  return "";
}

void write_body(const SavedProposal& saved, JsonWriter& json) {
  json.member(kVersionKey, kVersion)
      .member("plan", saved.plan_name)
      .member("plan_path", saved.plan_path)
      .member("plan_digest", saved.plan_digest)
      .member("digest", saved.digest)
      .member("ledger_plan_digest", saved.ledger_plan_digest)
      .member("created", saved.created)
      .member("expires", saved.expires);
  json.key("positions").begin_object();
  for (const auto& [source, at] : saved.positions) json.member(source, at);
  json.end_object().key("catalog").begin_object();
  for (const auto& [object, table] : saved.catalog) {
    json.key(object);
    write_table(json, table);
  }
  json.end_object().key("changes").begin_array();
  for (const std::string& line : saved.changes) json.string(line);
  json.end_array();
}

std::string checksum(const SavedProposal& saved) {
  JsonWriter json;
  json.begin_object();
  write_body(saved, json);
  json.end_object();
  return "sha256:" + sha256_hex(json.take());
}

std::string utc(int64_t seconds) {
  const std::time_t at = seconds;
  std::tm parts{};
  gmtime_r(&at, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  return text;
}

Status damaged() {
  return Status::refused(
      cat("the saved proposal is damaged or was edited; ", kAgain));
}

Status read_members(const JsonNode& root, SavedProposal* saved) {
  // A key that is misspelt must not read as an empty value.
  for (const char* key :
       {"plan", "plan_path", "plan_digest", "digest", "ledger_plan_digest",
        "created", "expires", "positions", "catalog", "changes"}) {
    if (root.find(key) == nullptr) return damaged();
  }
  saved->plan_name = root.string_or("plan", "");
  saved->plan_path = root.string_or("plan_path", "");
  saved->plan_digest = root.string_or("plan_digest", "");
  saved->digest = root.string_or("digest", "");
  saved->ledger_plan_digest = root.string_or("ledger_plan_digest", "");
  saved->created = root.int_or("created", 0);
  saved->expires = root.int_or("expires", 0);
  for (const JsonMember& m : root.find("positions")->members) {
    saved->positions[m.key] = m.value.text;
  }
  for (const JsonMember& m : root.find("catalog")->members) {
    const Result<Table> table = table_from_json(m.value);
    if (!table.ok()) return damaged();
    saved->catalog[m.key] = *table;
  }
  for (const JsonNode& n : root.find("changes")->items) {
    saved->changes.push_back(n.text);
  }
  return {};
}

}  // namespace

SavedProposal save_proposal(const Proposal& proposal,
                            const std::string& absolute_plan_path, int64_t now,
                            int64_t lifetime) {
  SavedProposal saved;
  saved.plan_name = proposal.plan->name;
  saved.plan_path = absolute_plan_path;
  saved.plan_digest = proposal.plan->digest;
  saved.digest = proposal.digest;
  saved.ledger_plan_digest = ledger_plan(proposal);
  saved.created = now;
  saved.expires = lifetime == 0 ? 0 : now + lifetime;
  for (const SourceSummary& source : proposal.sources) {
    saved.positions[source.name] = source.position.str();
  }
  saved.catalog = proposal.catalog;
  saved.changes = change_lines(proposal);
  return saved;
}

std::string saved_proposal_json(const SavedProposal& saved) {
  JsonWriter json(true);
  json.begin_object();
  write_body(saved, json);
  json.member("checksum", checksum(saved)).end_object();
  return json.take() + "\n";
}

bool is_saved_proposal(const JsonNode& root) {
  return root.is_object() && root.find(kVersionKey) != nullptr;
}

bool looks_like_saved_proposal(const std::string& text) {
  return text.find(cat("\"", kVersionKey, "\"")) != std::string::npos;
}

Result<SavedProposal> saved_proposal_from_json(const JsonNode& root) {
  if (root.string_or(kVersionKey, "") != kVersion) {
    return Status::refused(
        cat("the saved proposal is of another format version; ", kAgain));
  }
  SavedProposal saved;
  MR_RETURN_IF_ERROR(read_members(root, &saved));
  if (root.string_or("checksum", "") != checksum(saved)) return damaged();
  return saved;
}

std::string expired_reason(const SavedProposal& saved, int64_t now) {
  if (saved.expires == 0 || now < saved.expires) return "";
  return cat("it expired at ", utc(saved.expires));
}

std::string stale_reason(const SavedProposal& saved, const Proposal& now) {
  if (saved.digest == now.digest) return "";
  if (saved.plan_digest != now.plan->digest) {
    return cat("the Plan ", saved.plan_path, " has been edited");
  }
  const std::string source = changed_table(saved, now, false);
  if (!source.empty()) return source;
  const std::vector<std::string> lines = change_lines(now);
  const std::string more = new_line(saved, lines);
  if (more.empty() && was_begun(saved, now)) return "";  // what is left of it
  const std::string target = changed_table(saved, now, true);
  if (!target.empty()) return target;
  if (!more.empty()) return more;
  for (const std::string& line : saved.changes) {
    if (!contains(lines, line)) {
      return cat("what was proposed is no longer needed: ", short_line(line));
    }
  }
  return "the target's catalog has changed";
}

}  // namespace millrace
