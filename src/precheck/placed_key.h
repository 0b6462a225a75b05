// SPDX-License-Identifier: Apache-2.0
//
// The key that a target places rows by, and what is known of how its values
// are spread: for the proposal's lines and for P330, P331. Figures of a
// server's statistics are rounded to one digit, so that they do not change
// from one plan to the next without a reason. Thread: pure functions.
#pragma once

#include <string>
#include <vector>

#include "precheck/precheck.h"

namespace millrace {

// Columns of the target table; of the one that is there, else of the one
// that is wanted. Empty: rows are not placed by a key.
std::vector<std::string> placed_key(const PrecheckInput& input,
                                    const QualifiedName& table);

// The same columns by their names in the source; empty when one of them is
// not from there.
std::vector<std::string> key_in_source(const Route& route,
                                       const std::vector<std::string>& key);

// Do the source's columns hold a key of the table, so that no value stands
// twice?
bool tells_rows_apart(const Route& route,
                      const std::vector<std::string>& columns);

// What a scan saw of the route's key; null without one.
const KeySpread* spread_of(const PrecheckInput& input, const Route& route);

// At least so many different values, by the statistics; 0 = not known.
uint64_t distinct_of(const PrecheckInput& input, const Route& route,
                     const std::vector<std::string>& columns);

// Lines for a new table, in the order in which they are read: the key and
// its values, the most frequent one, updates, indexes that are unique no
// longer. Empty when the target does not place rows by a key.
std::vector<std::string> placement_lines(const PrecheckInput& input,
                                         const QualifiedName& table);

// Names in back quotes, each once: the columns that a clause of DRDS or
// PolarDB-X spreads a table by.
std::vector<std::string> back_quoted(const std::string& text);

// "about 3,000,000": one digit.
std::string about(uint64_t number);

}  // namespace millrace
