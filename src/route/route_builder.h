// SPDX-License-Identifier: Apache-2.0
//
// One selected table with its columns and its mapping becomes a Route; what
// cannot be routed becomes a Finding (P122 to P129, P145, P146). Thread:
// pure function.
#pragma once

#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/finding.h"
#include "plan/plan.h"
#include "route/route.h"
#include "route/selection.h"

namespace millrace {

// `route` is filled as far as it goes even when there are errors, so that
// the findings of later steps can be told too.
void build_route(const Plan& plan, const SelectedTable& selected,
                 const Table& source_table, const Dialect& dialect,
                 Route* route, std::vector<Finding>* findings);

}  // namespace millrace
