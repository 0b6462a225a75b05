// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/memory.h"
#include "base/text.h"
#include "precheck/questions.h"
#include "precheck/waivers.h"
#include "proposal/causes.h"
#include "proposal/changes.h"
#include "proposal/forecast.h"
#include "proposal/late_keys.h"
#include "proposal/ledger_update.h"
#include "proposal/moves.h"
#include "proposal/propose.h"
#include "route/fit.h"

namespace millrace {
namespace {

void fit_routes(PrecheckInput* input) {
  std::map<QualifiedName, std::vector<const SchemaChange*>> retyped;
  for (const SchemaChange& change : input->difference.changes) {
    if (change.kind == SchemaChangeKind::kAlterColumnType) {
      retyped[change.table.name].push_back(&change);
    }
  }
  for (Route& route : input->resolution.routes) {
    const Table* actual = input->actual.table(route.id.to);
    if (actual == nullptr) continue;
    fit_to_target(*actual, &route);
    const auto changes = retyped.find(route.id.to);
    if (changes == retyped.end()) continue;
    for (const SchemaChange* change : changes->second) {
      for (RouteColumn& column : route.columns) {
        if (column.name == change->column.name) {
          column.native = change->column.native;
        }
      }
    }
  }
}

// Takes the target's tables: nobody asks for them after this.
std::map<std::string, Table> take_catalog(PrecheckInput* input) {
  std::map<std::string, Table> out;
  for (const Route& route : input->resolution.routes) {
    out[cat(route.id.source, ".", route.id.from.str())] =
        lasting(route.source_table);
  }
  for (const Route& route : input->resolution.routes) {
    const std::string name = "target." + route.id.to.str();
    Table* actual = input->actual.table(route.id.to);
    if (actual == nullptr || out.contains(name)) continue;
    Table taken = std::move(*actual);
    actual->name = taken.name;  // by which the others are found
    out.emplace(name, lasting(std::move(taken)));
  }
  return out;
}

}  // namespace

void compare(PrecheckInput* input) {
  // Lent, not copied: a hundred thousand columns are a lot of memory.
  std::map<std::string, Catalog> catalogs;
  for (auto& [name, source] : input->sources) {
    catalogs.emplace(name, std::move(source.catalog));
  }
  input->resolution = Resolution();  // not both at once
  input->resolution = resolve(*input->plan, input->selections, catalogs,
                              *input->dialect, placement_facts(*input));
  for (auto& [name, source] : input->sources) {
    source.catalog = std::move(catalogs.at(name));
  }
  for (Table& table : input->resolution.desired.tables) {
    const AppliedTable* applied = input->ledger.table(table.name);
    if (applied != nullptr) share_lists(applied->desired, &table);
  }
  find_moves(input);
  if (input->target_read) find_differences(input);
}

Proposal assemble(PrecheckInput input, std::vector<Finding> unread) {
  compare(&input);
  if (!input.target_read) find_differences(&input);
  find_causes(&input);
  take_keys_late(&input);
  Proposal proposal;
  proposal.plan = input.plan;
  proposal.findings = precheck(input);
  for (Finding& finding : unread) {
    proposal.findings.push_back(std::move(finding));
  }
  sort_findings(&proposal.findings);
  proposal.changes = proposed_changes(input);

  // The rest is worded now, and every change holds a whole table.
  std::erase_if(input.difference.changes, [](const SchemaChange& change) {
    return change.kind != SchemaChangeKind::kAlterColumnType;
  });
  input.difference.changes.shrink_to_fit();
  give_back_memory();

  proposal.digest = proposal_digest(input, proposal.changes);
  for (const PlanEndpoint& source : input.plan->sources) {
    const auto at = input.sources.find(source.name);
    if (at == input.sources.end()) continue;
    proposal.sources.push_back(
        {source.name, at->second.facts.flavor, at->second.facts.position});
  }
  proposal.target = input.target.flavor;
  // Every road has its table; what follows asks for no others.
  for (auto& [name, source] : input.sources) source.catalog = Catalog();
  give_back_memory();
  proposal.update = ledger_update(input);
  proposal.forecast = forecast(input.resolution.routes, *input.dialect);
  fit_routes(&input);
  input.resolution.desired = Catalog();
  proposal.catalog = take_catalog(&input);
  proposal.routes = std::move(input.resolution.routes);
  proposal.ledger = std::move(input.ledger);
  return proposal;
}

}  // namespace millrace
