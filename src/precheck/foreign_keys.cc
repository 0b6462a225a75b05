// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
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

std::string constraint(const ForeignKey& key, const std::string& rules) {
  return cat("FOREIGN KEY (", join(key.columns, ", "), ") REFERENCES ",
             key.parent.str(), " (", join(key.parent_columns, ", "), ") ",
             rules);
}

// Why the stream cannot carry the cascade out itself; "" when it can. The
// conditions are those of stream/cascade.h.
std::string cannot_follow(const Route& route, const ForeignKey& key,
                          const std::vector<Route>& routes) {
  bool parent = false;
  for (const Route& other : routes) {
    if (other.id.source == route.id.source && other.id.from == key.parent) {
      parent = other.sync.streams();
    }
    if (other.id != route.id && other.id.to == route.id.to) {
      return "several source tables share its target";
    }
  }
  if (!parent) return "its parent is not selected";
  for (const std::string& name : key.columns) {
    const int at = route.source_table.column_index(name);
    const auto written = [&](const RouteColumn& column) {
      return at >= 0 && column.source == static_cast<size_t>(at);
    };
    if (std::none_of(route.columns.begin(), route.columns.end(), written)) {
      return cat("its column ", name, " is skipped");
    }
  }
  return "";
}

void check_cascade(const Route& route, const ForeignKey& key,
                   const ServerFacts& facts, const std::vector<Route>& routes,
                   Findings* findings) {
  std::string rules = rules_of(key);
  // An account with SELECT alone sees the key and not always its rules.
  const bool unseen = key.on_delete.empty();
  if (unseen) rules = "rules not visible to this account";
  if (rules.empty() || !route.sync.streams() || logs_cascades(facts)) return;
  const std::string object = object_of(route, key.name);
  const std::string what =
      cat("rows of ", route.id.from.str(), " change when their parent ",
          key.parent.str(), " changes (", rules,
          "), which this server does not log; ");
  const std::string problem = cannot_follow(route, key, routes);
  if (unseen || !problem.empty()) {
    findings->push_back(error_finding(
        "P142", object,
        cat(what, "the stream cannot follow it: ",
            unseen ? "the rules are not visible" : problem),
        unseen ? "grant SHOW VIEW on its database so that the rules can be "
                 "read, or waive this where nothing cascades"
               : "select the parent table and write the column, or waive "
                 "this where parents never change",
        constraint(key, rules)));
    return;
  }
  findings->push_back(info_finding(
      "P140", object, cat(what, "the stream makes the same change itself"),
      "nothing, as long as sessions of the source do not switch "
      "foreign_key_checks off",
      constraint(key, rules)));
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
      check_cascade(route, key, source->second.facts, input.resolution.routes,
                    findings);
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
