// SPDX-License-Identifier: Apache-2.0
//
// greenplum_key: the key advisor. Every unique index of a table must hold
// its distribution key, rows spread at random have no unique index at all,
// and append-optimised storage takes one only on some servers (manual,
// "CREATE TABLE"). Chosen is the whole primary key, which spreads rows
// evenly, without columns of few values. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "engine/dialect.h"

namespace millrace {

// Sets table->placement and placement_reason; takes out keys that cannot
// be. Findings P241 to P251.
std::vector<Finding> place_table(const Flavor& flavor,
                                 const PlacementWish& wish, Table* table);

// Why a unique index cannot be on a table that lies so; "" when it can.
std::string key_problem(const Flavor& flavor, const Placement& placement,
                        const Index& index);

}  // namespace millrace
