// SPDX-License-Identifier: Apache-2.0
//
// Names that the target cannot take as they are: too long (P126), twice in
// one schema (P127), too many columns (P149). Names are never cut: two that
// become one would be one table. Thread: pure function.
#pragma once

#include <vector>

#include "engine/dialect.h"
#include "model/catalog.h"
#include "model/finding.h"

namespace millrace {

void check_names(const Catalog& desired, const Dialect& dialect,
                 std::vector<Finding>* findings);

}  // namespace millrace
