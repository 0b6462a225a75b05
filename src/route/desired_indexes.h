// SPDX-License-Identifier: Apache-2.0
//
// The secondary indexes a target table should have. An index that cannot
// be built as it is on the source is left out and named (P131, P132); with
// several source tables uniqueness is not carried over (P147), because each
// source only vouches for its own rows. Thread: pure function.
#pragma once

#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/finding.h"
#include "route/route.h"

namespace millrace {

void add_indexes(const std::vector<Route*>& routes, const Dialect& dialect,
                 Table* table, std::vector<Finding>* findings);

}  // namespace millrace
