// SPDX-License-Identifier: Apache-2.0
//
// spare_columns: generated columns of a source table whose values nobody
// looks at, because the Plan skips them or the target computes them. MariaDB
// from 11.8.7 on leaves generated columns out of updates and deletes in its
// log. Thread: pure.
#pragma once

#include <vector>

#include "route/route.h"

namespace millrace {

// By road, then by position in source_table.columns. `roads`: all that are
// followed, since a foreign key of one may look at a column of another.
std::vector<std::vector<bool>> spare_columns(
    const std::vector<const Route*>& roads);

}  // namespace millrace
