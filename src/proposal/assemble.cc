// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "base/text.h"
#include "precheck/waivers.h"
#include "proposal/causes.h"
#include "proposal/changes.h"
#include "proposal/forecast.h"
#include "proposal/late_keys.h"
#include "proposal/ledger_update.h"
#include "proposal/moves.h"
#include "proposal/propose.h"

namespace millrace {
namespace {

std::optional<std::vector<size_t>> positions(const Route& route,
                                             const Index& index) {
  std::vector<size_t> out;
  for (const IndexColumn& column : index.columns) {
    const auto at = std::find_if(
        route.columns.begin(), route.columns.end(),
        [&](const RouteColumn& c) { return c.name == column.name; });
    if (at == route.columns.end()) return std::nullopt;
    out.push_back(static_cast<size_t>(at - route.columns.begin()));
  }
  return out;
}

// Rows are written into the table as it will be: a column that is kept as
// it is has its own type, and what the target has besides matters too.
void fit_to_target(const Table& actual, Route* route) {
  for (RouteColumn& column : route->columns) {
    const Column* there = actual.column(column.name);
    if (there == nullptr) continue;
    column.native = there->native;
  }
  for (const Column& there : actual.columns) {
    const bool written =
        std::any_of(route->columns.begin(), route->columns.end(),
                    [&](const RouteColumn& c) { return c.name == there.name; });
    if (!written) route->unwritten_columns = true;
  }
  for (const Index& index : actual.indexes) {
    if (!index.unique || !index.valid || !index.predicate.empty()) continue;
    const auto at = positions(*route, index);
    if (!at || *at == route->target_key) continue;
    auto& keys = route->unique_keys;
    if (std::find(keys.begin(), keys.end(), *at) == keys.end()) {
      keys.push_back(*at);
    }
  }
}

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

std::map<std::string, Table> catalog_of(const PrecheckInput& input) {
  std::map<std::string, Table> out;
  for (const Route& route : input.resolution.routes) {
    out[cat(route.id.source, ".", route.id.from.str())] =
        lasting(route.source_table);
    const Table* actual = input.actual.table(route.id.to);
    if (actual != nullptr) {
      out["target." + route.id.to.str()] = lasting(*actual);
    }
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
  input->resolution =
      resolve(*input->plan, input->selections, catalogs, *input->dialect);
  for (auto& [name, source] : input->sources) {
    source.catalog = std::move(catalogs.at(name));
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
  proposal.digest = proposal_digest(input, proposal.changes);
  for (const PlanEndpoint& source : input.plan->sources) {
    const auto at = input.sources.find(source.name);
    if (at == input.sources.end()) continue;
    proposal.sources.push_back(
        {source.name, at->second.facts.flavor, at->second.facts.position});
  }
  proposal.target = input.target.flavor;
  proposal.catalog = catalog_of(input);
  proposal.update = ledger_update(input);
  proposal.forecast = forecast(input.resolution.routes);
  fit_routes(&input);
  proposal.routes = std::move(input.resolution.routes);
  proposal.ledger = std::move(input.ledger);
  return proposal;
}

}  // namespace millrace
