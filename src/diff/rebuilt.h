// SPDX-License-Identifier: Apache-2.0
//
// rebuilt: what has to go before the type of a column is altered, and to come
// back after it, on servers that alter no column under an index. Only what
// the Plan wants is taken away: of an index that others made nobody knows all.
// Thread: pure function.
#pragma once

#include "engine/dialect.h"
#include "model/schema_change.h"

namespace millrace {

// Fills rebuilt and placed of a change of type, and raises its risk.
void rebuild_around(const Table& desired, const Table& actual,
                    const Dialect& dialect, SchemaChange* change);

// Does the index hold the column?
bool index_holds(const Index& index, const std::string& column);

}  // namespace millrace
