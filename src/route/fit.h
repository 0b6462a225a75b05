// SPDX-License-Identifier: Apache-2.0
//
// fit: a Route and the target table that it ends in. Thread: pure.
#pragma once

#include "model/catalog.h"
#include "route/route.h"

namespace millrace {

// Rows are written into the table as it is: a column that is kept has its
// own type, and what the target has besides (columns nobody writes, unique
// indexes) matters to the writers too.
void fit_to_target(const Table& actual, Route* route);

// Does the table keep anything unique besides the route's key?
bool has_other_unique(const Table& table, const Route& route);

}  // namespace millrace
