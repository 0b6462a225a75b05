// SPDX-License-Identifier: Apache-2.0
//
// A TRUNCATE of a source table, in the target. Thread: pure function.
#pragma once

#include <string>
#include <vector>

#include "engine/dialect.h"
#include "route/route.h"

namespace millrace {

// `roads` all lead into one target table; the source table of `roads[at]`
// was emptied. A table that holds rows of that road alone is emptied whole;
// one that holds others' loses the rows whose constants are this road's.
// "" and the statements, or the problem.
std::string empty_statements(const std::vector<Route>& roads, size_t at,
                             const Dialect& dialect,
                             std::vector<Statement>* statements);

// The source table of `roads[at]` lost a column that others still write: its
// rows take what rows without the column have. "" and the statement, or the
// problem.
std::string leave_column(const std::vector<Route>& roads, size_t at,
                         const std::string& column, const Dialect& dialect,
                         std::vector<Statement>* statements);

}  // namespace millrace
