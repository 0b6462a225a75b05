// SPDX-License-Identifier: Apache-2.0
#include <set>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

bool changes_children(const std::string& rule) {
  return rule == "CASCADE" || rule == "SET NULL" || rule == "SET DEFAULT";
}

// From 9.6 on the server itself writes the children's changes to its log,
// unless it was told to leave cascades to the storage engine.
bool logs_cascades(const ServerFacts& facts) {
  const std::string native = facts.setting("innodb_native_foreign_keys");
  return facts.flavor.kind == FlavorKind::kMysql &&
         facts.flavor.at_least(9, 6) && !iequals(native, "ON") && native != "1";
}

std::string rules_of(const ForeignKey& key) {
  std::vector<std::string> rules;
  if (changes_children(key.on_delete)) {
    rules.push_back("ON DELETE " + key.on_delete);
  }
  if (changes_children(key.on_update)) {
    rules.push_back("ON UPDATE " + key.on_update);
  }
  return join(rules, ", ");
}

void check_cascade(const Route& route, const ForeignKey& key,
                   const ServerFacts& facts, Findings* findings) {
  std::string rules = rules_of(key);
  // An account with SELECT alone sees the key and not always its rules.
  if (key.on_delete.empty()) rules = "rules not visible to this account";
  if (rules.empty() || !route.sync.streams() || logs_cascades(facts)) return;
  findings->push_back(warning_finding(
      "P140", object_of(route, key.name),
      cat("rows of ", route.id.from.str(), " that change because their parent ",
          key.parent.str(), " changes (", rules,
          ") are not in this server's log"),
      key.on_delete.empty()
          ? "see the rules with SHOW CREATE TABLE; waive this where nothing "
            "cascades"
          : "delete or update the children in the application before the "
            "parent, and run verify --repair from time to time",
      cat("FOREIGN KEY (", join(key.columns, ", "), ") REFERENCES ",
          key.parent.str(), " (", join(key.parent_columns, ", "), ") ",
          rules)));
}

}  // namespace

void check_foreign_keys(const PrecheckInput& input, Findings* findings) {
  std::set<std::pair<std::string, QualifiedName>> selected;
  for (const Route& route : input.resolution.routes) {
    selected.emplace(route.id.source, route.id.from);
  }
  for (const Route& route : input.resolution.routes) {
    const auto source = input.sources.find(route.id.source);
    if (source == input.sources.end()) continue;
    for (const ForeignKey& key : route.source_table.foreign_keys) {
      check_cascade(route, key, source->second.facts, findings);
      const bool inside = selected.contains({route.id.source, key.parent});
      findings->push_back(info_finding(
          "P141", object_of(route, key.name),
          cat("foreign key ", key.name, " to ", key.parent.str(),
              " is not made in the target",
              inside ? "" : ", and its parent is not selected"),
          "the source goes on checking it; add it yourself before the "
          "application writes to the target"));
    }
  }
}

}  // namespace millrace
