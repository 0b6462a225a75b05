// SPDX-License-Identifier: Apache-2.0
//
// The table a target should have for the Routes that end in it: columns,
// key, indexes and comments in the target's words. Several routes are
// merged; what cannot be is a Finding. Thread: pure function.
#pragma once

#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/finding.h"
#include "route/route.h"

namespace millrace {

// What is known of the table besides its routes.
struct TableFacts {
  KeyOutlook outlook = {};
  const Table* there = nullptr;  // in the target already
};

// `routes` all have the same `to`. Their columns take over the merged
// native types, and their `unique_keys` are filled.
Table desired_table(const std::vector<Route*>& routes, const Dialect& dialect,
                    std::vector<Finding>* findings,
                    const TableFacts& facts = {});

}  // namespace millrace
