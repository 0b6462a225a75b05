// SPDX-License-Identifier: Apache-2.0
#include "verify/compare.h"

#include <map>

#include "base/text.h"
#include "verify/table_comparison.h"
#include "verify/table_side.h"

namespace millrace {
namespace {

const PlanEndpoint* source_of(const Plan& plan, const std::string& name) {
  for (const PlanEndpoint& endpoint : plan.sources) {
    if (endpoint.name == name) return &endpoint;
  }
  return nullptr;
}

ReaderPool source_readers(const Plan& plan, const SourceEngine& engine) {
  return ReaderPool(
      [&](const std::string& name) -> Result<std::unique_ptr<ContentReader>> {
        const PlanEndpoint* endpoint = source_of(plan, name);
        if (endpoint == nullptr) {
          return Status::broken(
              cat("a route names no source of the plan: ", name));
        }
        MR_ASSIGN_OR_RETURN(const Endpoint resolved,
                            resolve_endpoint(plan, *endpoint));
        return engine.content_reader(resolved);
      });
}

ReaderPool target_readers(const Plan& plan, const TargetReading& engine) {
  return ReaderPool(
      [&](const std::string&) -> Result<std::unique_ptr<ContentReader>> {
        MR_ASSIGN_OR_RETURN(const Endpoint resolved,
                            resolve_endpoint(plan, plan.target));
        return engine.content_reader(resolved);
      });
}

}  // namespace

Result<VerifyResult> compare(const Plan& plan, const std::vector<Route>& routes,
                             const SourceEngine& source,
                             const TargetReading& target,
                             const VerifyOptions& options, const Stop& stop) {
  std::map<QualifiedName, std::vector<const Route*>> tables;
  for (const Route& route : routes) tables[route.id.to].push_back(&route);
  ReaderPool sources = source_readers(plan, source);
  ReaderPool targets = target_readers(plan, target);
  VerifyResult result;
  result.plan = plan.name;
  for (const auto& [name, roads] : tables) {
    if (stop.requested()) return Status::retry("verify was stopped");
    if (options.note) options.note("comparing " + name.str());
    VerifyTable table;
    table.target = name;
    for (const Route* road : roads) {
      table.sources.push_back(cat(road->id.source, ".", road->id.from.str()));
    }
    const auto source_side = make_source_side(sources, roads, stop);
    table.absent = options.absent.count(name) > 0;
    const auto target_side = table.absent
                                 ? make_empty_side()
                                 : make_target_side(targets, roads, stop);
    TableComparison comparison(*source_side, *target_side, *roads.front(),
                               options, stop);
    const Status status = comparison.run(&table);
    if (stop.requested()) return Status::retry("verify was stopped");
    if (!status.ok()) table.error = status.message();
    result.tables.push_back(std::move(table));
  }
  return result;
}

}  // namespace millrace
