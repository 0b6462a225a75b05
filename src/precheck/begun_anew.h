// SPDX-License-Identifier: Apache-2.0
//
// Copies that begin anew: the source altered a table before its copy was
// over, so that what is left of it can no longer be read as the rest was.
// Thread: pure functions.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "precheck/precheck.h"

namespace millrace {

// Moves such roads from the ledger's to `input->anew`: those of which no row
// is in the target, and those whose rows go because millrace made the table
// and nothing else leads into it.
void begin_anew(PrecheckInput* input);
// Once the roads of the Plan are known: what is none of them goes back, to be
// forgotten with its rows where they are, and what would clear a table whose
// rows the Plan keeps (`on_existing` "ignore"). True when any does.
bool keep_anew_of_plan(PrecheckInput* input);

// Does the table lose the rows that are in it for that reason? Of a road that
// brought none, what is there is somebody else's and stays.
bool loses_rows(const PrecheckInput& input, const QualifiedName& target);

// Columns of a target table that holds no row yet, or none for long, which
// were made for columns that the source has dropped or renamed since. As the
// stream would, had it come to that statement.
// `routes` are all that lead into one table.
std::set<std::string> left_in_empty(const PrecheckInput& input,
                                    const std::vector<const Route*>& routes);

}  // namespace millrace
