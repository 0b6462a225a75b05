// SPDX-License-Identifier: Apache-2.0
//
// computed_columns: which columns of a desired table the target computes
// itself, because every road brings them computed by one expression that the
// target can have. The values of others are written. Thread: pure.
#pragma once

#include <vector>

#include "engine/dialect.h"
#include "route/route.h"

namespace millrace {

// Sets Column::generated of `table`, whose key is set, and
// RouteColumn::computed; finds what becomes an ordinary column (P135).
void compute_columns(const std::vector<Route*>& routes, const Dialect& dialect,
                     Table* table, std::vector<Finding>* findings);

}  // namespace millrace
