// SPDX-License-Identifier: Apache-2.0
//
// What may be compared with what in a filter, and in which form. Thread:
// pure functions.
#pragma once

#include <string>
#include <vector>

#include "base/status.h"
#include "model/catalog.h"
#include "route/filter.h"

namespace millrace {

// A literal as it stands in the filter, or a column.
struct FilterAtom {
  FilterOperand operand;
  bool is_string = false;  // written in quotes
  size_t place = 0;        // for messages
};

// Chooses the order for a comparison of `atoms` and brings its literals
// into the form of the columns ('2024-01-31' to '2024-01-31 00:00:00').
Result<FilterOrder> settle_order(std::vector<FilterAtom>* atoms,
                                 const Table& table);

}  // namespace millrace
