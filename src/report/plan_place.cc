// SPDX-License-Identifier: Apache-2.0
#include "report/plan_place.h"

#include <algorithm>

#include "base/text.h"
#include "plan/pattern.h"

namespace millrace {
namespace {

bool known(TextPlace place) { return place.line > 0; }

bool selects(const PlanSelection& selection, const Route& route,
             const std::string& pattern) {
  if (selection.source != route.id.source) return false;
  const Result<Pattern> parsed = Pattern::parse(pattern);
  return parsed.ok() && parsed->matches(route.id.from);
}

}  // namespace

PlanPlaces::PlanPlaces(const Proposal& proposal) : proposal_(proposal) {
  for (const Route& route : proposal.routes) {
    roads_.emplace(cat(route.id.source, ".", route.id.from.str()), &route);
    roads_.emplace(cat("target.", route.id.to.str()), &route);
  }
}

TextPlace PlanPlaces::of(const Finding& finding) const {
  for (const TextPlace place : {of_entry(finding), of_table(finding.object),
                                of_source(finding.object)}) {
    if (known(place)) return place;
  }
  return {1, 1};
}

// These findings are about the document itself.
TextPlace PlanPlaces::of_entry(const Finding& finding) const {
  for (const Mapping& mapping : proposal_.plan->mappings) {
    if (finding.object == cat("mappings.", mapping.match)) {
      return mapping.match_place;
    }
  }
  for (const Waiver& waiver : proposal_.plan->waivers) {
    if (finding.object == cat("waive.", waiver.code, ".", waiver.object)) {
      return waiver.place;
    }
  }
  return {};
}

// Names may hold dots: the longest object that is a table wins.
TextPlace PlanPlaces::of_table(const std::string& object) const {
  for (size_t end = object.size(); end != 0 && end != std::string::npos;
       end = object.rfind('.', end - 1)) {
    const auto road = roads_.find(object.substr(0, end));
    if (road != roads_.end()) {
      return of_road(*road->second, end < object.size() ? object.substr(end + 1)
                                                        : std::string());
    }
  }
  return {};
}

TextPlace PlanPlaces::of_road(const Route& route,
                              const std::string& column) const {
  if (route.mapping == nullptr) return of_selection(route);
  for (const ColumnMapping& mapped : route.mapping->columns) {
    if (column.empty()) break;
    if (mapped.column == column || mapped.to == column) return mapped.place;
  }
  for (const AddedColumn& added : route.mapping->add_columns) {
    if (added.name == column) return added.place;
  }
  return known(route.mapping->match_place) ? route.mapping->match_place
                                           : route.mapping->place;
}

TextPlace PlanPlaces::of_selection(const Route& route) const {
  for (const PlanSelection& selection : proposal_.plan->tables) {
    for (size_t i = 0; i < selection.include_places.size(); ++i) {
      if (selects(selection, route, selection.include[i])) {
        return selection.include_places[i];
      }
    }
  }
  return {};
}

// "eu", "eu.account", "target.sales": the endpoint that it begins with. A
// pattern that matched nothing is an object of its own.
TextPlace PlanPlaces::of_source(const std::string& object) const {
  const Plan& plan = *proposal_.plan;
  for (const PlanSelection& selection : plan.tables) {
    for (size_t i = 0; i < selection.include_places.size(); ++i) {
      if (object == cat(selection.source, ".", selection.include[i])) {
        return selection.include_places[i];
      }
    }
  }
  const std::string first = object.substr(0, object.find('.'));
  for (const PlanEndpoint& source : plan.sources) {
    if (source.name == first) return source.place;
  }
  return first == "target" ? plan.target.place : TextPlace();
}

}  // namespace millrace
