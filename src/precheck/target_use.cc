// SPDX-License-Identifier: Apache-2.0
#include <map>
#include <set>

#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/rules.h"
#include "route/findings.h"

namespace millrace {
namespace {

void tell(const PrecheckInput& input, const QualifiedName& table,
          const TableUse& use, Findings* findings) {
  const std::string name = table.str();
  switch (use.kind) {
    case TableUse::Kind::kSession:
      findings->push_back(warning_finding(
          "P234", target_object(table),
          cat("another session holds a lock of a writer on ", name,
              "; a change of the table waits for it, and rows that others "
              "write are differences to verify"),
          "let it end, and see that nobody else writes to the table", use.who));
      break;
    case TableUse::Kind::kSubscription:
      findings->push_back(warning_finding(
          "P234", target_object(table),
          cat(name, " is written by a subscription of the target too"),
          "drop the table from the subscription, or from the Plan", use.who));
      break;
    case TableUse::Kind::kPlan:
      if (use.who == input.plan->name) break;
      findings->push_back(warning_finding(
          "P236", target_object(table),
          cat("Plan ", use.who, " writes to ", name,
              " too; of two rows with one key the later one stays, and each "
              "Plan's verify counts the other's rows as extra"),
          cat("map one of them to another table, or millrace forget it in ",
              "Plan ", use.who),
          cat("plan ", use.who)));
      break;
  }
}

// Greenplum without its detector of deadlocks between segments lets one
// session at a time UPDATE or DELETE in a table: the appliers of several
// sources wait for each other.
void check_appliers(const PrecheckInput& input, Findings* findings) {
  if (input.target.flavor.kind != FlavorKind::kGreenplum ||
      input.target.setting("gp_enable_global_deadlock_detector") == "on") {
    return;
  }
  std::map<QualifiedName, std::set<std::string>> sources;
  for (const Route& route : input.resolution.routes) {
    if (route.sync.streams()) sources[route.id.to].insert(route.id.source);
  }
  for (const auto& [table, names] : sources) {
    if (names.size() < 2) continue;
    findings->push_back(warning_finding(
        "P335", target_object(table),
        cat("changes of ", names.size(), " sources are streamed into ",
            table.str(),
            ", where one session at a time may change rows: their "
            "transactions wait for each other"),
        "gpconfig -c gp_enable_global_deadlock_detector -v on, where the "
        "server has it; or map the sources to tables of their own",
        "gp_enable_global_deadlock_detector is not on"));
  }
}

}  // namespace

void check_target_use(const PrecheckInput& input, Findings* findings) {
  if (!input.target_read) return;
  check_appliers(input, findings);
  std::multimap<std::string, const TableUse*> uses;
  for (const TableUse& use : input.target.in_use) {
    uses.emplace(use.table, &use);
  }
  if (uses.empty()) return;
  for (const Table& wanted : input.resolution.desired.tables) {
    const auto [from, to] = uses.equal_range(wanted.name.str());
    for (auto use = from; use != to; ++use) {
      tell(input, wanted.name, *use->second, findings);
    }
  }
}

}  // namespace millrace
