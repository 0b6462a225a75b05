// SPDX-License-Identifier: Apache-2.0
//
// resolve: Plan x source catalogs -> Routes and the catalog the target
// should have. What cannot be routed is a Finding; the rest is resolved all
// the same, so that one run tells everything. Thread: pure function.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/dialect.h"
#include "engine/key_figures.h"
#include "model/catalog.h"
#include "model/finding.h"
#include "plan/plan.h"
#include "route/route.h"
#include "route/selection.h"

namespace millrace {

struct Resolution {
  std::vector<Route> routes;  // sorted by id
  Catalog desired;            // of the target; only what is routed
  std::vector<Finding> findings;
};

// What is known besides the catalogs where rows are placed by a key: of the
// sources' keys, and how tables of the target that are there lie.
struct PlacementFacts {
  FiguresBySource figures = {};
  const Catalog* actual = nullptr;
};

// `selections` and `catalogs` by source name; a source that could not be
// read is in neither and has no routes. The catalogs hold the selected
// tables in full. `plan` must outlive the routes.
Resolution resolve(const Plan& plan,
                   const std::map<std::string, Selection>& selections,
                   const std::map<std::string, Catalog>& catalogs,
                   const Dialect& dialect, const PlacementFacts& facts = {});

}  // namespace millrace
