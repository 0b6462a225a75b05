// SPDX-License-Identifier: Apache-2.0
#include "verify/compare.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

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

std::optional<size_t> position(const Route& route, const std::string& name) {
  for (size_t i = 0; i < route.columns.size(); ++i) {
    if (route.columns[i].name == name) return i;
  }
  return std::nullopt;
}

// Rows of several sources are compared as one table: with the columns that
// all of them write, in one order. `*left` are the others.
std::vector<Route> aligned(const std::vector<const Route*>& roads,
                           std::set<std::string>* left) {
  std::vector<std::string> names;
  for (const RouteColumn& column : roads[0]->columns) {
    const bool common =
        std::all_of(roads.begin(), roads.end(), [&](const Route* road) {
          return position(*road, column.name).has_value();
        });
    if (common) names.push_back(column.name);
  }
  std::vector<Route> out;
  for (const Route* road : roads) {
    Route& made = out.emplace_back(*road);
    made.columns.clear();
    made.target_key.clear();
    made.unique_keys.clear();
    for (const std::string& name : names) {
      made.columns.push_back(road->columns[*position(*road, name)]);
    }
    for (const size_t key : road->target_key) {
      const auto at = position(made, road->columns[key].name);
      if (at) made.target_key.push_back(*at);
    }
    for (const RouteColumn& column : road->columns) {
      if (!position(made, column.name)) left->insert(column.name);
    }
  }
  return out;
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
  for (const auto& [name, written] : tables) {
    std::set<std::string> left;
    const std::vector<Route> alike = aligned(written, &left);
    std::vector<const Route*> roads;
    for (const Route& road : alike) roads.push_back(&road);
    if (stop.requested()) return Status::retry("verify was stopped");
    if (options.note) options.note("comparing " + name.str());
    for (const std::string& column : left) {
      if (!options.note) break;
      options.note(cat("column ", column, " of ", name.str(),
                       " is not compared: not every source has it"));
    }
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
