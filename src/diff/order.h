// SPDX-License-Identifier: Apache-2.0
//
// The order in which schema changes can be made: schemas, renamed tables (in
// the order they were found in), new tables, columns,
// keys, comments, indexes; inside a kind by table. Thread: pure function.
#pragma once

#include <vector>

#include "model/schema_change.h"

namespace millrace {

void sort_changes(std::vector<SchemaChange>* changes);

}  // namespace millrace
