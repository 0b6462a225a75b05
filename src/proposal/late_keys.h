// SPDX-License-Identifier: Apache-2.0
//
// late_keys: primary keys that are made after the data. A server that sorts
// what is there makes a key faster than one that grows it row by row, and
// writes less log. Only of a table that millrace itself makes and fills, out
// of one source table by that table's own key, so that no two of its rows
// can meet before the key is there (docs/decisions/0050-keys-after-data.md);
// and only where it holds enough for that to show. Thread: pure.
#pragma once

#include <set>

#include "precheck/precheck.h"

namespace millrace {

// Takes such keys out of the tables to be made, as changes of their own.
void take_keys_late(PrecheckInput* input);

// Tables of which a key that is to be added is such a key, or one that an
// earlier run did not come to.
std::set<QualifiedName> tables_with_late_keys(const PrecheckInput& input);

}  // namespace millrace
