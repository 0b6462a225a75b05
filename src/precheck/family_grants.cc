// SPDX-License-Identifier: Apache-2.0
//
// What a Plan needs of the account on a target of the MySQL family.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "plan/pattern.h"
#include "precheck/needed_grants.h"
#include "precheck/privileges.h"

namespace millrace {
namespace {

const std::vector<std::string> kRows = {"SELECT", "INSERT", "UPDATE", "DELETE"};

class FamilyNeeds {
 public:
  FamilyNeeds(const Plan& plan, const std::vector<Route>& routes,
              const ServerFacts* facts)
      : plan_(plan), routes_(routes), facts_(facts) {
    out_.server = "target";
    out_.account =
        quoted_account(facts ? facts->account : cat(plan.target.user, "@%"));
    out_.create = cat("CREATE USER ", out_.account, " IDENTIFIED BY ",
                      kPasswordPlaceholder);
  }

  AccountNeeds run() {
    if (plan_.engine == TargetEngineKind::kDrds) return in_one_database();
    for (const Route& route : routes_) need(route);
    if (routes_.empty()) by_patterns();
    for (const auto& [database, privileges] : needs_) {
      add(database, privileges);
    }
    std::vector<std::string> ledger = kRows;
    ledger.emplace_back("CREATE");
    add("millrace", {ledger.begin(), ledger.end()});
    if (facts_) excess();
    return std::move(out_);
  }

 private:
  // Everything is in the target's database, the ledger too. What an account
  // holds there is said in words of its own.
  AccountNeeds in_one_database() {
    std::set<std::string> all = {kRows.begin(), kRows.end()};
    all.insert({"CREATE", "ALTER", "INDEX", "DROP"});
    if (facts_ != nullptr) {
      out_.notes.emplace_back("what the account holds on DRDS is not read");
      facts_ = nullptr;
    }
    add(plan_.target.database, all);
    return std::move(out_);
  }

  void need(const Route& route) {
    std::set<std::string>& here = needs_[route.id.to.schema];
    add_rows(&here, route.sync);
    for (const QualifiedName& name : route.earlier) {
      if (name == route.id.to) continue;
      // RENAME TABLE asks for these where the table was.
      needs_[name.schema].insert({"ALTER", "DROP"});
    }
  }

  static void add_rows(std::set<std::string>* here, const SyncOptions& sync) {
    const bool replays = sync.streams() && sync.stream_alter;
    here->insert(kRows.begin(), kRows.end());
    if (sync.schema || replays) here->insert({"CREATE", "ALTER"});
    // TRUNCATE and RENAME TABLE ask for it.
    if (replays || sync.on_existing == OnExisting::kClear) here->insert("DROP");
  }

  // Without the servers only what is written down is known: databases that
  // patterns name, and names that mappings give.
  void by_patterns() {
    bool known = true;
    for (const PlanSelection& selection : plan_.tables) {
      for (const std::string& text : selection.include) {
        known = by_pattern(selection.source, text) && known;
      }
    }
    for (const Mapping& mapping : plan_.mappings) {
      if (mapping.to_schema.find('$') != std::string::npos) {
        known = false;
      } else if (!mapping.to_schema.empty()) {
        add_rows(&needs_[mapping.to_schema], mapping.sync);
      }
    }
    if (known) return;
    out_.notes.push_back(
        "which databases the tables go to is known to the sources; without "
        "--offline they are listed");
  }

  bool by_pattern(const std::string& source, const std::string& text) {
    const Result<Pattern> pattern = Pattern::parse(text);
    if (!pattern.ok() || !pattern->literal_database()) return false;
    if (pattern->literal() && goes_elsewhere(source, *pattern->literal())) {
      return true;
    }
    add_rows(&needs_[*pattern->literal_database()], plan_.sync);
    return true;
  }

  bool goes_elsewhere(const std::string& source,
                      const QualifiedName& table) const {
    for (const Mapping& mapping : plan_.mappings) {
      const Result<Pattern> match = Pattern::parse(mapping.match);
      if (!mapping.source.empty() && mapping.source != source) continue;
      if (match.ok() && match->matches(table)) {
        return !mapping.to_schema.empty();
      }
    }
    return false;
  }

  // In a grant on a database _ and % stand for other letters too.
  std::string escaped(const std::string& database) const {
    if (facts_ && facts_->setting("partial_revokes") == "ON") return database;
    return replace_all(replace_all(database, "_", "\\_"), "%", "\\%");
  }

  void add(const std::string& database,
           const std::set<std::string>& privileges) {
    NeededGrant need;
    need.privileges.assign(privileges.begin(), privileges.end());
    need.on = cat(backquoted(escaped(database)), ".*");
    need.statement = cat("GRANT ", join(need.privileges, ", "), " ON ", need.on,
                         " TO ", out_.account);
    need.held =
        facts_ != nullptr &&
        std::all_of(
            privileges.begin(), privileges.end(),
            [&](const std::string& privilege) {
              return has_on_table(facts_->grants, {database, ""}, privilege);
            });
    given_[database] = privileges;
    out_.grants.push_back(std::move(need));
  }

  bool wanted(const Grant& held, const std::string& privilege) const {
    if (privilege == "USAGE") return true;
    if (held.schema == "*") return false;
    return std::any_of(given_.begin(), given_.end(), [&](const auto& one) {
      return one.second.contains(privilege) &&
             has_on_table({held},
                          {one.first, held.table == "*" ? "" : held.table},
                          privilege);
    });
  }

  void excess() {
    for (const Grant& held : facts_->grants) {
      if (held.partial_revoke) continue;
      for (const std::string& privilege : held.privileges) {
        if (wanted(held, privilege)) continue;
        out_.excess.push_back(
            cat(privilege, " ON ", held.schema, ".", held.table));
      }
    }
  }

  const Plan& plan_;
  const std::vector<Route>& routes_;
  const ServerFacts* facts_;
  std::map<std::string, std::set<std::string>> needs_;
  std::map<std::string, std::set<std::string>> given_;
  AccountNeeds out_;
};

}  // namespace

AccountNeeds family_target_needs(const Plan& plan,
                                 const std::vector<Route>& routes,
                                 const ServerFacts* facts) {
  return FamilyNeeds(plan, routes, facts).run();
}

}  // namespace millrace
