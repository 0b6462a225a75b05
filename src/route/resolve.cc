// SPDX-License-Identifier: Apache-2.0
#include "route/resolve.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "route/desired_table.h"
#include "route/findings.h"
#include "route/key_outlook.h"
#include "route/name_check.h"
#include "route/route_builder.h"

namespace millrace {
namespace {

class Resolver {
 public:
  Resolver(const Plan& plan, const Dialect& dialect,
           const PlacementFacts& facts)
      : plan_(plan), dialect_(dialect), facts_(facts) {}

  void add_source(const Selection& selection, const Catalog& catalog) {
    for (const Finding& finding : selection.findings) {
      out_.findings.push_back(finding);
    }
    for (const SelectedTable& selected : selection.tables) {
      if (selected.mapping != nullptr) used_.insert(selected.mapping);
      const Table* table = catalog.table(selected.name);
      if (table == nullptr) {
        out_.findings.push_back(error_finding(
            "P120", selected.object(),
            cat(selected.name.str(), " went away while the source was read"),
            "run plan again"));
        continue;
      }
      build_route(plan_, selected, *table, dialect_,
                  &out_.routes.emplace_back(), &out_.findings);
    }
  }

  Resolution run() {
    std::sort(out_.routes.begin(), out_.routes.end(),
              [](const Route& a, const Route& b) { return a.id < b.id; });
    build_desired();
    check_names(out_.desired, dialect_, &out_.findings);
    return std::move(out_);
  }

  // Only when every source was read: else the table may be there.
  void check_unused_mappings() {
    for (const Mapping& mapping : plan_.mappings) {
      if (used_.contains(&mapping)) continue;
      out_.findings.push_back(warning_finding(
          "P148", cat("mappings.", mapping.match),
          cat("the mapping \"", mapping.match,
              "\" applies to no selected table"),
          "correct its pattern, or move it before the mapping that takes its "
          "tables"));
    }
  }

 private:
  void build_desired() {
    std::map<QualifiedName, std::vector<Route*>> by_target;
    std::set<std::string> schemas;
    for (Route& route : out_.routes) {
      by_target[route.id.to].push_back(&route);
      schemas.insert(route.id.to.schema);
    }
    for (const auto& [name, routes] : by_target) {
      TableFacts facts;
      facts.outlook = key_outlook(routes, facts_.figures);
      if (facts_.actual != nullptr) facts.there = facts_.actual->table(name);
      out_.desired.tables.push_back(
          desired_table(routes, dialect_, &out_.findings, facts));
    }
    out_.desired.schemas.assign(schemas.begin(), schemas.end());
  }

  const Plan& plan_;
  const Dialect& dialect_;
  const PlacementFacts& facts_;
  std::set<const Mapping*> used_;
  Resolution out_;
};

}  // namespace

Resolution resolve(const Plan& plan,
                   const std::map<std::string, Selection>& selections,
                   const std::map<std::string, Catalog>& catalogs,
                   const Dialect& dialect, const PlacementFacts& facts) {
  Resolver resolver(plan, dialect, facts);
  bool all = true;
  for (const PlanEndpoint& source : plan.sources) {
    const auto selection = selections.find(source.name);
    const auto catalog = catalogs.find(source.name);
    if (selection == selections.end() || catalog == catalogs.end()) {
      all = false;
      continue;
    }
    resolver.add_source(selection->second, catalog->second);
  }
  if (all) resolver.check_unused_mappings();
  return resolver.run();
}

}  // namespace millrace
